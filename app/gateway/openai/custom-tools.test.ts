import { expect, test } from "vitest";
import { functionOfCustom, InputReader, inputOfArguments } from "./custom-tools";

const read = (text: string, size: number) => {
  const reader = new InputReader();
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += size) pieces.push(reader.push(text.slice(at, at + size)));
  return { pieces, reader };
};

const patch = '*** Begin Patch\n*** Update File: "a".ts\n@@\n-\tx\\n\n+\u00e9\u{1f600}/\n*** End Patch';
const escaped = String.raw`{"input": "\u00e9\ud83d\ude00\/\"\\\n\ud83dx"}`;

test.each([1, 2, 3, 5, 7, 11, 4096])("an input comes out of its arguments cut every %i characters", (size) => {
  const { pieces, reader } = read(` { "input" :${JSON.stringify(patch)} , "more": 1}`, size);
  expect(pieces.join("")).toBe(patch);
  expect([reader.input, reader.rest]).toEqual([patch, ""]);
  const other = read(escaped, size);
  expect(other.pieces.join("")).toBe('é😀/"\\\n\ud83dx');
  for (const piece of other.pieces) expect(piece.endsWith("\ud83d") && !piece.includes("x")).toBe(false);
});

test("it comes as the arguments do, not at their end", () => {
  expect(read('{"input":"abc"}', 11).pieces).toEqual(["a", "bc"]);
});

test.each([
  ["cut off by the limit", '{"input":"ls -', "ls -"],
  ["other arguments", '{"patch":"ls"}', "ls"],
  ["more than one of them", '{"x":1,"input":"ls"}', "ls"],
  ["none", "{}", ""],
  ["nothing", "", ""],
  ["a string", '"ls"', "ls"],
  ["the input itself", "ls -l", "ls -l"],
  ["raw line feeds within the string", '{"input":"a\nb"}', "a\nb"],
])("arguments that are not as asked for: %s", (_what, text, input) => {
  expect(inputOfArguments(text)).toBe(input);
  const { pieces, reader } = read(text, 1);
  expect(pieces.join("") + reader.rest).toBe(input);
});

test("a grammar is told in the description, as Responses and as chat write it", () => {
  const told = "Edits.\n\nThe input must follow this lark grammar exactly:\nstart: x";
  const grammar = { syntax: "lark", definition: "start: x" };
  for (const format of [
    { type: "grammar", ...grammar },
    { type: "grammar", grammar },
  ])
    expect(functionOfCustom({ name: "f", description: "Edits.", format })).toMatchObject({
      type: "function",
      function: { name: "f", description: told, parameters: { required: ["input"] } },
    });
  expect(functionOfCustom({ name: "f", format: { type: "text" } })).not.toHaveProperty("function.description");
});
