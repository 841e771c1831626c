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
  ["/v1/models/a", {}, { error: { code: "unknown_url" } }],
  ["/v1beta/files", {}, { error: { code: 404, status: "NOT_FOUND" } }],
  ["/v1/messages/batches", {}, { type: "error", error: { type: "not_found_error" } }],
])("an error at %s with the headers %j is in its vendor's shape", (path, headers, expected) => {
  expect(errorShape(path, new Headers(headers as Record<string, string>)).body(unknown, "req_1")).toMatchObject(
    expected,
  );
});
