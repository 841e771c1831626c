import { beforeEach, expect, test } from "vitest";
import type { SqliteD1 } from "~/lib/d1-sqlite";
import { openTestDatabase } from "~/tests/database";
import { logRow } from "~/tests/log-rows";
import { bucketSize, logHistogram } from "./log-histogram.server";
import { logStore } from "./log-writer.server";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const start = Date.UTC(2026, 10, 20, 12);
let database: SqliteD1;

beforeEach(async () => {
  database = openTestDatabase();
  await logStore(database).writeLog("batch", [
    logRow({ requestId: "a", createdAt: start, latencyMs: 900, attempts: [] }),
    logRow({ requestId: "b", createdAt: start + 1000, status: 502, outcome: "upstream_error" }),
    logRow({ requestId: "c", createdAt: start + 30 * minuteMs, latencyMs: 9000, model: "claude" }),
    logRow({ requestId: "d", createdAt: start + 31 * minuteMs, status: 499, outcome: "cancelled" }),
  ]);
});

const sum = (histogram: Awaited<ReturnType<typeof logHistogram>>) => {
  const of = (read: (bucket: (typeof histogram.buckets)[number]) => number) =>
    histogram.buckets.reduce((total, bucket) => total + read(bucket), 0);
  return {
    answered: of((each) => each.firstTry) + of((each) => each.afterFailover),
    failed: of((each) => each.failed),
  };
};

test("the rollups and the rows agree, and count every request once", async () => {
  const rows = await logHistogram(database, { from: start, to: start + hourMs });
  expect(rows.sizeMs).toBe(minuteMs);
  const rollups = await logHistogram(database, { from: start, to: start + 24 * hourMs });
  expect(rollups.sizeMs).toBe(30 * minuteMs);
  expect(sum(rows)).toEqual({ answered: 3, failed: 1 });
  expect(sum(rollups)).toEqual(sum(rows));
  expect(rows.buckets.map(({ start: at }) => (at - start) / minuteMs)).toEqual([0, 30, 31]);
  expect(rows.countedFrom).toBeNull();
});

test("a filter counts its own rows only, over long times too", async () => {
  const day = { from: start, to: start + 24 * hourMs };
  expect(sum(await logHistogram(database, { ...day, model: "claude" }))).toEqual({ answered: 1, failed: 0 });
  expect(sum(await logHistogram(database, { ...day, slowerThanMs: 5000 }))).toEqual({ answered: 1, failed: 0 });
  expect(sum(await logHistogram(database, { ...day, status: "5xx" }))).toEqual({ answered: 0, failed: 1 });
});

test("no time, however long, has more bars than fit", () => {
  for (const span of [1, 15 * minuteMs, hourMs, 24 * hourMs, 720 * hourMs, 500_000 * hourMs]) {
    expect(span / bucketSize(span)).toBeLessThanOrEqual(72);
  }
});
