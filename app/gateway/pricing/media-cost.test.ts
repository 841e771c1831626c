import { expect, test } from "vitest";
import { noUsage } from "../openai/usage";
import { mediaCostMicroUsd } from "./cost";

const tokens = { input: 1, output: 2 };
const told = { ...noUsage, promptTokens: 100, completionTokens: 10, source: "provider" as const };

test.each([
  ["images", { images: 3 }, { perImage: 0.04 }, 120_000],
  ["seconds of sound", { seconds: 12.5 }, { perSecond: 0.0001 }, 1_250],
  ["characters", { characters: 2_000 }, { perCharacter: 0.000015 }, 30_000],
  ["the request itself", null, { perRequest: 0.002 }, 2_000],
  ["each on its own", { images: 1, seconds: 5 }, { perImage: 0.01, perSecond: 0.1, perRequest: 0.001 }, 511_000],
])("%s cost by the unit, whatever the tokens are", (_, units, prices, cost) => {
  expect(mediaCostMicroUsd(told, units, { ...tokens, ...prices })).toBe(cost);
  expect(mediaCostMicroUsd(noUsage, units, { ...tokens, ...prices })).toBe(cost);
});

test("without a price by the unit the tokens count, without them nobody knows what it cost", () => {
  expect(mediaCostMicroUsd(told, { images: 3 }, tokens)).toBe(120);
  expect(mediaCostMicroUsd(told, { images: 3 }, { ...tokens, perSecond: 1 })).toBe(120);
  expect(mediaCostMicroUsd(noUsage, { images: 3 }, tokens)).toBeNull();
  expect(mediaCostMicroUsd(noUsage, { images: 3 }, { input: 0, output: 0 })).toBe(0);
  expect(mediaCostMicroUsd(told, { images: 3 }, null)).toBeNull();
});
