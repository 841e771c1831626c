import { expect, test } from "vitest";
import { makerOf } from "./makers";

test.each([
  ["gpt-5-mini", "OpenAI"],
  ["o3-mini", "OpenAI"],
  ["anthropic/claude-sonnet-4.5", "Anthropic"],
  ["us.anthropic.claude-haiku-4-5-20251001-v1:0", "Anthropic"],
  ["accounts/fireworks/models/llama-v3p1-8b-instruct", "Meta"],
  ["@cf/meta/llama-3.3-70b-instruct-fp8-fast", "Meta"],
  ["text-embedding-v4", "Alibaba"],
  ["text-embedding-3-small", "OpenAI"],
  ["Qwen3-VL-Plus", "Alibaba"],
  ["glm-4.6", "Zhipu"],
  ["claude.3", "Anthropic"],
])("%s is a model of %s", (model, maker) => {
  expect(makerOf(model)).toBe(maker);
});

test("a name that says nothing has no maker", () => {
  expect(makerOf("our-own-model")).toBeNull();
  expect(makerOf("old-llamas")).toBeNull();
});
