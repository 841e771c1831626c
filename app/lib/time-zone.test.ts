import { expect, test } from "vitest";
import { dayAt, startOfDay } from "./time-zone";

test("a day begins at midnight of its own clock, also on days when the clocks change", () => {
  const iso = (day: [number, number, number], zone: string) =>
    new Date(startOfDay({ year: day[0], month: day[1], day: day[2] }, zone)).toISOString();
  expect(iso([2026, 11, 21], "UTC")).toBe("2026-11-21T00:00:00.000Z");
  expect(iso([2026, 11, 21], "Asia/Shanghai")).toBe("2026-11-20T16:00:00.000Z");
  expect(iso([2026, 3, 29], "Europe/Berlin")).toBe("2026-03-28T23:00:00.000Z");
  expect(iso([2026, 3, 30], "Europe/Berlin")).toBe("2026-03-29T22:00:00.000Z");
  expect(iso([2026, 10, 26], "Europe/Berlin")).toBe("2026-10-25T23:00:00.000Z");
});

test("the day of a moment is that of the zone's calendar", () => {
  const at = Date.UTC(2026, 10, 20, 18);
  expect(dayAt(at, "Asia/Tokyo")).toEqual({ year: 2026, month: 11, day: 21 });
  expect(dayAt(at, "America/New_York")).toEqual({ year: 2026, month: 11, day: 20 });
});
