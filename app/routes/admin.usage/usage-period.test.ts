import { expect, test } from "vitest";
import { periodOfUrl } from "./usage-period";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const now = Date.UTC(2026, 10, 21, 10, 30);
const picked = (from: number, to: number, offsetMs = 0) =>
  periodOfUrl(
    new URLSearchParams({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }),
    now,
    offsetMs,
  );

test("a range ends with the bar that is running, and a picked time has bars of its length", () => {
  expect(periodOfUrl(new URLSearchParams("range=24h"), now, 0)).toMatchObject({
    barMs: hourMs,
    to: Date.UTC(2026, 10, 21, 11),
  });
  const start = Date.UTC(2026, 10, 1);
  expect(picked(start, start + 2 * dayMs)).toMatchObject({ from: start, to: start + 2 * dayMs, barMs: hourMs });
  expect(picked(start, start + 10 * dayMs).barMs).toBe(dayMs);
  expect(picked(start - 200 * dayMs, start).barMs).toBe(7 * dayMs);
});

test("days start on the reader's clock, and the time before is as long as what has passed", () => {
  const offset = 8 * hourMs;
  const start = Date.UTC(2026, 10, 15) - offset;
  const period = picked(start, start + 7 * dayMs, offset);
  expect(period).toMatchObject({ from: start, to: start + 7 * dayMs, barMs: dayMs });
  expect(period.previous!.to - period.previous!.from).toBe(now - start);
  expect(period.previous!.from).toBe(start - 7 * dayMs);
});

test("a time that has not begun, or is none, is not shown", () => {
  expect(picked(now + dayMs, now + 2 * dayMs).barMs).toBe(dayMs);
  expect(periodOfUrl(new URLSearchParams("from=x&to=y"), now, 0).to).toBe(Date.UTC(2026, 10, 22));
});

test("changes are against the time before, the same weekdays of the year before, or nothing", () => {
  const of = (text: string) => periodOfUrl(new URLSearchParams(text), now, 0);
  expect(of("range=7d&compare=none").previous).toBeNull();
  const year = of("range=7d&compare=year");
  expect(year.previous).toEqual({ from: year.from - 364 * dayMs, to: now - 364 * dayMs });
  expect(of("range=7d&compare=what")).toEqual(of("range=7d"));
});
