import { expect, test } from "vitest";
import { GatewayError } from "../errors";
import { errorShape } from "./error-shape";

const unknown = new GatewayError({ status: 404, type: "invalid_request_error", code: "unknown_url", message: "No." });

test.each([
  ["/v1/files", {}, { error: { code: "unknown_url" } }],
  ["/v1/files", { "anthropic-version": "2023-06-01" }, { type: "error", error: { type: "not_found_error" } }],
  ["/v1/files", { "x-goog-api-key": "k" }, { error: { code: 404, status: "NOT_FOUND" } }],
  ["/v1/cachedContents", { "x-goog-api-key": "k" }, { error: { code: 404, status: "NOT_FOUND" } }],
  ["/v1/chat/completions", { "x-goog-api-key": "k" }, { error: { code: "unknown_url" } }],
  ["/v1/models/a%3Ab", {}, { error: { code: 404, status: "NOT_FOUND" } }],
  ["/v1/provider/a:generateContent", {}, { error: { code: 404, status: "NOT_FOUND" } }],
  ["/v1/models/a", {}, { error: { code: "unknown_url" } }],
  ["/v1beta/files", {}, { error: { code: 404, status: "NOT_FOUND" } }],
  ["/v1/messages/batches", {}, { type: "error", error: { type: "not_found_error" } }],
])("an error at %s with the headers %j is in its vendor's shape", (path, headers, expected) => {
  expect(errorShape(path, new Headers(headers as Record<string, string>)).body(unknown, "req_1")).toMatchObject(
    expected,
  );
});

test.each([
  [400, "invalid_request_error", "INVALID_ARGUMENT"],
  [401, "authentication_error", "UNAUTHENTICATED"],
  [402, "billing_error", "FAILED_PRECONDITION"],
  [403, "permission_error", "PERMISSION_DENIED"],
  [404, "not_found_error", "NOT_FOUND"],
  [413, "request_too_large", "INVALID_ARGUMENT"],
  [422, "invalid_request_error", "INVALID_ARGUMENT"],
  [429, "rate_limit_error", "RESOURCE_EXHAUSTED"],
  [500, "api_error", "INTERNAL"],
  [502, "api_error", "UNAVAILABLE"],
  [503, "overloaded_error", "UNAVAILABLE"],
  [504, "timeout_error", "DEADLINE_EXCEEDED"],
  [529, "overloaded_error", "INTERNAL"],
])("a %d is Anthropic's %s and Google's %s", (status, type, word) => {
  const error = new GatewayError({ status, type: "server_error", code: "x", message: "No." });
  const headers = new Headers();
  expect(errorShape("/v1/messages", headers).body(error, "req_1")).toEqual({
    type: "error",
    error: { type, message: "No." },
    request_id: "req_1",
  });
  expect(errorShape("/v1beta/x", headers).body(error, "req_1")).toMatchObject({
    error: { code: status, status: word },
  });
});
