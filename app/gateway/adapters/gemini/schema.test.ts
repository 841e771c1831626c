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
        mixed: { enum: ["all", 1], description: "How many." },
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
      either: {
        anyOf: [
          { type: "string", nullable: true },
          { type: "integer", nullable: true },
        ],
      },
      nothing: { type: "string", nullable: true },
      level: { type: "number", description: "(one of 1, 2)" },
      flag: { type: "boolean", description: "(always true)" },
      mixed: { type: "string", description: 'How many. (one of "all", 1)' },
      word: { type: "string", enum: ["a"], nullable: true },
      number: { type: "number", format: "double", minimum: 1 },
      whole: { type: "integer" },
      one: {
        anyOf: [
          { type: "string", nullable: true, description: "d" },
          { type: "number", nullable: true, description: "d" },
        ],
      },
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

test("what Google refuses: words beside anyOf, words of another type, required fields that are not there, empty words", () => {
  const text = { type: "string" };
  expect(
    cleanSchema({
      type: "object",
      required: ["a", "gone"],
      properties: {
        a: { anyOf: [{ type: "array", items: {} }, {}, { type: "null" }], default: null, title: "A", description: "d" },
        any: { anyOf: [{}, { type: "null" }], description: "d" },
        both: {
          type: ["object", "array", "null"],
          properties: { x: text },
          required: ["x"],
          items: text,
          description: "d",
        },
        rows: { type: "array", items: { type: "object", required: ["type"] } },
        nested: { anyOf: [{ anyOf: [text, { type: "number" }] }, { type: "boolean" }] },
        object: {
          type: "object",
          properties: { kind: text },
          required: ["kind"],
          anyOf: [{ required: ["a"] }, { properties: { b: text }, required: ["b"] }],
        },
        word: { type: "string", enum: ["", "x"], minimum: 1, items: text },
        empty: { type: "string", enum: [""] },
        bare: { items: text },
        mixed: { type: ["string", "number"], anyOf: [{ type: "string" }, { type: "number" }] },
      },
    }),
  ).toEqual({
    type: "object",
    required: ["a"],
    properties: {
      a: { type: "array", items: {}, nullable: true, title: "A", description: "d" },
      any: { nullable: true, description: "d" },
      both: {
        anyOf: [
          { type: "object", properties: { x: text }, required: ["x"], description: "d", nullable: true },
          { type: "array", items: text, description: "d", nullable: true },
        ],
      },
      rows: { type: "array", items: { type: "object" } },
      nested: { anyOf: [text, { type: "number" }, { type: "boolean" }] },
      object: { type: "object", properties: { kind: text, b: text }, required: ["kind"] },
      word: { type: "string", enum: ["x"] },
      empty: text,
      bare: { type: "array", items: text },
      mixed: { anyOf: [text, { type: "number" }] },
    },
  });
  let deep: object = text;
  for (let level = 0; level < 60; level++) deep = { type: ["array", "object", "null"], items: deep, properties: {} };
  expect(JSON.stringify(cleanSchema(deep)).length).toBeLessThan(20_000);
});

test("references that would be resolved without end are cut off: the schema stays small", () => {
  expect(JSON.stringify(cleanSchema(manyReferences(60))).length).toBeLessThan(1_000_000);
});

test("schemas are brought to what the format can say", () => {
  expect(
    cleanSchema({
      $schema: "x",
      type: "object",
      properties: {
        a: { type: ["string", "null"], format: "uri" },
        b: { anyOf: [{ type: "integer" }, { type: "null" }] },
        c: { $ref: "#/$defs/node" },
        d: { const: "x" },
        e: { type: "array" },
        f: { type: "string", format: "date-time" },
      },
      required: ["a", "gone"],
      $defs: { node: { type: "object", properties: { next: { $ref: "#/$defs/node" } } } },
    }),
  ).toEqual({
    type: "object",
    properties: {
      a: { type: "string", nullable: true },
      b: { type: "integer", nullable: true },
      c: { type: "object", properties: { next: { type: "object" } } },
      d: { type: "string", enum: ["x"] },
      e: { type: "array", items: { type: "string" } },
      f: { type: "string", format: "date-time" },
    },
    required: ["a"],
  });
});
