import { expect, test } from "vitest";
import { call } from "~/tests/replay";
import type { JsonObject } from "../../openai/fields";
import { answerTool } from "./request";
import { messagesAnswer, messagesError, messagesUsage } from "./response";

const head = { id: "msg_1", type: "message", role: "assistant", model: "claude-x", stop_reason: "end_turn" };
const usage = { input_tokens: 3, output_tokens: 4 };
const answered = (content: unknown, more: object = {}, body: JsonObject = {}) =>
  messagesAnswer(call("chat", body), JSON.stringify({ ...head, content, usage, ...more }));
const choiceOf = (answer: JsonObject) => (answer.choices as JsonObject[])[0]!;

test("a whole answer: text, the thinking with its signatures, what is hidden of it, and the calls", () => {
  const answer = answered(
    [
      { type: "thinking", thinking: "First. ", signature: "s1" },
      { type: "redacted_thinking", data: "xyz" },
      { type: "thinking", thinking: "Then.", signature: "" },
      { type: "thinking", thinking: "", signature: "s2" },
      "not a block",
      { type: "text", text: "Hel" },
      { type: "text", text: "lo" },
      { type: "tool_use", id: "t1", name: "look", input: { at: "Paris" } },
      { type: "tool_use", id: "t2", name: "wait" },
      { type: "server_tool_use", id: "s", name: "web_search", input: {} },
    ],
    { stop_reason: "tool_use" },
  );
  const format = "anthropic-claude-v1";
  expect(answer).toMatchObject({ id: "msg_1", object: "chat.completion", model: "claude-x" });
  expect(choiceOf(answer)).toEqual({
    index: 0,
    message: {
      role: "assistant",
      content: "Hello",
      reasoning_content: "First. Then.",
      reasoning_details: [
        { type: "reasoning.text", text: "First. ", signature: "s1", format, index: 0 },
        { type: "reasoning.encrypted", data: "xyz", format, index: 1 },
        { type: "reasoning.text", text: "", signature: "s2", format, index: 2 },
      ],
      tool_calls: [
        { id: "t1", type: "function", function: { name: "look", arguments: '{"at":"Paris"}' } },
        { id: "t2", type: "function", function: { name: "wait", arguments: "{}" } },
      ],
    },
    logprobs: null,
    finish_reason: "tool_calls",
  });
});

test("thinking that is not text is none, and an answer of text alone has nothing else", () => {
  const answer = answered([{ type: "thinking", signature: "s" }, { type: "text" }, { type: "text", text: "Hi" }]);
  expect(choiceOf(answer).message).toEqual({ role: "assistant", content: "Hi" });
});

test("a schema's answer comes by a tool: its input is the text, where a schema was asked for alone", () => {
  const block = { type: "tool_use", id: "t", name: answerTool, input: { a: 1 } };
  const asked = { response_format: { type: "json_schema", json_schema: { name: "n", schema: {} } } };
  const structured = choiceOf(answered([block], { stop_reason: "tool_use" }, asked));
  expect(structured).toMatchObject({ message: { content: '{"a":1}' }, finish_reason: "stop" });
  expect(structured.message).not.toHaveProperty("tool_calls");
  expect(choiceOf(answered([{ ...block, input: undefined }], {}, asked)).message).toMatchObject({ content: "{}" });
  // A tool of the client's own that is called so, and another one beside a schema.
  expect(choiceOf(answered([block])).message).toMatchObject({ content: null, tool_calls: [{ id: "t" }] });
  expect(choiceOf(answered([{ ...block, name: "look" }], {}, asked)).message).toMatchObject({
    tool_calls: [{ function: { name: "look" } }],
  });
});

test.each([
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["pause_turn", "stop"],
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
  ["refusal", "content_filter"],
  ["tool_use", "stop"],
  ["of tomorrow", "stop"],
])("the stop reason %s of an answer without calls is %s", (reason, finish) => {
  expect(choiceOf(answered([{ type: "text", text: "x" }], { stop_reason: reason })).finish_reason).toBe(finish);
});

test("long integers of a call keep their digits", () => {
  const text = `{"content":[{"type":"tool_use","id":"t","name":"f","input":{"id":12345678901234567890}}],"stop_reason":"tool_use"}`;
  const [made] = (choiceOf(messagesAnswer(call("chat"), text)).message as { tool_calls: JsonObject[] }).tool_calls;
  expect(made?.function).toMatchObject({ arguments: '{"id":12345678901234567890}' });
});

test("what is no message is no answer, and an error inside a 200 is that error", () => {
  for (const text of ["<html>", "[]", '{"content":"Hi"}', "{}"])
    expect(() => messagesAnswer(call("chat"), text), text).toThrow(/not (?:JSON|a message)/);
  const error = { type: "overloaded_error", message: "Overloaded" };
  const told = { error: { message: "Overloaded", type: "server_error", param: null, code: "overloaded" } };
  expect(messagesAnswer(call("chat"), JSON.stringify({ type: "error", error }))).toEqual(told);
  expect(messagesAnswer(call("chat"), JSON.stringify({ error }))).toEqual(told);
  expect(messagesAnswer(call("chat"), JSON.stringify({ type: "error" }))).toEqual({
    error: { message: '{"type":"error"}' },
  });
});

test.each([
  ["invalid_request_error", "invalid_request_error", "invalid_request_error"],
  ["request_too_large", "invalid_request_error", "request_too_large"],
  ["not_found_error", "invalid_request_error", "model_not_found"],
  ["authentication_error", "authentication_error", "invalid_api_key"],
  ["permission_error", "permission_error", "permission_denied"],
  ["billing_error", "insufficient_quota", "insufficient_quota"],
  ["rate_limit_error", "rate_limit_error", "rate_limit_exceeded"],
  ["overloaded_error", "server_error", "overloaded"],
  ["api_error", "server_error", "api_error"],
  ["timeout_error", "server_error", "timeout"],
  ["of_tomorrow", "server_error", "of_tomorrow"],
  [undefined, "server_error", "upstream_error"],
])("the vendor's error %s", (own, type, code) => {
  const details = { error_code: "thread_unsupported_request" };
  expect(messagesError(JSON.stringify({ error: { type: own, message: "no", details } }))).toEqual({
    error: { message: "no", type, param: null, code, details },
  });
});

test("an empty account is out of quota, and an error without words says so", () => {
  const error = { type: "invalid_request_error", message: "Your credit balance is too low to access the API." };
  expect(messagesError(JSON.stringify({ error }))).toMatchObject({ error: { code: "insufficient_quota" } });
  expect(messagesError('{"error":{}}')).toMatchObject({ error: { message: "the upstream gave no reason" } });
  expect(messagesError("<p>Bad  gateway</p>")).toEqual({ error: { message: "Bad gateway" } });
});

test("usage counts what was read from the cache and written to it, and is none where nothing is told", () => {
  const told = {
    input_tokens: 10,
    output_tokens: 20,
    cache_read_input_tokens: 300,
    cache_creation_input_tokens: 4_000,
    cache_creation: { ephemeral_1h_input_tokens: 1_000 },
    output_tokens_details: { thinking_tokens: 7 },
  };
  expect(messagesUsage(told)).toEqual({
    prompt_tokens: 4_310,
    completion_tokens: 20,
    total_tokens: 4_330,
    prompt_tokens_details: { cached_tokens: 300, cache_write_tokens: 4_000, cache_write_1h_tokens: 1_000 },
    completion_tokens_details: { reasoning_tokens: 7 },
  });
  expect(messagesUsage({ output_tokens: 2 })).toMatchObject({ prompt_tokens: 0, completion_tokens: 2 });
  expect(messagesUsage({ input_tokens: 2 })).toMatchObject({ prompt_tokens: 2, completion_tokens: 0 });
  for (const nothing of [undefined, null, {}, { service_tier: "standard" }]) expect(messagesUsage(nothing)).toBeNull();
});
