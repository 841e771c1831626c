import { expect, test } from "vitest";
import { randomBase62 } from "./random-text";

test("random text has the length asked for and uses the whole alphabet", () => {
  const text = randomBase62(20_000);
  expect(text).toMatch(/^[0-9A-Za-z]{20000}$/);
  expect(new Set(text).size).toBe(62);
  expect(randomBase62(40)).not.toBe(randomBase62(40));
});
