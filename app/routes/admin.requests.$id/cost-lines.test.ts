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
