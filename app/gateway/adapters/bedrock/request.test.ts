import { expect, test } from "vitest";
import { prepared } from "~/tests/adapter-request";
import type { JsonObject } from "../../openai/fields";
import { bedrock } from "./adapter";

const claude = "anthropic.claude-sonnet-4-5-20250929-v1:0";
const adaptive = "anthropic.claude-sonnet-4-6";
const hi = [{ role: "user", content: "Hi" }];
const said = [{ role: "user", content: [{ text: "Hi" }] }];
const options = { api: "converse" };

async function build(body: JsonObject, model = claude, more = {}): Promise<JsonObject> {
  const built = await prepared(bedrock, { messages: hi, ...body }, model, { options, ...more });
  return JSON.parse(String(built.body));
}

const png = "data:image/png;base64,iVBORw0=";
const pdf = "data:application/pdf;base64,JVBERi0=";
const mark = { cache_control: { type: "ephemeral" } };
const point = { cachePoint: { type: "default" } };
const weather = { type: "function", function: { name: "f", parameters: { type: "object", properties: {} } } };
const spec = { toolSpec: { name: "f", inputSchema: { json: { type: "object", properties: {} } } } };
const called = {
  role: "assistant",
  content: "Look.",
  tool_calls: [
    { id: "call.1", type: "function", function: { name: "f", arguments: '{"a":1}' } },
    { id: "two", type: "function", function: { name: "f", arguments: "" } },
  ],
};
const results = [
  { role: "tool", tool_call_id: "call.1", content: "sun" },
  { role: "tool", tool_call_id: "two", content: [{ type: "image_url", image_url: { url: png } }] },
];

test("system, cache marks, merged turns; a user comes first and a prefill is trimmed", async () => {
  const messages = [
    { role: "system", content: [{ type: "text", text: "A", ...mark }] },
    { role: "developer", content: "B" },
    { role: "assistant", content: "x" },
    {
      role: "user",
      content: [
        { type: "text", text: "a", ...mark },
        { type: "text", text: " " },
      ],
    },
    { role: "user", content: "b" },
    { role: "assistant", content: "c \n" },
  ];
  expect(await build({ messages })).toEqual({
    system: [{ text: "A" }, point, { text: "B" }],
    messages: [
      { role: "user", content: [{ text: "." }] },
      { role: "assistant", content: [{ text: "x" }] },
      { role: "user", content: [{ text: "a" }, point, { text: "b" }] },
      { role: "assistant", content: [{ text: "c" }] },
    ],
  });
});

test("marks of the prompt cache go to models that take them, and in the places and for as long as they do", async () => {
  const hour = { cache_control: { type: "ephemeral", ttl: "1h" } };
  const body = {
    messages: [
      { role: "system", content: [{ type: "text", text: "A", ...hour }] },
      { role: "user", content: [{ type: "text", text: "a", ...mark }] },
      { role: "assistant", content: [{ type: "text", text: "b", ...mark }] },
      { role: "user", content: "c" },
    ],
    tools: [{ ...weather, ...mark }],
  };
  const points = async (model: string) => {
    const { system, messages, toolConfig } = await build(body, model);
    return [system, messages, toolConfig].map((part) => JSON.stringify(part).match(/"cachePoint":\{[^}]*\}/g) ?? []);
  };
  const plain = '"cachePoint":{"type":"default"}';
  const long = '"cachePoint":{"type":"default","ttl":"1h"}';
  expect(await points(claude)).toEqual([[long], [plain, plain], [plain]]);
  expect(await points("us.anthropic.claude-opus-4-1-20250805-v1:0")).toEqual([[plain], [plain, plain], [plain]]);
  expect(await points("us.amazon.nova-pro-v1:0")).toEqual([[plain], [plain, plain], []]);
  for (const model of [
    "us.deepseek.r1-v1:0",
    "anthropic.claude-3-haiku-20240307-v1:0",
    "mistral.mistral-large-2407-v1:0",
  ])
    expect(await points(model)).toEqual([[], [], []]);
});

test("a mark on a part of a tool's result stands behind the result, which takes none within", async () => {
  const call = { id: "c", type: "function", function: { name: "look", arguments: "{}" } };
  const text = { type: "text", text: "r", ...mark };
  for (const content of [[text], [text, { type: "image_url", image_url: { url: png } }]]) {
    const messages = [
      ...hi,
      { role: "assistant", content: null, tool_calls: [call] },
      { role: "tool", tool_call_id: "c", content },
    ];
    const sent = (await build({ messages, tools: [weather] })).messages as { content: JsonObject[] }[];
    const turn = sent.at(-1)!.content;
    expect(turn.at(-1)).toEqual(point);
    expect(JSON.stringify(turn).match(/cachePoint/g)).toHaveLength(1);
  }
});

test("images, documents, audio and video are blocks with bytes", async () => {
  const content = [
    { type: "image_url", image_url: { url: png } },
    { type: "file", file: { file_data: pdf, filename: "My_report (1).pdf" } },
    { type: "file", file: { file_data: pdf, filename: "My_report (1).pdf" } },
    { type: "input_audio", input_audio: { data: "UklGRg==", format: "mp3" } },
    { type: "video_url", video_url: { url: "s3://bucket/film.mp4" } },
  ];
  const source = { bytes: "JVBERi0=" };
  expect(await build({ messages: [{ role: "user", content }] })).toEqual({
    messages: [
      {
        role: "user",
        content: [
          { text: "." },
          { image: { format: "png", source: { bytes: "iVBORw0=" } } },
          { document: { name: "My-report (1)", format: "pdf", source } },
          { document: { name: "My-report (1)-2", format: "pdf", source } },
          { audio: { format: "mp3", source: { bytes: "UklGRg==" } } },
          { video: { format: "mp4", source: { s3Location: { uri: "s3://bucket/film.mp4" } } } },
        ],
      },
    ],
  });
});

test("tools, parallel calls and their results; ids are brought to what is taken", async () => {
  const sent = await build({
    messages: [...hi, called, ...results, { role: "user", content: "So?" }],
    tools: [weather],
  });
  expect(sent.toolConfig).toEqual({ tools: [spec] });
  expect(sent.messages).toEqual([
    ...said,
    {
      role: "assistant",
      content: [
        { text: "Look." },
        { toolUse: { toolUseId: "call_1_0", name: "f", input: { a: 1 } } },
        { toolUse: { toolUseId: "two", name: "f", input: {} } },
      ],
    },
    {
      role: "user",
      content: [
        { toolResult: { toolUseId: "call_1_0", content: [{ text: "sun" }] } },
        {
          toolResult: {
            toolUseId: "two",
            content: [{ image: { format: "png", source: { bytes: "iVBORw0=" } } }],
          },
        },
        { text: "So?" },
      ],
    },
  ]);
  const mistral = await build({ messages: [...hi, called, ...results], tools: [weather] }, "mistral.mistral-large-3");
  const ids = JSON.stringify(mistral.messages).match(/"toolUseId":"[^"]*"/g)!;
  expect(ids[0]).toMatch(/"[a-zA-Z0-9]{9}"$/);
  expect(ids.slice(0, 2)).toEqual(ids.slice(2));
});

test("models that refuse words beside calls and results get them in turns of their own; an empty result says so", async () => {
  const messages = [
    ...hi,
    { ...called, tool_calls: [called.tool_calls[0]] },
    { role: "tool", tool_call_id: "call.1", content: " " },
    { role: "user", content: "Quick!" },
  ];
  const results = [{ toolResult: { toolUseId: expect.any(String), content: [{ text: "(empty)" }] } }];
  const calls = [{ toolUse: expect.objectContaining({ name: "f" }) }];
  const filler = [{ text: "." }];
  const { messages: sent } = await build({ messages, tools: [weather] }, "us.meta.llama4-maverick-17b-instruct-v1:0");
  expect(sent).toEqual([
    ...said,
    { role: "assistant", content: [{ text: "Look." }] },
    { role: "user", content: filler },
    { role: "assistant", content: calls },
    { role: "user", content: results },
    { role: "assistant", content: filler },
    { role: "user", content: [{ text: "Quick!" }] },
  ]);
  for (const model of [claude, "us.amazon.nova-pro-v1:0"])
    expect((await build({ messages, tools: [weather] }, model)).messages).toEqual([
      ...said,
      { role: "assistant", content: [{ text: "Look." }, ...calls] },
      { role: "user", content: [...results, { text: "Quick!" }] },
    ]);
});

test("tool choice: each kind, and what Converse has no word for is said in Claude's own", async () => {
  const choose = async (tool_choice: unknown, more: JsonObject = {}, model = claude) => {
    const { toolConfig, additionalModelRequestFields } = await build({ tools: [weather], tool_choice, ...more }, model);
    return [(toolConfig as JsonObject | undefined)?.toolChoice, additionalModelRequestFields];
  };
  const named = { type: "function", function: { name: "f" } };
  expect(await choose("auto")).toEqual([undefined, undefined]);
  expect(await choose("required")).toEqual([{ any: {} }, undefined]);
  expect(await choose(named)).toEqual([{ tool: { name: "f" } }, undefined]);
  expect(await choose("none")).toEqual([undefined, { tool_choice: { type: "none" } }]);
  expect(await choose("required", { parallel_tool_calls: false })).toEqual([
    undefined,
    { tool_choice: { type: "any", disable_parallel_tool_use: true } },
  ]);
  expect((await build({ tools: [weather], tool_choice: "none" }, "amazon.nova-lite-v1:0")).toolConfig).toBeUndefined();
});

test("calls of earlier turns without tools: Claude gets them as they were, other models in words", async () => {
  const messages = [...hi, called, results[0]!];
  expect(await build({ messages })).toMatchObject({
    toolConfig: { tools: [{ toolSpec: { name: "f" } }] },
    additionalModelRequestFields: { tool_choice: { type: "none" } },
  });
  const plain = await build({ messages }, "amazon.nova-lite-v1:0");
  expect(plain.toolConfig).toBeUndefined();
  expect(plain.messages).toMatchObject([
    {},
    { content: [{ text: "Look." }, { text: '[Called f with {"a":1}]' }, { text: "[Called f with {}]" }] },
    { content: [{ text: "[Result: sun]" }] },
  ]);
});

test("limits and sampling; newer Claude models take no sampling and never both of a pair", async () => {
  const body = { max_completion_tokens: 50, temperature: 1.5, top_p: 0.5, stop: ["END", " "] };
  const limits = { maxTokens: 50, stopSequences: ["END"] };
  expect((await build(body)).inferenceConfig).toEqual({ ...limits, temperature: 1 });
  expect((await build(body, "amazon.nova-lite-v1:0")).inferenceConfig).toEqual({
    ...limits,
    temperature: 1,
    topP: 0.5,
  });
  expect((await build(body, "anthropic.claude-opus-5-5")).inferenceConfig).toEqual(limits);
});

test("reasoning in each family's words", async () => {
  const fields = async (reasoning_effort: string, model: string) =>
    (await build({ reasoning_effort, max_tokens: 4000, temperature: 0.5 }, model)).additionalModelRequestFields;
  expect(await fields("low", claude)).toEqual({ thinking: { type: "enabled", budget_tokens: 2048 } });
  expect(await fields("high", adaptive)).toEqual({
    thinking: { type: "adaptive", display: "summarized" },
    output_config: { effort: "high" },
  });
  expect(await fields("low", "openai.gpt-oss-120b-1:0")).toEqual({ reasoning_effort: "low" });
  expect(await fields("medium", "us.amazon.nova-2-lite-v1:0")).toEqual({
    reasoningConfig: { type: "enabled", maxReasoningEffort: "medium" },
  });
  expect(await fields("low", "meta.llama4-maverick")).toBeUndefined();
  expect((await build({ reasoning_effort: "high", max_tokens: 9 }, "amazon.nova-2-lite-v1:0")).inferenceConfig).toBe(
    undefined,
  );
});

test("signed reasoning goes back, other vendors' does not", async () => {
  const reasoning_details = [
    { type: "reasoning.text", text: "Hm.", signature: "c2ln", format: "anthropic-claude-v1" },
    { type: "reasoning.encrypted", data: "ZW5j", format: "openai-responses-v1" },
    { type: "reasoning.text", text: "unsigned" },
    { type: "reasoning.text", text: "Mm.", signature: "bm92YQ==", format: "bedrock-converse-v1" },
  ];
  const messages = [...hi, { role: "assistant", content: "x", reasoning_details }, ...hi];
  // Of the two that Bedrock knows each goes to its own models alone.
  expect((await build({ messages }, "amazon.nova-2-lite-v1:0")).messages).toMatchObject([
    {},
    { content: [{ reasoningContent: { reasoningText: { text: "Mm.", signature: "bm92YQ==" } } }, { text: "x" }] },
    {},
  ]);
  expect((await build({ messages })).messages).toMatchObject([
    {},
    { content: [{ reasoningContent: { reasoningText: { text: "Hm.", signature: "c2ln" } } }, { text: "x" }] },
    {},
  ]);
  const alone = [...hi, { role: "assistant", content: "", reasoning_details }, ...hi];
  expect((await build({ messages: alone })).messages).toEqual([
    { role: "user", content: [{ text: "Hi" }, { text: "Hi" }] },
  ]);
});

test("a JSON schema is a forced tool; beside tools the model's own support, or words", async () => {
  const schema = { type: "object", properties: { a: { type: "string" } } };
  const response_format = { type: "json_schema", json_schema: { name: "x", schema } };
  expect((await build({ response_format })).toolConfig).toMatchObject({
    tools: [{ toolSpec: { name: "answer_with_json", inputSchema: { json: schema } } }],
    toolChoice: { tool: { name: "answer_with_json" } },
  });
  expect(await build({ response_format, tools: [weather] })).toMatchObject({
    additionalModelRequestFields: { output_config: { format: { type: "json_schema", schema } } },
  });
  // Cannot be forced to a tool.
  expect((await build({ response_format }, "anthropic.claude-opus-5-5")).toolConfig).toBeUndefined();
  const { system } = await build({ response_format, tools: [weather] }, "amazon.nova-lite-v1:0");
  expect(JSON.stringify(system)).toContain("JSON schema");
});

for (const [param, value] of [
  ["n", 2],
  ["logprobs", true],
  ["logit_bias", { 1: 1 }],
  ["audio", { voice: "a" }],
  ["web_search_options", {}],
] as const)
  test(`what Converse cannot do is a 400 that names it: ${param}`, async () => {
    await expect(async () => build({ [param]: value })).rejects.toMatchObject({ status: 400, param });
  });
