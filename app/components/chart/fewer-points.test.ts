import { expect, test } from "vitest";
import { fewerPoints } from "./fewer-points";

test("few values stay, many are joined to means, and a gap is one only where nothing is known", () => {
  expect(fewerPoints([1, null, 3], 3)).toEqual([1, null, 3]);
  expect(fewerPoints([1, 3, null, 5, null, null], 3)).toEqual([2, 5, null]);
  const many = fewerPoints(Array.from({ length: 48 }, (_, place) => place));
  expect(many).toHaveLength(28);
  expect(many.reduce<number>((sum, value) => sum + (value ?? 0), 0) / 28).toBeCloseTo(23.5, 0);
});
