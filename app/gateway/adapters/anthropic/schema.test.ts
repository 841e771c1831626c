import { expect, test } from "vitest";
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
