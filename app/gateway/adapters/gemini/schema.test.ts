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

test("references that would be resolved without end are cut off: the schema stays small", () => {
  expect(JSON.stringify(cleanSchema(manyReferences(60))).length).toBeLessThan(1_000_000);
});
