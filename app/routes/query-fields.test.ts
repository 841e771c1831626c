import { expect, test } from "vitest";
import { usageQuery } from "./query-fields";

const range = (from: string, to?: string) => {
  const read = usageQuery.safeParse({ from, to });
  return read.success ? [read.data.from, read.data.to] : null;
};
const day = Date.UTC(2026, 10, 22);

test("a range of dates ends with its last day", () => {
  const [first, end] = range("2026-11-22", "2026-11-22") ?? [];
  expect(first).toBe(day);
  expect(end).toBeGreaterThan(day + 86_399_999);
  expect(end).toBeLessThan(day + 86_400_000);
  expect(range("2026-11-22", "2026-11-22T00:00:00Z")).toEqual([day, day]);
  expect(range("2026-11-23", "2026-11-22")).toBeNull();
});

test("a time is UTC where it says no offset, whatever the server's time zone", () => {
  const time = Date.UTC(2026, 10, 22, 10, 30);
  for (const text of [
    "2026-11-22T10:30",
    "2026-11-22T10:30:00",
    "2026-11-22 10:30:00.000",
    "2026-11-22T10:30:00.000000",
    "2026-11-22T10:30:00Z",
    "2026-11-22T12:30:00+02:00",
    "2026-11-22T12:30:00 02:00",
    "2026-11-22T09:30:00-01:00",
    String(time),
  ])
    expect([text, range(text)?.[0]]).toEqual([text, time]);
  for (const text of ["yesterday", "2026-13-45", "2026-11-22T99:00", "-5"]) expect(range(text)).toBeNull();
});
