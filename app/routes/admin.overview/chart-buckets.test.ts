import { expect, test } from "vitest";
import { axisTicks, roundTicks } from "~/components/chart/chart-ticks";
import type { OverviewBucket } from "~/db/usage/usage-types";
import { zoneOffsetMs } from "~/lib/time-zone";
import { joinBuckets, pickedPeriod, rangeBounds, rangeSteps } from "./chart-buckets";

const hourMs = 3_600_000;
const bucket = (start: number, change: Partial<OverviewBucket> = {}): OverviewBucket => ({
  start,
  requests: 0,
  errors: 0,
  firstTry: 0,
  afterFailover: 0,
  promptTokens: 0,
  completionTokens: 0,
  cachedTokens: 0,
  costMicroUsd: 0,
  savedMicroUsd: 0,
  latencyP50Ms: null,
  latencyP95Ms: null,
  firstTokenP50Ms: null,
  gatewayMsAverage: null,
  ...change,
});

test("a range ends with the running step and holds whole steps", () => {
  const now = Date.UTC(2026, 10, 21, 14, 22, 48);
  for (const range of ["1h", "6h", "24h", "7d", "30d"] as const) {
    const { from, to, buckets } = rangeBounds(range, now);
    expect(to).toBeGreaterThan(now);
    expect(to - now).toBeLessThanOrEqual(rangeSteps[range].fineMs);
    expect((to - from) / buckets).toBe(rangeSteps[range].fineMs);
  }
});

test("the step that starts right now belongs to the range", () => {
  const now = Date.UTC(2026, 10, 21, 14, 0);
  expect(rangeBounds("1h", now).to).toBe(now + 300_000);
});

test("fine buckets are joined to bars on the clock, sums and weighted percentiles", () => {
  const start = Date.UTC(2026, 10, 21, 10, 30);
  const series = [
    bucket(start, { requests: 4, firstTry: 3, errors: 1, latencyP50Ms: 100, promptTokens: 5 }),
    bucket(start + hourMs / 2, { requests: 1, firstTry: 1, latencyP50Ms: 500, completionTokens: 7 }),
    bucket(start + hourMs, {}),
  ];
  const bars = joinBuckets(series, { barMs: hourMs, fineMs: hourMs / 2, offsetMs: 0, now: start + 10 * hourMs });
  expect(bars.map((bar) => bar.start)).toEqual([start - hourMs / 2, start + hourMs / 2]);
  expect(bars[0]).toMatchObject({
    requests: 4,
    failed: 1,
    successRate: 0.75,
    latencyP50Ms: 100,
    tokens: 5,
    partial: true,
  });
  expect(bars[1]).toMatchObject({ requests: 1, firstTry: 1, latencyP50Ms: 500, tokens: 7, partial: false });
});

test("days begin at midnight of the reader's zone", () => {
  const offsetMs = 8 * hourMs;
  const [bar] = joinBuckets([bucket(Date.UTC(2026, 10, 20, 18))], {
    barMs: 24 * hourMs,
    fineMs: 6 * hourMs,
    offsetMs,
    now: 0,
  });
  expect(bar?.start).toBe(Date.UTC(2026, 10, 20, 16));
});

test("a bar without traffic has no rate and no latency", () => {
  const [bar] = joinBuckets([bucket(0)], { barMs: hourMs, fineMs: hourMs, offsetMs: 0, now: hourMs * 2 });
  expect(bar).toMatchObject({ successRate: null, latencyP50Ms: null, partial: false });
});

test("ticks are four or five round numbers that reach the maximum", () => {
  expect(roundTicks(5_600)).toEqual([0, 1500, 3000, 4500, 6000]);
  expect(roundTicks(0)).toEqual([0, 1]);
  expect(roundTicks(3)).toEqual([0, 1, 2, 3]);
  for (let max = 1; max < 3_000; max += 7) {
    const ticks = roundTicks(max);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks.every(Number.isInteger)).toBe(true);
  }
});

test("zones tell how far they are ahead", () => {
  expect(zoneOffsetMs("UTC", 0)).toBe(0);
  expect(zoneOffsetMs("Asia/Kolkata", Date.UTC(2026, 5, 1, 3, 4, 5))).toBe(5.5 * hourMs);
  expect(zoneOffsetMs("America/New_York", Date.UTC(2026, 0, 1))).toBe(-5 * hourMs);
});

test("at most eight bars get a label, on round local times", () => {
  const offsetMs = 8 * hourMs;
  const now = Date.UTC(2026, 10, 21, 3, 40);
  for (const range of ["1h", "6h", "24h", "7d", "30d"] as const) {
    const { from, to } = rangeBounds(range, now);
    const { fineMs, barMs } = rangeSteps[range];
    const series = Array.from({ length: (to - from) / fineMs }, (_, index) => bucket(from + index * fineMs));
    const ticks = axisTicks(joinBuckets(series, { barMs, fineMs, offsetMs, now }), barMs, offsetMs);
    expect(ticks.length, range).toBeGreaterThanOrEqual(4);
    expect(ticks.length, range).toBeLessThanOrEqual(8);
    if (range === "7d") expect(ticks.every((start) => new Date(start + offsetMs).getUTCHours() === 0)).toBe(true);
  }
});

test("a period picked by hand is widened to whole steps, and nonsense is none", () => {
  const now = Date.UTC(2026, 10, 20, 12);
  const period = (from: string, to: string) => pickedPeriod(new URLSearchParams({ from, to }), now);
  expect(period("2026-11-20T09:02:00Z", "2026-11-20T11:58:00Z")).toEqual({
    range: "6h",
    bounds: { from: Date.UTC(2026, 10, 20, 9), to: now, buckets: 36 },
  });
  expect(period("2026-11-20T11:00:00Z", "2026-11-20T10:00:00Z")).toBeNull();
  expect(period("yesterday", "today")).toBeNull();
  expect(period("1990-01-01", "2026-11-20")?.range).toBe("30d");
});
