import { expect, test } from "vitest";
import { call } from "~/tests/replay";
import type { JsonObject } from "../../openai/fields";
import { converseAnswer, converseError, converseUsage } from "./response";
import { answerTool, toolSpec } from "./tools";

const model = "eu.anthropic.claude-sonnet-4-5";
const answered = (content: unknown[], stopReason = "end_turn", body: JsonObject = {}) => {
  const text = JSON.stringify({ output: { message: { role: "assistant", content } }, stopReason });
  return (converseAnswer(call("chat", body), model, text).choices as JsonObject[])[0]!;
};
const uncached = { messages: false, tools: false, hour: false };
const asked = { response_format: { type: "json_schema", json_schema: { name: "n", schema: {} } } };

test("a whole answer: text, signed and hidden thinking, calls; a tool of the vendor's own is none", () => {
  const answer = answered(
    [
      { reasoningContent: { reasoningText: { text: "First.", signature: "s1" } } },
      { reasoningContent: { reasoningText: { signature: "s2" } } },
      { reasoningContent: { reasoningText: { text: " Then.", signature: "" } } },
      { reasoningContent: { redactedContent: "xyz" } },
      null,
      { text: "Hel" },
      { text: "lo" },
      { toolUse: { toolUseId: "s", name: "search", type: "server_tool_use", input: {} } },
      { toolUse: { toolUseId: "t", name: "look", input: { at: "Paris" } } },
      { toolUse: { toolUseId: "u", name: "wait" } },
    ],
    "tool_use",
  );
  const format = "anthropic-claude-v1";
  expect(answer).toMatchObject({
    message: {
      content: "Hello",
      reasoning_content: "First. Then.",
      reasoning_details: [
        { type: "reasoning.text", text: "First.", signature: "s1", format, index: 0 },
        { type: "reasoning.text", text: "", signature: "s2", format, index: 1 },
        { type: "reasoning.encrypted", data: "xyz", format, index: 2 },
      ],
      tool_calls: [
        { id: "t", type: "function", function: { name: "look", arguments: '{"at":"Paris"}' } },
        { id: "u", type: "function", function: { name: "wait", arguments: "{}" } },
      ],
    },
    finish_reason: "tool_calls",
  });
});

test("a schema's answer comes by a tool, whose input is the text where a schema was asked for", () => {
  const block = { toolUse: { toolUseId: "t", name: answerTool, input: { a: 1 } } };
  const structured = answered([block], "tool_use", asked);
  expect(structured).toMatchObject({ message: { content: '{"a":1}' }, finish_reason: "stop" });
  expect(structured.message).not.toHaveProperty("tool_calls");
  expect(answered([block], "tool_use")).toMatchObject({ message: { content: null }, finish_reason: "tool_calls" });
  const other = { toolUse: { ...block.toolUse, name: "look" } };
  expect(answered([other], "tool_use", asked)).toMatchObject({ finish_reason: "tool_calls" });
});

test.each([
  ["end_turn", "stop", "tool_calls"],
  ["tool_use", "stop", "tool_calls"],
  ["of_tomorrow", "stop", "tool_calls"],
  ["max_tokens", "length", "length"],
  ["model_context_window_exceeded", "length", "length"],
  ["content_filtered", "content_filter", "content_filter"],
  ["guardrail_intervened", "content_filter", "content_filter"],
])("the stop reason %s is %s, with calls %s", (reason, finish, withCalls) => {
  const calls = [{ toolUse: { toolUseId: "t", name: "f", input: {} } }];
  expect([answered([{ text: "x" }], reason), answered(calls, reason)]).toMatchObject([
    { finish_reason: finish },
    { finish_reason: withCalls },
  ]);
});

test("citations quote their source and say where their words stand", () => {
  const cited = (citation: object) => ({
    citationsContent: { content: [{ text: "Ci" }, {}, { text: "ted." }], citations: [citation, null] },
  });
  const range = { start_index: 3, end_index: 9 };
  const source = { title: "Book", sourceContent: [{ text: "as " }, {}, { text: "said" }] };
  expect(answered([{ text: "So " }, cited(source)]).message).toMatchObject({
    content: "So Cited.",
    annotations: [{ type: "file_citation", file_citation: { filename: "Book", quote: "as said", ...range } }],
  });
  const web = { title: "Page", location: { web: { url: "https://a.example" } } };
  expect(answered([{ text: "So " }, cited(web)]).message).toMatchObject({
    annotations: [{ type: "url_citation", url_citation: { url: "https://a.example", title: "Page", ...range } }],
  });
});

test("long integers of a call keep their digits; what is no message is no answer, or the error that it says", () => {
  const long = `{"output":{"message":{"content":[{"toolUse":{"toolUseId":"t","name":"f","input":{"id":12345678901234567890}}}]}}}`;
  expect(JSON.stringify(converseAnswer(call("chat"), model, long))).toContain('{\\"id\\":12345678901234567890}');
  for (const text of ["<html>", "{}", '{"output":{}}', '{"output":{"message":{"content":"Hi"}}}'])
    expect(() => converseAnswer(call("chat"), model, text), text).toThrow(/not (?:JSON|a message)/);
  expect(converseAnswer(call("chat"), model, '{"message":"Slow down"}')).toMatchObject({
    error: { message: "Slow down" },
  });
  const malformed = (content: object[]) =>
    converseAnswer(
      call("chat"),
      model,
      JSON.stringify({ output: { message: { content } }, stopReason: "malformed_tool_use" }),
    );
  expect(malformed([])).toMatchObject({ error: { code: "malformed_tool_use", type: "server_error" } });
  expect(malformed([{ text: "Hi" }])).not.toHaveProperty("error");
});

test("usage counts what was read from the cache and written to it, for an hour apart", () => {
  const told = {
    inputTokens: 10,
    outputTokens: 20,
    cacheReadInputTokens: 300,
    cacheWriteInputTokens: 4_000,
    cacheDetails: [
      { ttl: "5m", inputTokens: 3_000 },
      { ttl: "1h", inputTokens: 1_000 },
    ],
  };
  expect(converseUsage(told)).toMatchObject({
    prompt_tokens: 4_310,
    completion_tokens: 20,
    prompt_tokens_details: { cached_tokens: 300, cache_write_tokens: 4_000, cache_write_1h_tokens: 1_000 },
  });
  expect(converseUsage({ outputTokens: 2 })).toMatchObject({ prompt_tokens: 0, completion_tokens: 2 });
  for (const nothing of [undefined, {}, { serverToolUsage: {} }]) expect(converseUsage(nothing)).toBeNull();
});

test.each([
  ['{"message":"busy"}', "throttlingException", "rate_limit_error", "rate_limit_exceeded"],
  ['{"message":"much"}', "serviceQuotaExceededException", "rate_limit_error", "rate_limit_exceeded"],
  ['{"message":"bad"}', "validationException", "invalid_request_error", "invalid_request_error"],
  ['{"originalMessage":"x"}', "modelStreamErrorException", "server_error", "modelStreamErrorException"],
  ['{"__type":"com.amazon#ServiceUnavailableException","Message":"down"}', null, "server_error", "overloaded"],
  ['{"message":"The provided model identifier is invalid."}', null, "invalid_request_error", "model_not_found"],
  ["{}", "throttlingException", "rate_limit_error", "rate_limit_exceeded"],
])("the error %s of %s", (text, event, type, code) => {
  expect(converseError(text, event)).toMatchObject({ error: { type, code } });
});

test("a page of a proxy is its words alone", () => {
  expect(converseError("<p>Bad gateway</p>", null)).toEqual({ error: { message: "Bad gateway" } });
});

test("a tool keeps its words; a strict one is held to its schema where the API can", () => {
  const tool = (fields: object) => toolSpec({ type: "function", function: { name: "f", ...fields } }, 2, uncached)[0];
  const parameters = { type: "object", properties: { a: { type: "string" } }, additionalProperties: false };
  expect(tool({ description: "Does.", parameters, strict: true })).toEqual({
    toolSpec: { name: "f", description: "Does.", inputSchema: { json: parameters }, strict: true },
  });
  const open = { type: "object", additionalProperties: true };
  for (const fields of [{ parameters }, { parameters, strict: false, description: "" }])
    expect(tool(fields)).toEqual({ toolSpec: { name: "f", inputSchema: { json: parameters } } });
  expect(tool({ parameters: open, strict: true })).toEqual({ toolSpec: { name: "f", inputSchema: { json: open } } });
  for (const bad of [{ type: "custom", function: { name: "f" } }, { type: "function" }])
    expect(() => toolSpec(bad, 2, uncached)).toThrow(/no tools of the type/);
});
