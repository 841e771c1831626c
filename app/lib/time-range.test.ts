import { expect, test } from "vitest";
import { rangeReaching, readPeriod, timeRanges } from "./time-range";

const hourMs = 3_600_000;
const now = Date.UTC(2026, 10, 21);

test("the shortest range that reaches back to a moment is found, or none", () => {
  const reaching = (hours: number) => rangeReaching(timeRanges, now - hours * hourMs, now);
  expect([0, 1, 2, 23, 25, 169, 720, 721].map(reaching)).toEqual(["1h", "1h", "6h", "24h", "7d", "30d", "30d", null]);
  expect(rangeReaching(["24h", "90d"], now - 721 * hourMs, now)).toBe("90d");
  expect(rangeReaching(timeRanges, null, now)).toBeNull();
});

test("a period of an address is read, and what is none is passed over", () => {
  const period = (query: string) => readPeriod(new URLSearchParams(query));
  expect(period("from=2026-11-20&to=2026-11-21")).toEqual({ from: now - 24 * hourMs, to: now });
  expect(period(`from=0&to=${now}`)).toEqual({ from: 0, to: now });
  for (const query of [
    "",
    "from=1",
    "from=2&to=1",
    "from=x&to=y",
    "from=1&to=99999999999999999",
    "from=1&to=8640000000000000",
  ])
    expect([query, period(query)]).toEqual([query, null]);
});
