import { expect, test } from "vitest";
import { builtBody, builtCall } from "~/tests/adapter-request";
import { presetById } from "../catalog/preset-index";
import type { JsonObject } from "../openai/fields";
import { openAiCompatible } from "./openai-compatible";

const hi = { messages: [{ role: "user", content: "Hi" }] };

const sent = (preset: string, body: JsonObject, model = "m"): JsonObject =>
  builtBody(openAiCompatible, { ...hi, ...body }, model, { preset });

const refusal = (preset: string, body: JsonObject): unknown => {
  try {
    sent(preset, body);
  } catch (error) {
    return error;
  }
  return null;
};

const asked: [preset: string, low: JsonObject, none: JsonObject][] = [
  ["openai", { reasoning_effort: "low" }, { reasoning_effort: "none" }],
  ["deepseek", { thinking: { type: "enabled" }, reasoning_effort: "low" }, { thinking: { type: "disabled" } }],
  ["doubao", { thinking: { type: "enabled" }, reasoning_effort: "low" }, { thinking: { type: "disabled" } }],
  [
    "zhipu",
    { thinking: { type: "enabled", clear_thinking: false } },
    { thinking: { type: "disabled", clear_thinking: false } },
  ],
  ["moonshot", { thinking: { type: "enabled" } }, { thinking: { type: "disabled" } }],
  ["qwen", { enable_thinking: true }, { enable_thinking: false }],
  ["qianfan", { enable_thinking: true }, { enable_thinking: false }],
  ["siliconflow", { enable_thinking: true }, { enable_thinking: false }],
  ["openrouter", { reasoning: { effort: "low" } }, { reasoning: { enabled: false } }],
  ["together", { reasoning: { enabled: true } }, { reasoning: { enabled: false } }],
  [
    "nvidia",
    { chat_template_kwargs: { enable_thinking: true, thinking: true } },
    { chat_template_kwargs: { enable_thinking: false, thinking: false } },
  ],
  ["vllm", { reasoning_effort: "low" }, { chat_template_kwargs: { enable_thinking: false, thinking: false } }],
  ["ollama", { reasoning_effort: "low" }, { reasoning_effort: "none" }],
  ["mistral", { reasoning_effort: "high" }, { reasoning_effort: "none" }],
  ["xai", {}, {}],
];

for (const [preset, low, none] of asked)
  test(`${preset}: reasoning is asked for in its own words`, () => {
    const fields = (body: JsonObject) => {
      const { model: _, messages: __, ...rest } = sent(preset, body);
      return rest;
    };
    expect(fields({ reasoning_effort: "low" })).toEqual(low);
    expect(fields({ reasoning: { effort: "low" } })).toEqual(low);
    expect(fields({ reasoning_effort: "none" })).toEqual(none);
    expect(fields({})).toEqual({});
  });

test("who knows neither developers nor storing hears a system message and nothing of storing; who counts by the older name gets it", () => {
  const body = { messages: [{ role: "developer", content: "S" }], store: true, max_completion_tokens: 9 };
  for (const [preset, name] of [
    ["nvidia", "max_tokens"],
    ["cerebras", "max_completion_tokens"],
    ["xai", "max_completion_tokens"],
    ["together", "max_tokens"],
    ["deepseek", "max_tokens"],
    ["zhipu", "max_tokens"],
    ["moonshot", "max_tokens"],
    ["qwen", "max_tokens"],
    ["mistral", "max_tokens"],
  ] as const)
    expect([preset, sent(preset, body)]).toEqual([
      preset,
      expect.objectContaining({ messages: [{ role: "system", content: "S" }], [name]: 9 }),
    ]);
  for (const preset of ["nvidia", "cerebras", "xai", "together", "deepseek", "zhipu", "moonshot", "workers-ai"])
    expect([preset, sent(preset, body).store]).toEqual([preset, undefined]);
  expect(sent("openai", body)).toMatchObject(body);
});

test("marks of the prompt cache go where they are known, and from another API's clients nowhere else", () => {
  const marked = { role: "user", content: [{ type: "text", text: "a", cache_control: { type: "ephemeral" } }] };
  const plain = { role: "user", content: [{ type: "text", text: "a" }] };
  const messages = (preset: string) => sent(preset, { messages: [marked] }).messages;
  for (const preset of ["openrouter", "deepseek"]) expect(messages(preset)).toEqual([marked]);
  for (const preset of ["openai", "groq", "cerebras", "mistral", "perplexity"])
    expect(messages(preset)).toEqual([plain]);
});

test("a budget of OpenRouter's becomes each one's nearest", () => {
  expect(sent("qwen", { reasoning: { max_tokens: 5000 } })).toMatchObject({
    enable_thinking: true,
    thinking_budget: 5000,
  });
  expect(sent("openrouter", { reasoning: { max_tokens: 5000 } })).toMatchObject({ reasoning: { max_tokens: 5000 } });
  expect(sent("openai", { reasoning: { max_tokens: 5000 } })).toMatchObject({ reasoning_effort: "medium" });
});

const called = (more: JsonObject = {}) => ({
  role: "assistant",
  content: null,
  tool_calls: [{ id: "call_abc", type: "function", function: { name: "f", arguments: "{}" } }],
  ...more,
});

test("deepseek and moonshot: a turn with tool calls has reasoning_content, if only an empty one", () => {
  for (const preset of ["deepseek", "moonshot"]) {
    const first = (message: JsonObject) => (sent(preset, { messages: [message] }).messages as JsonObject[])[0];
    expect(first(called())).toMatchObject({ reasoning_content: "" });
    expect(first(called({ reasoning_content: "Hm." }))).toMatchObject({ reasoning_content: "Hm." });
    expect(first(called({ reasoning_details: [{ type: "reasoning.text", text: "Hm." }] }))).toMatchObject({
      reasoning_content: "Hm.",
    });
    expect(first({ role: "assistant", content: "x" })).toEqual({ role: "assistant", content: "x" });
  }
});

test("reasoning of earlier turns is kept from those who would refuse it", () => {
  const details = [{ type: "reasoning.text", text: "Hm." }];
  const message = { role: "assistant", content: "x", reasoning_content: "Hm.", reasoning_details: details };
  for (const preset of ["openai", "groq", "mistral", "cerebras"])
    expect(sent(preset, { messages: [message] }).messages).toEqual([{ role: "assistant", content: "x" }]);
  expect(sent("openrouter", { messages: [message] }).messages).toEqual([message]);
});

test("mistral: ids of nine characters that fit together, random_seed, no fields that it does not know", () => {
  const messages = [called(), { role: "tool", tool_call_id: "call_abc", content: "1" }];
  const body = sent("mistral", { messages, seed: 7, user: "u", store: true, stream: true, max_completion_tokens: 5 });
  const [assistant, result] = body.messages as { tool_calls: { id: string }[]; tool_call_id: string }[];
  expect(assistant!.tool_calls[0]!.id).toMatch(/^[a-zA-Z0-9]{9}$/);
  expect(result!.tool_call_id).toBe(assistant!.tool_calls[0]!.id);
  expect(body).toMatchObject({ random_seed: 7, max_tokens: 5 });
  for (const name of ["seed", "user", "store", "stream_options", "max_completion_tokens"])
    expect(body[name]).toBeUndefined();
  expect(refusal("mistral", { logprobs: true })).toMatchObject({ status: 400, param: "logprobs" });
});

test("perplexity: no tools, turns that alternate", () => {
  const tools = [{ type: "function", function: { name: "f" } }];
  expect(refusal("perplexity", { tools })).toMatchObject({ status: 400, param: "tools" });
  const messages = [
    { role: "system", content: "S" },
    { role: "user", content: "a" },
    { role: "user", content: [{ type: "text", text: "b" }] },
    { role: "assistant", content: "c" },
    { role: "user", content: "d" },
    { role: "user", content: "e" },
  ];
  expect(sent("perplexity", { messages }).messages).toEqual([
    { role: "system", content: "S" },
    {
      role: "user",
      content: [
        { type: "text", text: "a" },
        { type: "text", text: "b" },
      ],
    },
    { role: "assistant", content: "c" },
    { role: "user", content: "d\n\ne" },
  ]);
});

test("groq: what it cannot do names the field; n of 1 is no wish", () => {
  for (const [param, value] of Object.entries({ n: 2, logprobs: true, logit_bias: { 1: 2 } }))
    expect(refusal("groq", { [param]: value })).toMatchObject({ status: 400, param });
  expect(refusal("groq", { n: 1, logprobs: false, logit_bias: {} })).toBeNull();
});

test("zhipu streams a tool's arguments, minimax keeps its thinking apart", () => {
  const tools = [{ type: "function", function: { name: "f" } }];
  expect(sent("zhipu", { tools, stream: true })).toMatchObject({ tool_stream: true });
  expect(sent("zhipu", { tools }).tool_stream).toBeUndefined();
  expect(sent("minimax", {})).toMatchObject({ reasoning_split: true });
  expect(sent("minimax", { reasoning_split: false })).toMatchObject({ reasoning_split: false });
});

test("openai: models that only /responses has are called there, others as they came", () => {
  const url = (model: string) => builtCall(openAiCompatible, hi, model, { preset: "openai" }).url;
  expect(url("gpt-5.5")).toMatch(/\/chat\/completions$/);
  for (const model of ["gpt-5-pro", "gpt-5.2-pro-2026-01-01", "gpt-5.3-codex", "o3-deep-research", "o1-pro-2025-03-19"])
    expect([model, url(model)]).toEqual([model, expect.stringMatching(/\/responses$/)]);
  const chosen = builtCall(openAiCompatible, hi, "any", { options: { api: "responses" } });
  expect(chosen.url).toMatch(/\/responses$/);
});

test("every preset of OpenAI's kind builds a call, and an ordinary one stays as it came", () => {
  const plain = { ...hi, temperature: 0.5, max_tokens: 10, tools: [] };
  for (const id of ["openai", "deepseek", "qwen", "zhipu", "openrouter", "groq", "mistral", "xai", "ollama"]) {
    expect(presetById(id)).toBeDefined();
    expect(sent(id, plain)).toEqual({ model: "m", ...plain });
  }
});

test("fields of null and empty lists, as answers have them, are nothing to strict upstreams", () => {
  const answer = {
    role: "assistant",
    content: "x",
    refusal: null,
    audio: null,
    function_call: null,
    tool_calls: [],
    annotations: [],
  };
  const body = { messages: [answer], logit_bias: null, functions: null, modalities: null, tool_choice: null, n: null };
  const { model: _, ...rest } = sent("mistral", body);
  expect(rest).toEqual({ messages: [{ role: "assistant", content: "x" }] });
  expect(sent("groq", { n: 1, logprobs: false })).not.toHaveProperty("logprobs");
  expect(refusal("groq", { n: 2 })).toMatchObject({ status: 400, param: "n" });
  const called = { role: "assistant", content: null, tool_calls: [{ id: "a", type: "function", function: {} }] };
  expect(sent("groq", { messages: [called] }).messages).toEqual([called]);
});
