import { expect, test } from "vitest";
import { fromGenaiPrices, fromPiAi, merge } from "./rows";

const chat = { type: "chat", contextWindow: 100, maxTokens: 10 };

test("a chat model's row has its prices, those of long prompts, and what it can", () => {
  const cost = { input: 1, output: 2, cacheRead: 0.1, cacheWrite: 0 };
  const tiers = [{ inputTokensAbove: 200, input: 2, output: 4, cacheRead: 0.2, cacheWrite: 0 }];
  const model = { ...chat, id: "m", reasoning: true, input: ["text", "image"], cost: { ...cost, tiers } };
  expect(fromPiAi(model)).toEqual([["m", 100, 10, "cvtr", [1, 2, 0.1, null], [[200, [2, 4, 0.2, null]]], 0]]);
});

test("a price of nothing is unknown unless the name says free", () => {
  const cost = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
  expect(fromPiAi({ ...chat, id: "plan", cost })[0]?.[4]).toBeNull();
  expect(fromPiAi({ ...chat, id: "x:free", cost })[0]?.[4]).toEqual([0, 0, 0, 0]);
});

test("of dated prices the newest that has begun counts; prices by the hour do not", () => {
  const prices = [
    { prices: { input_mtok: 1, output_mtok: 1 } },
    { constraint: { type: "start_date", start_date: "2026-01-01" }, prices: { input_mtok: 2, output_mtok: 2 } },
    { constraint: { type: "start_date", start_date: "2027-01-01" }, prices: { input_mtok: 3, output_mtok: 3 } },
    { constraint: { type: "time_of_date" }, prices: { input_mtok: 9, output_mtok: 9 } },
  ];
  const rows = fromGenaiPrices({ id: "a", match: { or: [{ equals: "a" }, { equals: "b" }] }, prices }, "2026-11-21");
  expect(rows.map((row) => [row[0], row[4]])).toEqual([
    ["a", [2, 2, null, null]],
    ["b", [2, 2, null, null]],
  ]);
});

test("a price from the second source fills a gap of the first, and nothing is overwritten", () => {
  const merged = merge(
    [
      ["a", 1, 1, "c", null, null, 0],
      ["b", 1, 1, "c", [1, 1, null, null], null, 0],
    ],
    [
      ["a", 9, 9, "c", [5, 5, null, null], null, 1],
      ["b", 9, 9, "c", [5, 5, null, null], null, 1],
    ],
  );
  expect(merged).toEqual([
    ["a", 1, 1, "c", [5, 5, null, null], null, 1],
    ["b", 1, 1, "c", [1, 1, null, null], null, 0],
  ]);
});

test("prices of audio come along, also to a row of the first source", () => {
  const prices = { input_mtok: 1, output_mtok: 2, input_audio_mtok: 10, output_audio_mtok: 20 };
  const rows = fromGenaiPrices({ id: "a", match: { equals: "a" }, prices }, "2026-11-21");
  expect(rows[0]?.[4]).toEqual([1, 2, null, null, 10, 20]);
  expect(merge([["a", 9, 9, "ct", [3, 4, 0.3, null], null, 0]], rows)).toEqual([
    ["a", 9, 9, "ct", [3, 4, 0.3, null, 10, 20], null, 0],
  ]);
});
