import { expect, test } from "vitest";
import { deltaTokens } from "../stream/delta-text";
import { estimatePromptTokens, estimateTokens } from "./estimate";

test("four Latin characters are a token, a Chinese one is a token of its own", () => {
  expect(estimateTokens("")).toBe(0);
  expect(estimateTokens("a")).toBe(1);
  expect(estimateTokens("a".repeat(400))).toBe(100);
  expect(estimateTokens("长".repeat(400))).toBe(400);
  expect(estimateTokens(`${"a".repeat(40)}${"长".repeat(10)}`)).toBe(20);
});

test("a long text is sampled, and comes to about the same", () => {
  expect(estimateTokens("a".repeat(100_000))).toBe(25_000);
  const mixed = estimateTokens("a长".repeat(50_000));
  expect(mixed).toBeGreaterThan(60_000);
  expect(mixed).toBeLessThan(65_000);
});

test("a prompt counts its words, images, tools and the tokens that it was given as", () => {
  const message = (content: unknown) => estimatePromptTokens({ messages: [{ role: "user", content }] });
  expect(message("a".repeat(40))).toBe(14);
  expect(message([{ type: "text", text: "a".repeat(40) }])).toBe(14);
  expect(message([{ type: "image_url", image_url: { url: "data:," } }])).toBe(804);
  const tools = [{ type: "function", function: { name: "look" } }];
  expect(estimatePromptTokens({ messages: [], tools })).toBe(Math.ceil(JSON.stringify(tools).length / 4));
  expect(estimatePromptTokens({ messages: [{ role: "assistant", content: null, tool_calls: tools }] })).toBe(
    4 + Math.ceil(JSON.stringify(tools).length / 4),
  );
  expect(estimatePromptTokens({ input: ["a".repeat(8), "b".repeat(8)] })).toBe(4);
  expect(estimatePromptTokens({ input: [1, 2, 3] })).toBe(3);
  expect(estimatePromptTokens({ input: [[1, 2], [3]] })).toBe(3);
  expect(estimatePromptTokens({ prompt: "a".repeat(8) })).toBe(2);
});

test("a stream's pieces add up by the same rule: words, reasoning and a tool's arguments", () => {
  const calls = [{ index: 0, function: { arguments: '{"a":12}' } }];
  expect(deltaTokens({ content: "ab" })).toBe(0.5);
  expect(deltaTokens({ content: "长a" })).toBe(1.25);
  expect(deltaTokens({ reasoning_content: "abcd" })).toBe(1);
  expect(deltaTokens({ content: "abcd", reasoning_content: "abcd", tool_calls: calls })).toBe(4);
  expect(deltaTokens({ content: null })).toBe(0);
});
