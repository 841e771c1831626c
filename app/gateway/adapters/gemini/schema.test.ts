import { expect, test } from "vitest";
import { manyReferences } from "~/tests/many-references";
import { cleanSchema } from "./schema";

test("a reference is replaced by what it names, also where two lead to the same", () => {
  const $defs = { word: { type: "string" } };
  const properties = { a: { $ref: "#/$defs/word" }, b: { $ref: "#/$defs/word", description: "The second." } };
  expect(cleanSchema({ type: "object", properties, $defs })).toEqual({
    type: "object",
    properties: { a: { type: "string" }, b: { type: "string", description: "The second." } },
  });
});

test("several types, enums, unions and parts that are put together", () => {
  expect(
    cleanSchema({
      type: "object",
      properties: {
        either: { type: ["string", "integer", "null"] },
        nothing: { type: ["null"] },
        level: { enum: [1, 2] },
        flag: { const: true },
        word: { enum: ["a", null] },
        number: { type: "number", format: "double", exclusiveMinimum: 0, minimum: 1 },
        whole: { type: "integer", format: "uint8" },
        one: { oneOf: [{ type: "string" }, { type: "number" }, { type: "null" }], description: "d" },
        pair: { type: "array", items: [{ type: "string" }, { type: "number" }] },
        all: {
          allOf: [
            { properties: { a: { type: "string" } }, required: ["a"] },
            { properties: { b: { type: "number" } }, required: ["b", "a"] },
          ],
        },
        none: { type: "object", properties: {}, required: [] },
      },
    }),
  ).toEqual({
    type: "object",
    properties: {
      either: { type: undefined, anyOf: [{ type: "string" }, { type: "integer" }], nullable: true },
      nothing: { type: "string", nullable: true },
      level: { type: "number" },
      flag: { type: "boolean" },
      word: { type: "string", enum: ["a"], nullable: true },
      number: { type: "number", format: "double", minimum: 1 },
      whole: { type: "integer" },
      one: { anyOf: [{ type: "string" }, { type: "number" }], nullable: true, description: "d" },
      pair: { type: "array", items: { type: "string" } },
      all: {
        type: "object",
        properties: { a: { type: "string" }, b: { type: "number" } },
        required: ["a", "b"],
      },
      none: { type: "object", properties: {} },
    },
  });
  expect(cleanSchema("text")).toBeNull();
});

test("references that would be resolved without end are cut off: the schema stays small", () => {
  expect(JSON.stringify(cleanSchema(manyReferences(60))).length).toBeLessThan(1_000_000);
});
