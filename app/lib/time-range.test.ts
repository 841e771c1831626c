import { expect, test } from "vitest";
import { rangeReaching, timeRanges } from "./time-range";

const hourMs = 3_600_000;
const now = Date.UTC(2026, 10, 21);

test("the shortest range that reaches back to a moment is found, or none", () => {
  const reaching = (hours: number) => rangeReaching(timeRanges, now - hours * hourMs, now);
  expect([0, 1, 2, 23, 25, 169, 720, 721].map(reaching)).toEqual(["1h", "1h", "6h", "24h", "7d", "30d", "30d", null]);
  expect(rangeReaching(["24h", "90d"], now - 721 * hourMs, now)).toBe("90d");
  expect(rangeReaching(timeRanges, null, now)).toBeNull();
});
