import { expect, test } from "vitest";
import { manyReferences } from "~/tests/many-references";
import { strictSchema } from "./schema";

test("objects take no other properties, and what the API does not know is told in words", () => {
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    required: ["n"],
    properties: {
      n: { type: "integer", description: "How many.", minimum: 1, maximum: 9 },
      when: { type: "string", format: "date-time" },
      size: { type: "string", pattern: "^[SML]$" },
      list: { type: "array", minItems: 1, maxItems: 3, items: { $ref: "#/$defs/item" } },
      either: { oneOf: [{ type: "string" }, { type: "null" }] },
    },
    $defs: { item: { type: "object", properties: { id: { type: "string" } } } },
  };
  expect(strictSchema(schema)).toEqual({
    type: "object",
    required: ["n"],
    properties: {
      n: { type: "integer", description: "How many. (minimum: 1, maximum: 9)" },
      when: { type: "string", format: "date-time" },
      size: { type: "string", description: '(pattern: "^[SML]$")' },
      list: { type: "array", minItems: 1, items: { $ref: "#/$defs/item" }, description: "(maxItems: 3)" },
      either: { anyOf: [{ type: "string" }, { type: "null" }] },
    },
    $defs: { item: { type: "object", properties: { id: { type: "string" } }, additionalProperties: false } },
    additionalProperties: false,
  });
});

test("an object that may have any properties cannot be held to", () => {
  for (const open of [
    { type: "object" },
    { type: "object", properties: { a: {} }, additionalProperties: true },
    { type: "object", properties: { map: { type: "object", additionalProperties: { type: "string" } } } },
    { type: "array", items: { type: "object" } },
    { anyOf: [{ type: "object" }, { type: "string" }] },
  ])
    expect(strictSchema(open)).toBeNull();
  expect(strictSchema({ type: "object", additionalProperties: false })).not.toBeNull();
});

test("a schema that refers to itself cannot be held to, one that refers to others can", () => {
  const $ref = (name: string) => ({ $ref: `#/$defs/${name}` });
  const object = (properties: object) => ({ type: "object", properties });
  const using = ($defs: object) => ({ ...object({ a: $ref("a") }), $defs });
  expect(strictSchema(using({ a: object({ next: $ref("a") }) }))).toBeNull();
  expect(strictSchema(using({ a: object({ b: $ref("b") }), b: object({ a: $ref("a") }) }))).toBeNull();
  expect(strictSchema(object({ self: { $ref: "#" } }))).toBeNull();
  expect(strictSchema(object({ all: { allOf: [$ref("a"), { description: "x" }] } }))).toBeNull();
  expect(
    strictSchema(using({ a: object({ b: $ref("b"), c: $ref("b") }), b: object({ x: { type: "string" } }) })),
  ).not.toBeNull();
});

test("definitions that each name all that follow are looked at once", () => {
  expect(strictSchema(manyReferences(60))).not.toBeNull();
});
