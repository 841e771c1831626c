import { expect, test } from "vitest";
import { builtBody, builtCall } from "~/tests/adapter-request";
import { isObject, type JsonObject } from "../../openai/fields";
import { anthropic } from "./adapter";

const old = "claude-sonnet-4-5";
const adaptive = "claude-sonnet-4-6";
const hi = [{ role: "user", content: "Hi" }];
const build = (body: JsonObject, model = old, entry = {}) =>
  builtBody(anthropic, { messages: hi, ...body }, model, { entry });

const weatherCall = (id: string) => ({ id, type: "function", function: { name: "f", arguments: '{"a":1}' } });

test("the call has the vendor's headers and address", () => {
  expect(builtCall(anthropic, { messages: hi }, old)).toMatchObject({
    method: "POST",
    url: "https://upstream.example/v1/messages",
    headers: { "x-api-key": "secret", "anthropic-version": "2023-06-01", "x-own": "1" },
  });
});

const parameters = { properties: { a: { $ref: "#/$defs/x" } }, $defs: { x: { type: "string" } } };
const tool = { type: "function", function: { name: "f", description: "d", parameters, strict: true } };
const sentTool = {
  name: "f",
  description: "d",
  input_schema: { ...parameters, type: "object", additionalProperties: false },
  strict: true,
};
const schema = { type: "object", properties: { a: { type: "string" } } };
const format = { response_format: { type: "json_schema", json_schema: { name: "x", schema } } };

const fields: [what: string, body: JsonObject, expected: JsonObject, model?: string, entry?: object][] = [
  ["the output limit of the model's row", {}, { max_tokens: 64_000 }],
  ["the output limit of the provider's entry", {}, { max_tokens: 9 }, old, { maxOutputTokens: 9 }],
  ["the output limit of the client", { max_completion_tokens: 7 }, { max_tokens: 7 }, old, { maxOutputTokens: 9 }],
  [
    "temperature is clamped, one of the two is sent",
    { temperature: 1.7, top_p: 0.5 },
    { temperature: 1, top_p: undefined },
  ],
  ["top_p", { top_p: 0.5 }, { top_p: 0.5 }],
  ["no sampling on the newest", { temperature: 0.5 }, { temperature: undefined }, "claude-opus-4-7"],
  ["stop", { stop: ["a", "\n"] }, { stop_sequences: ["a"] }],
  ["user", { user: "u" }, { metadata: { user_id: "u" } }],
  ["tools", { tools: [tool] }, { tools: [sentTool], tool_choice: undefined }],
  ["tool_choice auto", { tools: [tool], tool_choice: "auto" }, { tool_choice: { type: "auto" } }],
  ["tool_choice required", { tools: [tool], tool_choice: "required" }, { tool_choice: { type: "any" } }],
  ["tool_choice none", { tools: [tool], tool_choice: "none" }, { tool_choice: { type: "none" } }],
  [
    "a named tool, one at a time",
    {
      tools: [tool],
      tool_choice: { type: "function", function: { name: "f" } },
      parallel_tool_calls: false,
    },
    { tool_choice: { type: "tool", name: "f", disable_parallel_tool_use: true } },
  ],
  [
    "parallel_tool_calls",
    { tools: [tool], parallel_tool_calls: false },
    { tool_choice: { type: "auto", disable_parallel_tool_use: true } },
  ],
  [
    "effort as a budget",
    { reasoning_effort: "medium", temperature: 0 },
    { thinking: { type: "enabled", budget_tokens: 8192 }, temperature: undefined },
  ],
  [
    "the budget leaves room for the answer",
    { reasoning_effort: "high", max_tokens: 4096 },
    { thinking: { type: "enabled", budget_tokens: 3072 } },
  ],
  [
    "no thinking where there is no room",
    { reasoning_effort: "low", max_tokens: 1500 },
    { thinking: undefined, max_tokens: 1500 },
  ],
  [
    "adaptive thinking",
    { reasoning_effort: "minimal" },
    { thinking: { type: "adaptive", display: "summarized" }, output_config: { effort: "low" } },
    adaptive,
  ],
  ["thinking off", { reasoning_effort: "none" }, { thinking: { type: "disabled" } }, adaptive],
  [
    "thinking that cannot be off",
    { reasoning_effort: "none" },
    { thinking: undefined, output_config: { effort: "low" } },
    "claude-fable-5-2",
  ],
  [
    "a forced tool goes before thinking",
    { reasoning_effort: "high", tools: [tool], tool_choice: "required" },
    { thinking: undefined, tool_choice: { type: "any" } },
  ],
  [
    "a JSON schema is a forced tool",
    format,
    {
      tools: [expect.objectContaining({ name: "answer_with_json", input_schema: schema })],
      tool_choice: { type: "tool", name: "answer_with_json", disable_parallel_tool_use: true },
    },
  ],
  [
    "a JSON schema beside tools is the model's own format",
    { ...format, tools: [tool] },
    {
      tools: [sentTool],
      output_config: { format: { type: "json_schema", schema: { ...schema, additionalProperties: false } } },
    },
  ],
  [
    "an answer that may hold anything, beside tools, is words",
    {
      response_format: { type: "json_schema", json_schema: { name: "x", schema: { type: "object" } } },
      tools: [tool],
    },
    { output_config: undefined, system: expect.stringContaining("JSON schema") },
  ],
  ["the highest effort", { reasoning_effort: "max" }, { output_config: { effort: "max" } }, "claude-opus-4-7"],
  [
    "the highest effort but one, where there is none between high and max",
    { reasoning_effort: "xhigh" },
    { output_config: { effort: "max" } },
    adaptive,
  ],
  [
    "only the tools that are allowed",
    {
      tools: [tool, { type: "function", function: { name: "g" } }],
      tool_choice: {
        type: "allowed_tools",
        allowed_tools: { mode: "auto", tools: [{ type: "function", function: { name: "f" } }] },
      },
    },
    { tools: [sentTool], tool_choice: { type: "auto" } },
  ],
  [
    "a JSON schema beside tools on older models is words",
    { ...format, tools: [tool] },
    { tools: [sentTool], output_config: undefined, system: expect.stringContaining('"properties"') },
    "claude-3-7-sonnet-latest",
  ],
  ["a JSON object is words", { response_format: { type: "json_object" } }, { system: expect.stringContaining("JSON") }],
];
for (const [what, body, expected, model, entry] of fields)
  test(`${what}`, () => {
    const request = build(body, model, entry);
    for (const name in expected) expect([name, request[name]]).toEqual([name, expected[name]]);
  });

test("each effort is a budget of its own; within the limit there is always room for an answer", () => {
  const budget = (body: JsonObject) => (build(body).thinking as JsonObject | undefined)?.budget_tokens;
  const efforts = { minimal: 1024, low: 2048, medium: 8192, high: 16_384, xhigh: 32_768, max: 60_000, tomorrow: 8192 };
  for (const [reasoning_effort, tokens] of Object.entries(efforts))
    expect([reasoning_effort, budget({ reasoning_effort })]).toEqual([reasoning_effort, tokens]);
  expect(budget({ reasoning: { max_tokens: 5000 } })).toBe(5000);
  expect(budget({ reasoning: { enabled: true } })).toBe(8192);
  expect(budget({ reasoning: { enabled: false } })).toBeUndefined();
  expect(budget({ reasoning_effort: "none" })).toBeUndefined();
  // The least that the API takes, and the answer's share.
  expect([
    budget({ reasoning_effort: "high", max_tokens: 2048 }),
    budget({ reasoning_effort: "high", max_tokens: 2047 }),
  ]).toEqual([1024, undefined]);
  const effort = (max_tokens: number) =>
    (build({ reasoning: { max_tokens } }, adaptive).output_config as JsonObject).effort;
  expect([2048, 2049, 8192, 8193].map(effort)).toEqual(["low", "medium", "medium", "high"]);
  // A limit that nobody asked for gives way.
  expect(build({ reasoning_effort: "low" }, old, { maxOutputTokens: 1500 })).toMatchObject({
    max_tokens: 2048,
    thinking: { budget_tokens: 1024 },
  });
  expect(build({ reasoning_effort: "low" }, "claude-3-5-haiku-latest")).not.toHaveProperty("thinking");
});

test("the output limit is each generation's", () => {
  const limits = {
    "claude-3-haiku-20240307": 4096,
    "claude-3-5-sonnet-latest": 8192,
    "claude-3-7-sonnet-latest": 64_000,
    "claude-opus-4-1": 32_000,
    "claude-sonnet-4-0": 64_000,
    "claude-opus-4-6": 128_000,
    "claude-opus-5-5": 64_000,
    "claude-tomorrow": 64_000,
    "deepseek-v4-pro": 8192,
  };
  for (const [model, limit] of Object.entries(limits))
    expect([model, build({}, model).max_tokens]).toEqual([model, limit]);
});

test("a tool loop that began without thinking goes on without", () => {
  const messages = [
    ...hi,
    { role: "assistant", content: null, tool_calls: [weatherCall("a")] },
    { role: "tool", tool_call_id: "a", content: "1" },
  ];
  expect(build({ messages, reasoning_effort: "high" }).thinking).toBeUndefined();
  const signed = { reasoning_details: [{ type: "reasoning.text", text: "t", signature: "s" }] };
  const continued = messages.map((message) => (message.role === "assistant" ? { ...message, ...signed } : message));
  expect(isObject(build({ messages: continued, reasoning_effort: "high" }).thinking)).toBe(true);
});

const refused: [param: string, body: JsonObject][] = [
  ["n", { n: 2 }],
  ["logprobs", { logprobs: true }],
  ["logit_bias", { logit_bias: { 1: 1 } }],
  ["modalities", { modalities: ["text", "audio"] }],
  ["tools[0].type", { tools: [{ type: "custom", custom: { name: "x" } }] }],
  ["messages[0].content[0]", { messages: [{ role: "user", content: [{ type: "input_audio", input_audio: {} }] }] }],
  [
    "messages[0].content[0]",
    { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "data:image/tiff;base64,AA" } }] }] },
  ],
];
for (const [param, body] of refused)
  test(`refuses ${param}: ${JSON.stringify(body).slice(0, 60)}`, () => {
    expect(() => build(body)).toThrow(expect.objectContaining({ status: 400, param }));
  });

test("reads the list of models", () => {
  expect(anthropic.readModels({ data: [{ type: "model", id: "b" }, { id: "a" }], has_more: false })).toEqual([
    "a",
    "b",
  ]);
  expect(() => anthropic.readModels({})).toThrow();
});
