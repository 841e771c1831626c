import { expect, test } from "vitest";
import type { LogFacets } from "~/db/log/log-types";
import { completionsFor, wordAt } from "./completions";

const facets: LogFacets = {
  status: [{ value: "success", count: 9 }],
  provider: [{ value: "openai", count: 7 }],
  tried: [],
  cache: [],
  key: [{ value: "ci", count: 2, label: "CI" }],
  route: [],
  model: [
    { value: "gpt-5", count: 5 },
    { value: "old-gpt-5", count: 1 },
  ],
  stream: [],
  partial: false,
};
const texts = (word: string) => completionsFor(word, facets).map(({ text }) => text);

test("the word at the cursor is what is completed", () => {
  expect(wordAt("status:5xx mod late", 14)).toEqual({ start: 11, end: 14, word: "mod" });
  expect(wordAt("", 0)).toEqual({ start: 0, end: 0, word: "" });
});

test("names of fields come first, with the sign that they take", () => {
  expect(texts("la")).toEqual(["latency>"]);
  expect(texts("")).toContain("status:");
  expect(texts("zzz")).toEqual([]);
});

test("values come with their counts, those that begin so before those that hold it", () => {
  expect(completionsFor("model:gpt", facets)).toEqual([
    { text: "model:gpt-5", count: 5 },
    { text: "model:old-gpt-5", count: 1 },
  ]);
  expect(texts("status:4")).toEqual(["status:4xx", "status:429"]);
  expect(completionsFor("status:succ", null)).toEqual([{ text: "status:success", count: null }]);
});

test("a list of values goes on after a comma", () => {
  expect(texts("status:429,5")).toEqual(["status:429,5xx"]);
});
