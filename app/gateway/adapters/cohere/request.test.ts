import { expect, test } from "vitest";
import { builtBody, builtCall } from "~/tests/adapter-request";
import type { JsonObject } from "../../openai/fields";
import { gemini } from "../gemini/adapter";
import { cohere } from "./adapter";

const hi = [{ role: "user", content: "Hi" }];
const build = (body: JsonObject, options = {}) => builtBody(cohere, { messages: hi, ...body }, "command-a", options);
const tool = (name: string) => ({
  type: "function",
  function: { name, parameters: { type: "object", properties: {} } },
});

test("the call goes to version 2, the list of models to version 1", () => {
  const baseUrl = "https://api.cohere.com/v2";
  const call = builtCall(cohere, { messages: hi }, "command-a", { baseUrl });
  expect(call).toMatchObject({ url: `${baseUrl}/chat`, headers: { authorization: "Bearer secret" } });
  expect(cohere.readModels({ models: [{ name: "b" }, { name: "a" }] })).toEqual(["a", "b"]);
});

test("messages, tool calls and results", () => {
  const calls = [{ id: "c1", type: "function", function: { name: "f", arguments: "" } }];
  const messages = [
    { role: "developer", content: "S" },
    { role: "assistant", content: "", reasoning_content: "nothing said" },
    ...hi,
    { role: "assistant", content: null, reasoning_content: "plan", tool_calls: calls },
    { role: "tool", tool_call_id: "c1", content: [{ type: "text", text: "r" }] },
  ];
  expect(build({ messages }).messages).toEqual([
    { role: "system", content: "S" },
    ...hi,
    {
      role: "assistant",
      tool_plan: "plan",
      tool_calls: [{ id: "c1", type: "function", function: { name: "f", arguments: "{}" } }],
    },
    { role: "tool", tool_call_id: "c1", content: "r" },
  ]);
});

const schema = { type: "object" };
const fields: [what: string, body: JsonObject, expected: JsonObject][] = [
  [
    "sampling",
    { temperature: 2, top_p: 1, max_tokens: 5, stop: "x", presence_penalty: -1 },
    { temperature: 1, p: 0.99, max_tokens: 5, stop_sequences: ["x"], presence_penalty: 0 },
  ],
  ["effort", { reasoning_effort: "low" }, { thinking: { type: "enabled", token_budget: 2048 } }],
  ["no thinking", { reasoning_effort: "none" }, { thinking: { type: "disabled" } }],
  [
    "a schema",
    { response_format: { type: "json_schema", json_schema: { schema } } },
    { response_format: { type: "json_object", json_schema: schema } },
  ],
  ["tools", { tools: [tool("f")], tool_choice: "required" }, { tools: [tool("f")], tool_choice: "REQUIRED" }],
  [
    "a named tool",
    { tools: [tool("f"), tool("g")], tool_choice: { type: "function", function: { name: "g" } } },
    { tools: [tool("g")], tool_choice: "REQUIRED" },
  ],
];
for (const [what, body, expected] of fields) test(what, () => expect(build(body)).toMatchObject(expected));

test("beside tools or documents a format is asked for in words", () => {
  const response_format = { type: "json_schema", json_schema: { schema } };
  const words = { role: "system", content: expect.stringContaining("JSON schema") };
  for (const more of [{ tools: [tool("f")] }, { documents: ["d"] }]) {
    const sent = build({ messages: [{ role: "system", content: "S" }, ...hi], response_format, ...more });
    expect(sent.response_format).toBeUndefined();
    expect(sent.messages).toEqual([{ role: "system", content: "S" }, words, ...hi]);
  }
});

test("tools that are all strict and require something are strict together", () => {
  const strict = {
    type: "function",
    function: { name: "f", parameters: { type: "object", properties: { a: {} }, required: ["a"] }, strict: true },
  };
  expect(build({ tools: [strict] }).strict_tools).toBe(true);
  expect(build({ tools: [strict, tool("g")] }).strict_tools).toBeUndefined();
});

test("files of text are documents", () => {
  const file = (data: string) => ({ type: "file", file: { filename: "a.csv", file_data: data } });
  const ask = (...content: JsonObject[]) => build({ messages: [{ role: "user", content }] });
  expect(ask({ type: "text", text: "Sum?" }, file("data:text/csv;base64,w6k7MQ=="))).toMatchObject({
    messages: [{ role: "user", content: [{ type: "text", text: "Sum?" }] }],
    documents: [{ data: { title: "a.csv", text: "é;1" } }],
  });
  for (const data of ["data:application/pdf;base64,JVBERi0=", "data:text/plain;base64,%%%"])
    expect(() => ask(file(data))).toThrow(expect.objectContaining({ status: 400, param: "messages[0].content[0]" }));
});

test("embeddings say what they are for", () => {
  const embed = (body: JsonObject, options = {}) =>
    builtBody(cohere, body, "embed-v4.0", { operation: "embeddings", options });
  expect(embed({ input: "a" })).toEqual({
    model: "embed-v4.0",
    texts: ["a"],
    input_type: "search_document",
    embedding_types: ["float"],
  });
  const preset = { inputType: "clustering" };
  expect(embed({ input: "a" }, preset)).toMatchObject({ input_type: "clustering" });
  expect(embed({ input: "a", input_type: "classification" }, preset)).toMatchObject({ input_type: "classification" });
  // A Google client's word for it goes before the option, one that Cohere has none for does not.
  expect(embed({ input: "a", task_type: "RETRIEVAL_QUERY" }, preset)).toMatchObject({ input_type: "search_query" });
  expect(embed({ input: "a", task_type: "SEMANTIC_SIMILARITY" }, preset)).toMatchObject({ input_type: "clustering" });
  const asked = { input: "a", input_type: "search_query" };
  expect(builtBody(gemini, asked, "gemini-embedding-2", { operation: "embeddings" })).toMatchObject({
    requests: [{ taskType: "RETRIEVAL_QUERY" }],
  });
});

test("refuses what it cannot do", () => {
  for (const [param, body] of [
    ["n", { n: 2 }],
    ["stop", { stop: ["1", "2", "3", "4", "5", "6"] }],
    ["messages[0].content[0]", { messages: [{ role: "user", content: [{ type: "file", file: {} }] }] }],
  ] as [string, JsonObject][])
    expect(() => build(body)).toThrow(expect.objectContaining({ status: 400, param }));
});

test("a choice that names none of the tools is a 400, and a tool without parameters has an empty object", () => {
  const tools = [{ type: "function", function: { name: "f", parameters: {} } }];
  const tool_choice = { type: "function", function: { name: "g" } };
  expect(() => build({ tools, tool_choice })).toThrow(expect.objectContaining({ status: 400, param: "tool_choice" }));
  expect(build({ tools }).tools).toMatchObject([{ function: { parameters: { type: "object", properties: {} } } }]);
});
