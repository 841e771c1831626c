import { beforeEach, expect, test } from "vitest";
import type { SqliteD1 } from "~/lib/d1-sqlite";
import { openTestDatabase } from "~/tests/database";
import { attemptRow, logRow } from "~/tests/log-rows";
import { logStore } from "../log/log-writer.server";
import { keyRates } from "./key-rates.server";
import { everAnswered, overview, requestRate, trafficSince } from "./traffic.server";
import { providerUptime } from "./uptime.server";
import { keyUsage, queryUsage, spendByModel, usageByKey } from "./usage.server";

const hour = 3_600_000;
const day = 24 * hour;
const noon = Date.UTC(2026, 10, 20, 12);
let database: SqliteD1;

beforeEach(async () => {
  database = openTestDatabase();
  const failed = attemptRow({ status: 500, errorCode: "upstream_error" });
  await logStore(database).writeLog("batch", [
    logRow({ createdAt: noon - day, latencyMs: 1000, costMicroUsd: 5 }),
    logRow({ createdAt: noon, latencyMs: 100, costMicroUsd: 10 }),
    logRow({
      createdAt: noon + 60_000,
      latencyMs: 100,
      costMicroUsd: 20,
      attempts: [failed, attemptRow({ index: 1, providerId: "b" })],
    }),
    logRow({
      createdAt: noon + hour,
      model: "claude",
      providerId: "b",
      keyId: "web",
      costMicroUsd: 400,
      latencyMs: 900,
    }),
    logRow({ createdAt: noon + hour, outcome: "upstream_error", status: 502, costMicroUsd: null, attempts: [failed] }),
  ]);
});

test("usage by hour without groups", async () => {
  const usage = await queryUsage(database, { from: noon, to: noon + 2 * hour, interval: "hour" });
  expect(usage.data).toHaveLength(2);
  expect(usage.data[0]).toMatchObject({
    start: "2026-11-20T12:00:00.000Z",
    group: null,
    requests: 2,
    errors: 0,
    costMicroUsd: 30,
    costUsd: 0.00003,
  });
  expect(usage.data[0]?.latencyMs.p50).toBeGreaterThan(85);
  expect(usage.data[0]?.latencyMs.p50).toBeLessThan(116);
  expect(usage.totals).toMatchObject({ requests: 4, errors: 1, costMicroUsd: 430, promptTokens: 40 });
  expect(usage.totals.latencyMs.p95).toBeGreaterThan(750);
});

test("percentiles are those of all requests of a row, and money is in dollars too", async () => {
  const later = noon + 5 * day;
  const usage = { promptTokens: 10, completionTokens: 5, cachedTokens: 2, cacheWriteTokens: 0, reasoningTokens: 0 };
  await logStore(database).writeLog(
    "spread",
    [10, 20, 30, 40, 50, 60, 70, 80, 90, 5_000].map((latencyMs, index) =>
      logRow({
        createdAt: later + index,
        latencyMs,
        firstTokenMs: index === 0 ? 1_000 : 5,
        costMicroUsd: 250_000,
        usage: { ...usage, source: "provider" },
      }),
    ),
  );
  const { data, totals } = await queryUsage(database, { from: later, to: later + hour, interval: "hour" });
  for (const row of [data[0]!, totals]) {
    expect(row).toMatchObject({ requests: 10, cachedTokens: 20, costMicroUsd: 2_500_000, costUsd: 2.5 });
    expect(row.latencyMs.p50).toBeGreaterThan(35);
    expect(row.latencyMs.p50).toBeLessThan(65);
    expect(row.latencyMs.p95).toBeGreaterThan(3_500);
    expect(row.firstTokenMs.p50).toBeLessThan(10);
    expect(row.firstTokenMs.p95).toBeGreaterThan(700);
  }
  const own = await keyUsage(database, "ci", later);
  expect(own.totals.costUsd).toBeCloseTo(2.500035, 6);
  // The last 30 days, today included.
  expect((await keyUsage(database, "ci", noon + 29 * day)).byDay.map(({ day: date }) => date)).toEqual([
    "2026-11-20",
    "2026-11-25",
  ]);
  expect((await keyUsage(database, "ci", noon + 30 * day)).byDay.map(({ day: date }) => date)).toEqual(["2026-11-25"]);
});

test("usage by day and model, provider or key", async () => {
  const by = async (groupBy: "model" | "provider" | "key") =>
    (await queryUsage(database, { from: noon - 2 * day, to: noon + day, interval: "day", groupBy })).data.map((row) => [
      row.start.slice(0, 10),
      row.group,
      row.requests,
    ]);
  expect(await by("model")).toEqual([
    ["2026-11-19", "gpt-4o-mini", 1],
    ["2026-11-20", "claude", 1],
    ["2026-11-20", "gpt-4o-mini", 3],
  ]);
  expect(await by("provider")).toContainEqual(["2026-11-20", "b", 1]);
  expect(await by("key")).toContainEqual(["2026-11-20", "web", 1]);
});

test("an empty period has no rows and no percentiles", async () => {
  const usage = await queryUsage(database, { from: 0, to: hour, interval: "hour" });
  expect(usage).toMatchObject({ data: [], totals: { requests: 0, latencyMs: { p50: null, p95: null } } });
});

test("the overview compares with the period before and has a series without gaps", async () => {
  const answer = await overview(database, { from: noon - 12 * hour, to: noon + 12 * hour, buckets: 24 });
  expect(answer.current).toMatchObject({
    requests: 4,
    errors: 1,
    firstTry: 2,
    afterFailover: 1,
    costMicroUsd: 430,
    gatewayMsAverage: 0.75,
  });
  expect(answer.previous).toMatchObject({ requests: 1, costMicroUsd: 5 });
  expect(answer.series).toHaveLength(24);
  expect(answer.series.map((bucket) => bucket.requests).slice(11, 15)).toEqual([0, 2, 2, 0]);
  expect(answer.series[12]?.start).toBe(noon);
  expect(answer.series[0]).toMatchObject({ latencyP50Ms: null, gatewayMsAverage: null });
  expect(answer.current.latencyP50Ms).toBeLessThan(answer.previous.latencyP50Ms ?? 0);
});

test("spend by model comes dearest first", async () => {
  const rows = await spendByModel(database, { from: noon, to: noon + day });
  expect(rows.map((row) => [row.model, row.costMicroUsd, row.requests])).toEqual([
    ["claude", 400, 1],
    ["gpt-4o-mini", 30, 3],
  ]);
});

test("uptime has every half hour, with failures that were the provider's", async () => {
  const uptime = await providerUptime(database, { from: noon, to: noon + 2 * hour });
  const main = uptime.find((row) => row.providerId === "openai-main");
  expect(main?.buckets.map(({ attempts, failures }) => [attempts, failures])).toEqual([
    [2, 1],
    [0, 0],
    [2, 1],
    [0, 0],
  ]);
  expect(main).toMatchObject({ attempts: 4, failures: 2, successRate: 0.5 });
});

test("a key's own usage is by model and day", async () => {
  const usage = await keyUsage(database, "ci", noon + hour);
  expect(usage.totals).toMatchObject({ requests: 4, errors: 1, costMicroUsd: 35 });
  expect(usage.byModel).toEqual([expect.objectContaining({ model: "gpt-4o-mini", requests: 4 })]);
  expect(usage.byDay.map((row) => [row.day, row.requests])).toEqual([
    ["2026-11-19", 1],
    ["2026-11-20", 3],
  ]);
  expect((await keyUsage(database, "nobody", noon)).totals).toMatchObject({ requests: 0, costUsd: 0 });
});

test("spend by key", async () => {
  expect(await usageByKey(database, { from: noon, to: noon + day })).toContainEqual({
    keyId: "web",
    requests: 1,
    costMicroUsd: 400,
    tokens: 15,
  });
});

test("traffic begins with the first request, answered or not", async () => {
  expect(await trafficSince(database)).toBe(noon - day);
  expect(await everAnswered(database)).toBe(true);
  const fresh = openTestDatabase();
  expect(await trafficSince(fresh)).toBeNull();
  await logStore(fresh).writeLog("batch", [
    logRow({ createdAt: noon, outcome: "client_error", status: 404, attempts: [] }),
  ]);
  expect(await trafficSince(fresh)).toBe(noon);
  expect(await everAnswered(fresh)).toBe(false);
});

test("the rate of a key is what its limits count: not what was refused before an attempt, nor what is over a minute old", async () => {
  const now = noon + 5 * hour;
  const ofKey = (row: Parameters<typeof logRow>[0]) => logRow({ createdAt: now - 1000, keyId: "app", ...row });
  const refused = () => ofKey({ status: 429, outcome: "rate_limited", attempts: [] });
  await logStore(database).writeLog("rates", [
    ofKey({}),
    ofKey({ status: 429, outcome: "rate_limited", attempts: [attemptRow({ status: 429 })] }),
    ofKey({ cache: "hit", attempts: [] }),
    refused(),
    refused(),
    ofKey({ createdAt: now - 61_000 }),
  ]);
  expect(await keyRates(database, now)).toMatchObject([{ keyId: "app", requests: 3 }]);
});

test("the rate of requests is of the last minutes, and nothing where they had none", async () => {
  const minute = 60_000;
  // Two of the minute after noon: 11:55 to 12:02, then 12:00 to 12:09.
  expect(await requestRate(database, noon + 2 * minute)).toBeCloseTo(2 / 7);
  expect(await requestRate(database, noon + 9 * minute)).toBeCloseTo(2 / 9);
  const quiet = logRow({ createdAt: noon - day });
  const fresh = openTestDatabase();
  await logStore(fresh).writeLog("old", [quiet]);
  expect(await requestRate(fresh, noon)).toBe(0);
});
