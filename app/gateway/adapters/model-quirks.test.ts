import { expect, test } from "vitest";
import { builtBody, endpoint } from "~/tests/adapter-request";
import type { JsonObject } from "../openai/fields";
import { openAiCompatible } from "./openai-compatible";
import { quirksOf } from "./openai-quirks";

// Models of one provider that hear of their effort, or of sampling, in other ways.

const hi = { messages: [{ role: "user", content: "Hi" }] };
const sent = (preset: string, model: string, body: JsonObject): JsonObject => {
  const { model: _, messages: __, ...rest } = builtBody(openAiCompatible, { ...hi, ...body }, model, { preset });
  return rest;
};

const enabled = { type: "enabled" };
const kept = { type: "enabled", clear_thinking: false };

test.each<[preset: string, model: string, none: JsonObject, medium: JsonObject, max: JsonObject]>([
  ["moonshot", "kimi-k3.1-pro", { reasoning_effort: "low" }, { reasoning_effort: "high" }, { reasoning_effort: "max" }],
  ["moonshot", "kimi-k2.7-code", { thinking: enabled }, { thinking: enabled }, { thinking: enabled }],
  ["moonshot", "kimi-k2.6", { thinking: { type: "disabled" } }, { thinking: enabled }, { thinking: enabled }],
  [
    "zhipu",
    "glm-5.3",
    { thinking: kept, reasoning_effort: "low" },
    { thinking: kept, reasoning_effort: "high" },
    { thinking: kept, reasoning_effort: "max" },
  ],
  ["zhipu", "glm-4.7-flash", { thinking: { ...kept, type: "disabled" } }, { thinking: kept }, { thinking: kept }],
  ["xai", "grok-4.3", { reasoning_effort: "none" }, { reasoning_effort: "medium" }, { reasoning_effort: "high" }],
  ["xai", "grok-4.7", { reasoning_effort: "low" }, { reasoning_effort: "medium" }, { reasoning_effort: "high" }],
  ["xai", "grok-build-0.1", {}, {}, {}],
  [
    "minimax",
    "MiniMax-M3",
    { thinking: { type: "disabled" }, reasoning_split: true },
    { reasoning_split: true },
    { reasoning_split: true },
  ],
  ["minimax", "MiniMax-M2.7", { reasoning_split: true }, { reasoning_split: true }, { reasoning_split: true }],
  [
    "together",
    "zai-org/GLM-5.3",
    { reasoning_effort: "low" },
    { reasoning_effort: "medium" },
    { reasoning_effort: "max" },
  ],
  [
    "groq",
    "openai/gpt-oss-120b",
    { reasoning_effort: "low" },
    { reasoning_effort: "medium" },
    { reasoning_effort: "high" },
  ],
  [
    "groq",
    "qwen/qwen3.8-27b",
    { reasoning_effort: "none" },
    { reasoning_effort: "default" },
    { reasoning_effort: "default" },
  ],
  [
    "cerebras",
    "gpt-oss-120b",
    { reasoning_effort: "low" },
    { reasoning_effort: "medium" },
    { reasoning_effort: "high" },
  ],
  [
    "mistral",
    "mistral-large-4",
    { reasoning_effort: "none" },
    { reasoning_effort: "medium" },
    { reasoning_effort: "high" },
  ],
  [
    "mistral",
    "mistral-medium-2604",
    { reasoning_effort: "none" },
    { reasoning_effort: "high" },
    { reasoning_effort: "high" },
  ],
  [
    "together",
    "Qwen/Qwen3.6-35B-A3B",
    { reasoning: { enabled: false } },
    { reasoning: { enabled: true } },
    { reasoning: { enabled: true } },
  ],
])("%s: %s hears none, medium and max in its own words", (preset, model, none, medium, max) => {
  expect(sent(preset, model, { reasoning_effort: "none" })).toEqual(none);
  expect(sent(preset, model, { reasoning_effort: "medium" })).toEqual(medium);
  expect(sent(preset, model, { reasoning_effort: "max" })).toEqual(max);
  expect(sent(preset, model, {}).reasoning_effort).toBeUndefined();
});

test("sampling that a model has fixed is left out; several answers are a 400", () => {
  const body = { temperature: 0.2, top_p: 0.5, presence_penalty: 1, seed: 3 };
  expect(sent("moonshot", "kimi-k3", body)).toEqual({ seed: 3 });
  expect(sent("moonshot", "moonshot-v1-8k", body)).toEqual(body);
  expect(() => sent("moonshot", "kimi-k2.6", { n: 2 })).toThrow(expect.objectContaining({ status: 400, param: "n" }));
});

test("an operator's quirks go before a model's, and a provider without such models has one set", () => {
  const { provider } = endpoint(openAiCompatible, "m", {
    preset: "zhipu",
    options: { quirks: { alwaysThinks: false } },
  });
  expect(quirksOf(provider, "glm-5.3")).toMatchObject({ reasoning: "thinking+effort", alwaysThinks: false });
  expect(quirksOf(provider, "glm-5.3")).toBe(quirksOf(provider, "glm-5.3"));
  expect(quirksOf(provider, "glm-4.7-flash")).toBe(quirksOf(provider));
  const plain = endpoint(openAiCompatible, "m", { preset: "deepseek" }).provider;
  expect(quirksOf(plain, "deepseek-v4-pro")).toBe(quirksOf(plain));
});
