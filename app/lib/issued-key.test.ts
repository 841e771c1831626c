import { expect, test } from "vitest";
import { newKeyValue, visiblePartsOf } from "./issued-key";

test.each([
  ["sk-gw-0123456789012345678901234567890123456789", "sk-gw-012", "6789"],
  ["0123456789abcdefghijklmn", "01234567", "klmn"],
  ["0123456789abcdefghijklm", "0123456", "lm"],
  ["0123456789abcdef", "01234", "ef"],
])("of the key %s no more than a half is shown", (value, prefix, lastFour) => {
  expect(visiblePartsOf(value)).toEqual({ prefix, lastFour });
});

test("of a key of our own making the mark and three characters are shown", () => {
  const value = newKeyValue();
  expect(value).toMatch(/^sk-gw-[0-9A-Za-z]{40}$/);
  expect(visiblePartsOf(value)).toEqual({ prefix: value.slice(0, 9), lastFour: value.slice(-4) });
});
