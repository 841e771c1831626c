import { expect, test } from "vitest";
import { sameJson } from "./same-json";

test("fields in another order are the same, lists in another order are not", () => {
  expect(sameJson({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(true);
  expect(sameJson([1, 2], [2, 1])).toBe(false);
});

test("an undefined field is no field, null is one", () => {
  expect(sameJson({ a: undefined }, {})).toBe(true);
  expect(sameJson({ a: null }, {})).toBe(false);
  expect(sameJson(undefined, undefined)).toBe(true);
});
