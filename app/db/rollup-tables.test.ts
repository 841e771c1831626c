import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { AttemptRow } from "~/gateway/log-row";
import { openTestDatabase } from "~/tests/database";
import { attemptRow, logRow } from "~/tests/log-rows";
import { logStore } from "./log-writer.server";
import { overview } from "./traffic.server";

const hour = 3_600_000;
const noon = Date.UTC(2026, 10, 20, 12);

async function writtenDatabase() {
  const database = openTestDatabase();
  const failed = attemptRow({ status: 500, errorCode: "upstream_error" });
  const write = logStore(database).writeLog;
  await write("first", [
    logRow({ createdAt: noon + 1000, latencyMs: 100 }),
    logRow({ createdAt: noon + 30 * 60_000, latencyMs: 900, providerId: "b", model: "claude", keyId: "web" }),
    logRow({ createdAt: noon + 2 * hour, latencyMs: 4000, attempts: [failed, attemptRow({ index: 1 })] }),
  ]);
  await write("second", [
    logRow({ createdAt: noon + 31 * 60_000, latencyMs: 950, keyId: null, keyName: null }),
    logRow({ createdAt: noon + 2 * hour, outcome: "upstream_error", status: 502, costMicroUsd: null }),
  ]);
  return database;
}

test("whole hours are read from the hours, and say what the five minutes say", async () => {
  const database = await writtenDatabase();
  const period = { from: noon, to: noon + 4 * hour, buckets: 4 };
  const fromHours = await overview(database, period);
  database.sqlite.exec("delete from traffic_1h; insert into traffic_1h select * from traffic_5m where false");
  expect((await overview(database, period)).current.requests).toBe(0);
  const fromMinutes = await overview(database, { ...period, from: noon - 300_000, to: noon + 4 * hour - 300_000 });
  expect(fromHours.current).toEqual(fromMinutes.current);
  expect(fromHours.current).toMatchObject({ requests: 5, errors: 1, afterFailover: 1 });
});

test("an attempt counts against its provider where the fault is the provider's, and its times where it went well", async () => {
  const database = openTestDatabase();
  const attempt = (status: number | null, errorCode: string | null, more: Partial<AttemptRow> = {}) =>
    attemptRow({ status, errorCode, ...more });
  const failures = [
    ...[401, 402, 403, 404, 408, 409, 425, 429, 500, 503, 529].map((status) => attempt(status, `http_${status}`)),
    attempt(null, "ECONNRESET"),
    attempt(200, "answer_too_long"),
    attempt(399, "http_399"),
  ];
  const others = [
    ...[400, 413, 415, 422, 499].map((status) => attempt(status, `http_${status}`)),
    attempt(null, "client_closed"),
    attempt(null, "hedged_away"),
  ];
  const good = [attempt(200, null, { latencyMs: 50, firstByteMs: 10 }), attempt(200, null, { firstByteMs: null })];
  await logStore(database).writeLog("attempts", [
    logRow({ createdAt: noon, attempts: [...failures, ...others, ...good], costMicroUsd: 7 }),
    logRow({ createdAt: noon, attempts: [attemptRow({ startedMs: 1_800_000 })], costMicroUsd: null }),
    logRow({ createdAt: noon, attempts: [], providerId: null, costMicroUsd: 5 }),
  ]);
  const rows = database.sqlite.prepare("select * from provider_usage_30m order by bucket").all();
  const summed = (text: unknown) =>
    Object.values(JSON.parse(String(text)) as Record<string, number>).reduce((sum, count) => sum + count, 0);
  expect(rows.map((row) => [row.bucket, row.provider_id, row.attempts, row.failures, row.cost_micro_usd])).toEqual([
    [noon, "openai-main", failures.length + others.length + good.length, failures.length, 7],
    [noon + 1_800_000, "openai-main", 1, 0, 0],
  ]);
  expect([summed(rows[0]?.latency_histogram), summed(rows[0]?.first_token_histogram)]).toEqual([2, 1]);
});

test("the migration fills the new rollups of a database that has the old ones", async () => {
  const { sqlite } = await writtenDatabase();
  const all = (table: string) =>
    sqlite
      .prepare(`select * from ${table} order by 1, 2, 3`)
      .all()
      .map((row) => ({
        ...row,
        ...("latency_histogram" in row ? { latency_histogram: JSON.parse(String(row.latency_histogram)) } : {}),
        ...("first_token_histogram" in row
          ? { first_token_histogram: JSON.parse(String(row.first_token_histogram)) }
          : {}),
      }));
  // What went by which route, the old rollups do not say.
  sqlite.exec("delete from usage_by_name where split in ('route', 'rule')");
  const written = { names: all("usage_by_name"), hours: all("traffic_1h") };
  expect(written.names).toHaveLength(10);
  sqlite.exec("drop table usage_by_name; drop table traffic_1h");
  sqlite.exec(readFileSync("drizzle/0008_dashboard_rollups.sql", "utf8"));
  expect({ names: all("usage_by_name"), hours: all("traffic_1h") }).toEqual(written);
});
