import { expect, test } from "vitest";
import { exampleModel } from "./key-snippets";

const names = ["auto", "fast", "gpt-5", "claude-sonnet-4.5", "llama*"];

test("an example asks for the first name that the key may use", () => {
  expect(exampleModel(["*"], names)).toBe("auto");
  expect(exampleModel(["claude-*", "gpt-5"], names)).toBe("gpt-5");
  expect(exampleModel(["claude-*"], names)).toBe("claude-sonnet-4.5");
});

test("a name that nobody serves yet is better than one that the key may not use", () => {
  expect(exampleModel(["own-model"], names)).toBe("own-model");
  expect(exampleModel(["*"], [])).toBe("gpt-5-mini");
});
