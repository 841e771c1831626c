import { expect, test } from "vitest";
import { anthropicMessages } from "../dialects/anthropic/dialect";
import { geminiDialect } from "../dialects/gemini/dialect";
import { openAiChat } from "../dialects/openai";
import { openAiResponses } from "../dialects/responses/dialect";
import { failure } from "./failure";
import { clientErrorBody } from "./failure-answers";

const words = "prompt is too long: 205000 tokens > 200000 maximum";
const tooLong = failure("context", "invalid_request_error", words, {
  status: 400,
  body: { error: { message: words, type: "invalid_request_error", code: null } },
});
const bodyFor = (dialect: Parameters<typeof clientErrorBody>[1], problem = tooLong) =>
  clientErrorBody(problem, dialect, "req_1");

test("a prompt that is too long has OpenAI's code on its surfaces, whoever said it", () => {
  for (const dialect of [openAiChat, openAiResponses])
    expect(bodyFor(dialect)).toEqual({
      error: { message: words, type: "invalid_request_error", param: null, code: "context_length_exceeded" },
    });
  expect(bodyFor(geminiDialect("m:generateContent", new URLSearchParams()))).toMatchObject({
    error: { code: 400, status: "INVALID_ARGUMENT", message: words },
  });
});

test("what an upstream's refusal leaves out is filled in, what it says stays", () => {
  const refused = (status: number, error: object) =>
    bodyFor(
      openAiChat,
      failure("client", `http_${status}`, "No.", { status, body: { error: { message: "No.", ...error } } }),
    );
  expect(refused(413, {})).toEqual({
    error: { message: "No.", type: "invalid_request_error", param: null, code: "request_too_large" },
  });
  expect(refused(422, {})).toMatchObject({ error: { code: "invalid_request_error" } });
  const own = { type: "odd_error", param: "top_p", code: null };
  expect(refused(400, own)).toEqual({ error: { message: "No.", ...own } });
});

test("an upstream that took Anthropic's format over need not know its sentence", () => {
  const message =
    "This model's maximum context length is 128000 tokens. However, your messages resulted in 140000 tokens.";
  const native = { type: "error", error: { type: "invalid_request_error", message } };
  const dialect = anthropicMessages(new Headers());
  expect(bodyFor(dialect, { ...tooLong, message, native })).toEqual({
    type: "error",
    error: { type: "invalid_request_error", message: "prompt is too long: 140000 tokens > 128000 maximum" },
    request_id: "req_1",
  });
  // Any other refusal is its own.
  expect(bodyFor(dialect, { ...tooLong, kind: "client", native })).toBe(native);
});
