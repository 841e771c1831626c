import { expect, test } from "vitest";
import { hasNoUsableKey } from "./usable-key";

test("a provider lacks a key where all of its keys rest, were refused or are off", () => {
  expect(hasNoUsableKey(["cooling", "rejected", "off"])).toBe(true);
  expect(hasNoUsableKey(["cooling", "ok"])).toBe(false);
  expect(hasNoUsableKey([])).toBe(false);
});
