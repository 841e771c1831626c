import { expect, test } from "vitest";
import { builtBody } from "~/tests/adapter-request";
import type { JsonObject } from "../../openai/fields";
import { gemini } from "./adapter";

const flash = "gemini-2.5-flash";
const three = "gemini-3.8-flash";
const hi = [{ role: "user", content: "Hi" }];
const build = (body: JsonObject, model = flash) => builtBody(gemini, { messages: hi, ...body }, model);
const user = (...parts: JsonObject[]) => ({ role: "user", parts });
const model = (...parts: JsonObject[]) => ({ role: "model", parts });

const calls = [
  {
    id: "c1",
    type: "function",
    function: { name: "f", arguments: '{"a":1}' },
    extra_content: { google: { thought_signature: "sig" } },
  },
  { id: "c2", type: "function", function: { name: "g", arguments: "" } },
];
const loop = [
  ...hi,
  { role: "assistant", content: null, tool_calls: calls },
  { role: "tool", tool_call_id: "c1", content: '{"x":1}' },
  { role: "tool", tool_call_id: "c2", content: "text" },
];

const conversations: [what: string, messages: JsonObject[], expected: JsonObject, name?: string][] = [
  [
    "system and developer text is the instruction",
    [
      { role: "system", content: "A" },
      { role: "developer", content: "B" },
      ...hi,
      { role: "assistant", content: "x" },
      ...hi,
    ],
    {
      systemInstruction: { parts: [{ text: "A\n\nB" }] },
      contents: [user({ text: "Hi" }), model({ text: "x" }), user({ text: "Hi" })],
    },
  ],
  [
    "results go by name, in one content; signatures stay",
    loop,
    {
      contents: [
        user({ text: "Hi" }),
        model(
          { functionCall: { name: "f", args: { a: 1 } }, thoughtSignature: "sig" },
          { functionCall: { name: "g", args: {} } },
        ),
        user(
          { functionResponse: { name: "f", response: { x: 1 } } },
          { functionResponse: { name: "g", response: { result: "text" } } },
        ),
      ],
    },
  ],
  [
    "results of one function's calls are in the calls' order, each with its pictures",
    [
      ...hi,
      { role: "assistant", tool_calls: ["c1", "c2", "c3"].map((id) => ({ ...calls[1], id })) },
      { role: "tool", tool_call_id: "c3", content: "three" },
      {
        role: "tool",
        tool_call_id: "c1",
        content: [
          { type: "text", text: "one" },
          { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } },
        ],
      },
      { role: "tool", tool_call_id: "c2", content: "two" },
    ],
    {
      contents: [
        user({ text: "Hi" }),
        model(...Array(3).fill({ functionCall: { name: "g", args: {} } })),
        user(
          { functionResponse: { name: "g", response: { result: "one" } } },
          { inlineData: { mimeType: "image/png", data: "AA==" } },
          { functionResponse: { name: "g", response: { result: "two" } } },
          { functionResponse: { name: "g", response: { result: "three" } } },
        ),
      ],
    },
  ],
  [
    "newer models get a result's pictures within it",
    [
      ...hi,
      { role: "assistant", tool_calls: [calls[0]] },
      {
        role: "tool",
        tool_call_id: "c1",
        content: [
          { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } },
          { type: "image_url", image_url: { url: "gs://bucket/a.png" } },
        ],
      },
    ],
    {
      contents: [
        user({ text: "Hi" }),
        model({ functionCall: { id: "c1", name: "f", args: { a: 1 } }, thoughtSignature: "sig" }),
        user(
          {
            functionResponse: {
              id: "c1",
              name: "f",
              response: { result: "" },
              parts: [{ inlineData: { mimeType: "image/png", data: "AA==" } }],
            },
          },
          { fileData: { mimeType: "image/png", fileUri: "gs://bucket/a.png" } },
        ),
      ],
    },
    three,
  ],
  [
    "newer models get ids, and a mark where the signature is lost",
    loop.map((message) => ("tool_calls" in message ? { ...message, tool_calls: [calls[1]] } : message)).slice(0, 2),
    {
      contents: [
        user({ text: "Hi" }),
        model({
          functionCall: { id: "c2", name: "g", args: {} },
          thoughtSignature: "skip_thought_signature_validator",
        }),
      ],
    },
    three,
  ],
  [
    "a signature that is no base64, which Google refuses, is a lost one",
    loop
      .map((message) =>
        "tool_calls" in message
          ? {
              ...message,
              content: "a",
              extra_content: { google: { thought_signature: "a b" } },
              tool_calls: [{ ...calls[0], extra_content: { google: { thought_signature: "abcde" } } }],
            }
          : message,
      )
      .slice(0, 2),
    {
      contents: [
        user({ text: "Hi" }),
        model(
          { text: "a" },
          {
            functionCall: { id: "c1", name: "f", args: { a: 1 } },
            thoughtSignature: "skip_thought_signature_validator",
          },
        ),
      ],
    },
    three,
  ],
  [
    "media",
    [
      {
        role: "user",
        content: [
          { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } },
          { type: "image_url", image_url: { url: "gs://bucket/a.webp" } },
          { type: "input_audio", input_audio: { data: "BB==", format: "mp3" } },
          { type: "file", file: { file_data: "data:application/pdf;base64,CC==" } },
        ],
      },
    ],
    {
      contents: [
        user(
          { inlineData: { mimeType: "image/png", data: "AA==" } },
          { fileData: { mimeType: "image/webp", fileUri: "gs://bucket/a.webp" } },
          { inlineData: { mimeType: "audio/mp3", data: "BB==" } },
          { inlineData: { mimeType: "application/pdf", data: "CC==" } },
        ),
      ],
    },
  ],
];
for (const [what, messages, expected, name] of conversations)
  test(what, () => expect(build({ messages }, name)).toEqual(expected));

const config = (generationConfig: JsonObject) => ({ generationConfig });
const parameters = { type: "object", properties: { a: { type: "string" } }, additionalProperties: false };
const cleaned = { type: "object", properties: { a: { type: "string" } } };
const tool = { type: "function", function: { name: "f", description: "d", parameters } };
const format = { response_format: { type: "json_schema", json_schema: { name: "x", schema: parameters } } };

const fields: [what: string, body: JsonObject, expected: JsonObject, name?: string][] = [
  [
    "sampling",
    { temperature: 1.5, top_p: 0.5, seed: 1, max_tokens: 9, n: 2, stop: "x", presence_penalty: 0 },
    config({ temperature: 1.5, topP: 0.5, seed: 1, maxOutputTokens: 9, candidateCount: 2, stopSequences: ["x"] }),
  ],
  [
    "tools",
    { tools: [tool, { type: "function", function: { name: "g", parameters: { type: "object", properties: {} } } }] },
    { tools: [{ functionDeclarations: [{ name: "f", description: "d", parameters: cleaned }, { name: "g" }] }] },
  ],
  [
    "tool_choice required",
    { tools: [tool], tool_choice: "required" },
    { toolConfig: { functionCallingConfig: { mode: "ANY" } } },
  ],
  [
    "a named tool",
    { tools: [tool], tool_choice: { type: "function", function: { name: "f" } } },
    { toolConfig: { functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["f"] } } },
  ],
  ["a JSON schema", format, config({ responseMimeType: "application/json", responseSchema: cleaned })],
  [
    "a JSON schema beside tools is words on older models",
    { ...format, tools: [tool] },
    { generationConfig: undefined, systemInstruction: { parts: [{ text: expect.stringContaining("JSON") }] } },
  ],
  [
    "effort as a budget",
    { reasoning_effort: "low" },
    config({ thinkingConfig: { thinkingBudget: 1024, includeThoughts: true } }),
  ],
  [
    "a budget leaves room for the answer, which the limit counts too",
    { reasoning_effort: "high", max_tokens: 4000 },
    config({ maxOutputTokens: 4000, thinkingConfig: { thinkingBudget: 3000, includeThoughts: true } }),
  ],
  [
    "where there is next to no room there is no thinking",
    { reasoning_effort: "high", max_tokens: 100 },
    config({ maxOutputTokens: 100, thinkingConfig: { thinkingBudget: 0 } }),
  ],
  ["thinking off", { reasoning_effort: "none" }, config({ thinkingConfig: { thinkingBudget: 0 } })],
  [
    "thinking that cannot be off",
    { reasoning_effort: "none" },
    config({ thinkingConfig: { thinkingBudget: 128 } }),
    "gemini-2.5-pro",
  ],
  [
    "the largest budget of a model",
    { reasoning: { max_tokens: 50_000 } },
    config({ thinkingConfig: { thinkingBudget: 24_576, includeThoughts: true } }),
  ],
  [
    "the largest budget of the larger model",
    { reasoning_effort: "max" },
    config({ thinkingConfig: { thinkingBudget: 32_768, includeThoughts: true } }),
    "gemini-2.5-pro",
  ],
  [
    "Google's own words for thinking go before OpenAI's: as it needs to",
    {
      reasoning_effort: "low",
      extra_body: { google: { thinking_config: { thinking_budget: -1 }, cached_content: "c" } },
    },
    { ...config({ thinkingConfig: { thinkingBudget: -1 } }), cachedContent: "c" },
  ],
  [
    "tool_choice none",
    { tools: [tool], tool_choice: "none" },
    { toolConfig: { functionCallingConfig: { mode: "NONE" } } },
  ],
  [
    "tool_choice auto",
    { tools: [tool], tool_choice: "auto" },
    { toolConfig: { functionCallingConfig: { mode: "AUTO" } } },
  ],
  ["any JSON object", { response_format: { type: "json_object" } }, config({ responseMimeType: "application/json" })],
  [
    "penalties",
    { presence_penalty: 0.5, frequency_penalty: -1, top_k: 3 },
    config({ topK: 3, presencePenalty: 0.5, frequencyPenalty: -1 }),
  ],
  ["log probabilities", { logprobs: true, top_logprobs: 2 }, config({ responseLogprobs: true, logprobs: 2 })],
  [
    "the highest effort as a level",
    { reasoning_effort: "xhigh" },
    config({ thinkingConfig: { thinkingLevel: "high", includeThoughts: true } }),
    three,
  ],
  [
    "the least effort as a level",
    { reasoning_effort: "minimal" },
    config({ thinkingConfig: { thinkingLevel: "minimal", includeThoughts: true } }),
    "gemini-3.5-flash-lite",
  ],
  [
    "the least that an alias of the latest can",
    { reasoning_effort: "none" },
    config({ thinkingConfig: { thinkingLevel: "low", includeThoughts: false } }),
    "gemini-flash-latest",
  ],
  [
    "effort as a level",
    { reasoning_effort: "medium" },
    config({ thinkingConfig: { thinkingLevel: "medium", includeThoughts: true } }),
    three,
  ],
  ["no thinking on models without", { reasoning_effort: "high" }, { generationConfig: undefined }, "gemini-2.0-flash"],
];
for (const [what, body, expected, name] of fields)
  test(`${what}`, () => {
    const request = build(body, name);
    for (const field in expected) expect([field, request[field]]).toEqual([field, expected[field]]);
  });

test("a function whose parameters are a union is one object with all of them", () => {
  const option = (name: string) => ({ type: "object", properties: { [name]: { type: "string" } }, required: [name] });
  const { tools } = build({
    tools: [{ type: "function", function: { name: "f", parameters: { anyOf: [option("a"), option("b")] } } }],
  });
  expect(tools).toEqual([
    {
      functionDeclarations: [
        { name: "f", parameters: { type: "object", properties: { a: { type: "string" }, b: { type: "string" } } } },
      ],
    },
  ]);
});

const refused: [param: string, body: JsonObject][] = [
  ["logit_bias", { logit_bias: { 1: 1 } }],
  ["stop", { stop: ["1", "2", "3", "4", "5", "6"] }],
  ["messages[0].tool_call_id", { messages: [{ role: "tool", tool_call_id: "x", content: "y" }] }],
  [
    "messages[0].content[0]",
    { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "file-1" } }] }] },
  ],
];
for (const [param, body] of refused)
  test(`refuses ${param}`, () => {
    expect(() => build(body)).toThrow(expect.objectContaining({ status: 400, param }));
  });
