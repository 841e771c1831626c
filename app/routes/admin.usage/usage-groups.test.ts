import { expect, test } from "vitest";
import type { UsageSeriesRow } from "~/db/usage/usage-series.server";
import { figuresOf, usd } from "~/lib/figure-style";
import { formatTick, metricOf } from "./metrics";
import { groupUsage } from "./usage-groups";
import { usagePeriod } from "./usage-period";

const dollars = figuresOf(usd, "k");

const row = (start: number, group: string, requests: number, costMicroUsd: number): UsageSeriesRow => ({
  start,
  group,
  requests,
  errors: 0,
  promptTokens: 10 * requests,
  completionTokens: requests,
  cachedTokens: 0,
  costMicroUsd,
  savedMicroUsd: 0,
});

test("groups come by the metric, the tail as one, and everything adds up", () => {
  const rows = Array.from({ length: 12 }, (_, index) => row(index % 2, `m${index}`, index + 1, 100 * (12 - index)));
  const usage = groupUsage(rows, null, { metric: "requests", starts: [0, 1] });
  expect(usage.groups.map((group) => group.id)).toEqual(["m11", "m10", "m9", "m8", "m7", "m6", "m5", null]);
  expect(usage.groups.at(-1)).toMatchObject({ size: 5, before: null });
  const total = usage.groups.reduce((sum, group) => sum + group.totals.requests, 0);
  expect(total).toBe(usage.totals.requests);
  expect(usage.groups.reduce((sum, group) => sum + group.values[0]! + group.values[1]!, 0)).toBe(total);
  expect(groupUsage(rows, null, { metric: "spend", starts: [0, 1] }).groups[0]?.id).toBe("m0");
});

test("per 1k requests the stack adds up to the whole rate, and a bar without requests is empty", () => {
  const rows = [row(0, "a", 100, 4000), row(0, "b", 300, 4000)];
  const usage = groupUsage(rows, [row(-5, "a", 1, 7)], { metric: "perThousand", starts: [0, 1] });
  expect(usage.groups.map((group) => group.values)).toEqual([
    [10_000, 0],
    [10_000, 0],
  ]);
  expect(metricOf(usage.totals, "perThousand")).toBe(20_000);
  expect(usage.before?.costMicroUsd).toBe(7);
});

test("days start at the reader's midnight, and the period before is as long", () => {
  const hour = 3_600_000;
  const now = Date.UTC(2026, 10, 20, 20, 30);
  const period = usagePeriod("7d", now, 8 * hour);
  expect(new Date(period.to).toISOString()).toBe("2026-11-21T16:00:00.000Z");
  expect(new Date(period.from).toISOString()).toBe("2026-11-14T16:00:00.000Z");
  const { previous } = period;
  expect(previous && previous.to - previous.from).toBe(now - period.from);
  expect(new Date(usagePeriod("24h", now, 0).from).toISOString()).toBe("2026-11-19T21:00:00.000Z");
});

test("ticks are short", () => {
  expect([
    formatTick(240e6, "spend", dollars),
    formatTick(50_000, "spend", dollars),
    formatTick(1500, "requests", dollars),
  ]).toEqual(["$240", "$0.05", "1.5k"]);
});
