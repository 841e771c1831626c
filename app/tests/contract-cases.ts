import { expect } from "vitest";
import type { Expected } from "~/tests/replay";

// What each recorded answer says, by adapter and fixture.

const weather = [
  { name: "get_weather", arguments: { location: "San Francisco, CA" } },
  { name: "get_time", arguments: {} },
];
const calls = (...ids: (string | RegExp)[]) =>
  weather.map((each, index) => {
    const id = ids[index]!;
    return { id: typeof id === "string" ? id : expect.stringMatching(id), ...each };
  });
const nothing: Expected = { text: "", reasoning: "", calls: [], finish: "stop", usage: {} };
const sum = "27 × 453 = 12,231";
export const thought = "27 * 453 = 12231";
const made = /^call_[0-9a-f]{32}$/;

export const cases: [adapter: string, name: string, expected: Expected][] = [
  [
    "anthropic",
    "text",
    {
      ...nothing,
      text: "Hello! 你好，世界 — how can I help?",
      usage: { promptTokens: 135, completionTokens: 15, cachedTokens: 100, cacheWriteTokens: 10 },
    },
  ],
  [
    "anthropic",
    "tool-call",
    {
      ...nothing,
      text: "Okay, let me check.",
      calls: calls("toolu_01A", "toolu_01B"),
      finish: "tool_calls",
      usage: { promptTokens: 472, completionTokens: 89 },
    },
  ],
  [
    "anthropic",
    "reasoning",
    {
      ...nothing,
      text: sum,
      reasoning: thought,
      finish: "length",
      usage: { promptTokens: 60, completionTokens: 120 },
    },
  ],
  [
    "bedrock",
    "text",
    {
      ...nothing,
      text: "Hello! 你好，世界 — how can I help?",
      usage: { promptTokens: 135, completionTokens: 15, cachedTokens: 100, cacheWriteTokens: 10 },
    },
  ],
  [
    "bedrock",
    "tool-call",
    {
      ...nothing,
      text: "Okay, let me check.",
      calls: calls("tooluse_01A", "tooluse_01B"),
      finish: "tool_calls",
      usage: { promptTokens: 472, completionTokens: 89 },
    },
  ],
  [
    "bedrock",
    "reasoning",
    {
      ...nothing,
      text: sum,
      reasoning: thought,
      finish: "length",
      usage: { promptTokens: 60, completionTokens: 120 },
    },
  ],
  ["bedrock", "citations", { ...nothing, text: "As it says, Paris.", usage: { promptTokens: 40 } }],
  [
    "bedrock",
    "refusal",
    {
      ...nothing,
      text: "Sorry, the model cannot answer this question.",
      finish: "content_filter",
      usage: { promptTokens: 12, completionTokens: 9 },
    },
  ],
  [
    "openai-responses",
    "text",
    {
      ...nothing,
      text: "Hello! 你好，世界 — how can I help?",
      usage: { promptTokens: 135, completionTokens: 15, cachedTokens: 100, cacheWriteTokens: 10 },
    },
  ],
  [
    "openai-responses",
    "tool-call",
    {
      ...nothing,
      text: "Okay, let me check.",
      calls: calls("call_A", "call_B"),
      finish: "tool_calls",
      usage: { promptTokens: 472, completionTokens: 89 },
    },
  ],
  [
    "openai-responses",
    "reasoning",
    {
      ...nothing,
      text: sum,
      reasoning: "27 * 453\n\n= 12231",
      finish: "length",
      usage: { promptTokens: 60, completionTokens: 120, reasoningTokens: 100 },
    },
  ],
  ["openai-responses", "refusal", { ...nothing, usage: { promptTokens: 12, completionTokens: 9 } }],
  ["openai-responses", "citations", { ...nothing, text: "As it says, Paris.", usage: { promptTokens: 40 } }],
  ...["mistral-thinking", "minimax-split", "minimax-pieces", "reasoning-apart", "no-finish"].map(
    (name): [string, string, Expected] => [
      "openai",
      name,
      { ...nothing, text: sum, reasoning: thought, usage: { promptTokens: 60, completionTokens: 120 } },
    ],
  ),
  [
    "gemini",
    "text",
    { ...nothing, text: "Hello! 你好，世界", usage: { promptTokens: 31, completionTokens: 12, cachedTokens: 20 } },
  ],
  [
    "gemini",
    "tool-call",
    {
      ...nothing,
      calls: calls(made, made),
      finish: "tool_calls",
      usage: { promptTokens: 29, completionTokens: 1816, reasoningTokens: 1801 },
    },
  ],
  [
    "gemini",
    "reasoning",
    {
      ...nothing,
      text: sum,
      reasoning: thought,
      finish: "length",
      usage: { promptTokens: 9, completionTokens: 272, reasoningTokens: 244 },
    },
  ],
  [
    "cohere",
    "text",
    {
      ...nothing,
      text: "The capital is Paris. 巴黎",
      usage: { promptTokens: 507, completionTokens: 10, cachedTokens: 448 },
    },
  ],
  [
    "cohere",
    "tool-call",
    {
      ...nothing,
      reasoning: "I will look it up.",
      calls: calls("get_weather_1", "get_time_2"),
      finish: "tool_calls",
      usage: { promptTokens: 1549, completionTokens: 103, cachedTokens: 992 },
    },
  ],
  [
    "cohere",
    "reasoning",
    { ...nothing, text: sum, reasoning: thought, finish: "length", usage: { promptTokens: 70, completionTokens: 85 } },
  ],
  [
    "azure-openai",
    "text",
    { ...nothing, text: "Hello! 你好", usage: { promptTokens: 14, completionTokens: 7, cachedTokens: 3 } },
  ],
  [
    "azure-openai",
    "tool-call",
    {
      ...nothing,
      calls: calls("call_a", "call_b"),
      finish: "tool_calls",
      usage: { promptTokens: 90, completionTokens: 20 },
    },
  ],
  ["workers-ai", "text", { ...nothing, text: "12", usage: { promptTokens: 26, completionTokens: 8 } }],
  [
    "workers-ai",
    "tool-call",
    {
      ...nothing,
      calls: calls("call_a", "call_b"),
      finish: "tool_calls",
      usage: { promptTokens: 26, completionTokens: 8 },
    },
  ],
  ["gemini", "blocked", { ...nothing, finish: "content_filter", usage: { promptTokens: 8, completionTokens: 0 } }],
];
