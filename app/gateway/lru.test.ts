import { expect, test } from "vitest";
import { Lru } from "./lru";

test("what is kept in memory has an upper bound, and what was used last stays", () => {
  const kept = new Lru<number, string>(100);
  for (let number = 0; number < 100_000; number++) {
    kept.set(number, "x");
    kept.get(7);
  }
  expect(kept.get(7)).toBe("x");
  const left = Array.from({ length: 100_000 }, (_, number) => number).filter(
    (number) => kept.get(number) !== undefined,
  );
  expect(left).toHaveLength(100);
  expect(left.at(-1)).toBe(99_999);
});
