import { expect, test } from "vitest";
import { slugOf, uniqueSlug } from "./slug";

test.each([
  ["OpenAI (main)", "openai-main"],
  ["  --Ünïcode Näme--  ", "ünïcode-näme"],
  ["通义千问 1", "通义千问-1"],
  ["!!!", "fallback"],
  ["", "fallback"],
])("%j becomes %j", (name, slug) => {
  expect(slugOf(name, "fallback")).toBe(slug);
});

test("a taken slug gets a number", () => {
  expect(uniqueSlug("a", new Set())).toBe("a");
  expect(uniqueSlug("a", new Set(["a", "a-2"]))).toBe("a-3");
});
