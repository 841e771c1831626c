import { expect, test } from "vitest";
import { costLines } from "./cost-lines";

const usage = {
  promptTokens: 3811,
  completionTokens: 902,
  cachedTokens: 1200,
  cacheWriteTokens: 0,
  reasoningTokens: 0,
  source: "provider" as const,
};

test("cached input is its own line and is not counted twice", () => {
  const lines = costLines({ usage, pricing: { input: 3, output: 15, cachedInput: 0.3 } });
  expect(lines.map((line) => [line.kind, line.tokens, Math.round(line.costMicroUsd ?? 0)])).toEqual([
    ["input", 2611, 7833],
    ["cachedInput", 1200, 360],
    ["output", 902, 13530],
  ]);
});

test("without a price of its own cached input costs what input costs", () => {
  expect(costLines({ usage, pricing: { input: 2, output: 1 } })[1]).toMatchObject({ price: 2, costMicroUsd: 2400 });
});

test("without prices the tokens are shown alone", () => {
  expect(costLines({ usage, pricing: null }).map((line) => line.costMicroUsd)).toEqual([null, null, null]);
});

test("sound has lines of its own, at its own price where there is one", () => {
  const heard = { ...usage, promptTokens: 100, completionTokens: 20, cachedTokens: 0, cacheWriteTokens: 0 };
  const spoken = { ...heard, audioInputTokens: 60, audioOutputTokens: 20 };
  const pricing = { input: 1, output: 2, inputAudio: 10 };
  expect(costLines({ usage: spoken, pricing }).map((line) => [line.kind, line.tokens, line.price])).toEqual([
    ["input", 40, 1],
    ["inputAudio", 60, 10],
    ["output", 0, 2],
    ["outputAudio", 20, 2],
  ]);
});
