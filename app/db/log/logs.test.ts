import { beforeEach, expect, test } from "vitest";
import type { SqliteD1 } from "~/lib/d1-sqlite";
import { openTestDatabase } from "~/tests/database";
import { attemptRow, failedOver, logRow } from "~/tests/log-rows";
import { isLogStatus } from "./log-conditions";
import { logFacets } from "./log-facets.server";
import type { LogEntry, LogFilter } from "./log-types";
import { logStore } from "./log-writer.server";
import { getLog, groupedErrors, listLogs } from "./logs.server";

let database: SqliteD1;
const start = Date.UTC(2026, 10, 20, 12);
const ids = async (filter: LogFilter) => (await listLogs(database, filter)).data.map((row) => row.requestId);

beforeEach(async () => {
  database = openTestDatabase();
  await logStore(database).writeLog("batch", [
    logRow({ requestId: "a", createdAt: start, metadata: { tier: "gold_plan" } }),
    logRow({
      requestId: "b",
      createdAt: start + 1000,
      rule: { index: 2, words: 'contains "a, b"' },
      model: "claude",
      providerId: "anthropic",
      keyId: "web",
      keyName: "Web",
    }),
    logRow({
      requestId: "c",
      createdAt: start + 2000,
      status: 502,
      outcome: "upstream_error",
      errorCode: "upstream_error",
      errorMessage: "The upstream said: 100% busy",
    }),
    logRow({
      requestId: "d",
      createdAt: start + 2000,
      status: 429,
      outcome: "rate_limited",
      errorCode: "rate_limit_exceeded",
      requestedModel: "cheap",
    }),
    logRow({ requestId: "e", createdAt: start + 3000, outcome: "cancelled", status: 499, costMicroUsd: null }),
  ]);
});

test("rows come newest first in the contract's shape", async () => {
  const page = await listLogs(database, {});
  expect(page.data.map((row) => row.requestId)).toEqual(["e", "d", "c", "b", "a"]);
  expect(page.nextCursor).toBeNull();
  expect(page.data[4]).toEqual({
    requestId: "a",
    createdAt: "2026-11-20T12:00:00.000Z",
    endpoint: "chat/completions",
    status: 200,
    outcome: "success",
    errorCode: null,
    errorMessage: null,
    keyId: "ci",
    keyName: "CI",
    requestedModel: "auto",
    route: "auto",
    rule: null,
    model: "gpt-4o-mini",
    upstreamModel: "gpt-4o-mini-2024",
    providerId: "openai-main",
    stream: false,
    attemptCount: 1,
    usage: {
      promptTokens: 10,
      completionTokens: 5,
      cachedTokens: 2,
      cacheWriteTokens: 0,
      reasoningTokens: 0,
      source: "provider",
    },
    costUsd: 0.000042,
    costMicroUsd: 42,
    latencyMs: 200,
    firstTokenMs: 80,
    cache: "miss",
    cacheKind: null,
    savedMicroUsd: null,
    metadata: { tier: "gold_plan" },
  });
  expect(page.data[0]).toMatchObject({ costUsd: null, costMicroUsd: null });
});

test("a search finds metadata as it was said, whatever JSON does to it", async () => {
  const said = 'say "hi" \\ now\nand then';
  await logStore(database).writeLog("more", [logRow({ requestId: "f", createdAt: start + 9000, metadata: { said } })]);
  for (const q of ['say "HI"', "\\ now", "now\nand", said]) expect(await ids({ q })).toEqual(["f"]);
  expect(await ids({ q: '"said":"say' })).toEqual(["f"]);
});

test("the cursor walks through all rows once, rows of one millisecond included", async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listLogs(database, { limit: 1, ...(cursor ? { cursor } : {}) });
    seen.push(...page.data.map((row) => row.requestId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(["e", "d", "c", "b", "a"]);
});

test.each<[LogFilter, string[]]>([
  [{ status: "429" }, ["d"]],
  [{ status: "5xx" }, ["c"]],
  [{ status: "4xx" }, ["e", "d"]],
  [{ status: "2XX" }, ["b", "a"]],
  [{ status: "success" }, ["b", "a"]],
  [{ model: "claude" }, ["b"]],
  [{ provider: "anthropic" }, ["b"]],
  [{ key: "web" }, ["b"]],
  [{ from: start + 1000, to: start + 3000 }, ["d", "c", "b"]],
  [{ q: "100% busy" }, ["c"]],
  [{ q: "CLAUDE" }, ["b"]],
  [{ q: "gold_" }, ["a"]],
  [{ q: "goldx" }, []],
  [{ q: "d" }, ["d"]],
  [{ status: "5xx", model: "claude" }, []],
  [{ status: "429,5xx" }, ["d", "c"]],
  [{ status: "cancelled,rate_limited", key: "ci" }, ["e", "d"]],
  [{ model: "claude,gpt-4" }, ["b"]],
  [{ model: "cl*de", key: "web" }, ["b"]],
  [{ model: "gpt_*,claude*" }, ["b"]],
  [{ model: "laud*,*laud" }, []],
  [{ model: `${"*".repeat(60)}laud*e` }, ["b"]],
  [{ model: `${"*".repeat(60)}laud*x` }, []],
  [{ status: "2xx,429" }, ["d", "b", "a"]],
  [{ status: "RATE_LIMITED,503" }, expect.arrayContaining(["d"])],
  [{ route: "auto", provider: "anthropic" }, ["b"]],
  [{ route: "auto,nothing" }, ["e", "c", "b", "a"]],
  // A name that was asked for is not a route's by that.
  [{ route: "cheap" }, []],
  [{ stream: "true" }, []],
  [{ stream: "false,true", status: "5xx" }, ["c"]],
  [{ tried: "failed" }, ["d", "c"]],
  [{ tried: "first" }, ["b", "a"]],
  [{ tried: "failover,unheard-of" }, []],
  [{ cache: "miss,hit", model: "claude" }, ["b"]],
])("filter %j", async (filter, expected) => {
  expect(await ids(filter)).toEqual(expected);
});

test("an answer of the cache is found by its kind, and by being one", async () => {
  const hit = (requestId: string, kind: "exact" | "semantic") =>
    logRow({
      requestId,
      createdAt: start + 10_000,
      cache: "hit",
      cacheHit: { kind, similarity: 1, entryId: "e", savedMicroUsd: 1 },
      attempts: [],
    });
  await logStore(database).writeLog("cached", [hit("x", "exact"), hit("y", "semantic")]);
  expect(await ids({ cache: "exact" })).toEqual(["x"]);
  expect((await ids({ cache: "hit" })).sort()).toEqual(["x", "y"]);
  expect((await logFacets(database, {})).cache).toEqual(
    expect.arrayContaining([
      { value: "exact", count: 1 },
      { value: "semantic", count: 1 },
    ]),
  );
});

test("one row has its attempts and its plan", async () => {
  const failed = attemptRow({ status: 503, errorCode: "upstream_error", errorMessage: "busy" });
  await logStore(database).writeLog("more", [logRow({ requestId: "x", attempts: [failed, attemptRow({ index: 1 })] })]);
  const row = await getLog(database, "x");
  expect(row?.attempts).toEqual([failed, attemptRow({ index: 1 })]);
  expect(row?.plan).toEqual([
    { providerId: "openai-main", model: "gpt-4o-mini", credentialName: "a", reason: "priority 0" },
  ]);
  expect(row).toMatchObject({
    pricing: { input: 0.15, output: 0.6 },
    gatewayMs: 0.75,
    userAgent: "vitest",
    attemptCount: 2,
  });
  expect(await getLog(database, "nope")).toBeNull();
});

test("a row says which route and rule decided, in lists and alone; null where there was none", async () => {
  const said = ({ requestId, route, rule }: LogEntry) => [requestId, route, rule];
  const listed = (await listLogs(database, {})).data.map(said);
  expect(listed.slice(1, 4)).toEqual([
    ["d", null, null],
    ["c", "auto", null],
    ["b", "auto", { index: 2, words: 'contains "a, b"' }],
  ]);
  expect(said((await getLog(database, "b"))!)).toEqual(listed[3]);
});

test("facets leave their own filter out", async () => {
  const facets = await logFacets(database, { status: "success" });
  expect(facets.status).toContainEqual({ value: "cancelled", count: 1 });
  expect(facets.model).toEqual([
    { value: "claude", count: 1 },
    { value: "gpt-4o-mini", count: 1 },
  ]);
  expect(facets.key).toContainEqual({ value: "web", label: "Web", count: 1 });
  expect(facets.partial).toBe(false);
  expect(facets.tried).toEqual([{ value: "first", count: 2 }]);
  expect(facets.stream).toEqual([{ value: "false", count: 2 }]);
});

test("facets follow a text search in every column that it looks into", async () => {
  const { status } = await logFacets(database, { q: "gpt-4o" });
  expect(status).not.toEqual([]);
  expect((await logFacets(database, { q: "in no row" })).status).toEqual([]);
});

test("facets of fields that no index knows leave their own filter out too, and only routes are routes", async () => {
  const filter = { tried: "failed", route: "auto" };
  const facets = await logFacets(database, filter);
  expect(facets.tried).toEqual([
    { value: "first", count: 2 },
    { value: "failed", count: 1 },
  ]);
  expect(facets.route).toEqual([{ value: "auto", count: 1 }]);
  expect(facets.status.map(({ value }) => value)).toEqual(["upstream_error"]);
  expect((await logFacets(database, {})).route).toEqual([{ value: "auto", count: 4 }]);
});

test("errors are grouped by what failed, without cancelled requests", async () => {
  await logStore(database).writeLog("more", [
    logRow({
      createdAt: start + 9000,
      status: 502,
      outcome: "upstream_error",
      errorCode: "upstream_error",
      errorMessage: "newest",
    }),
  ]);
  const groups = await groupedErrors(database, { from: start, to: start + 10_000, limit: 10 });
  expect(groups).toEqual([
    {
      status: 502,
      code: "upstream_error",
      message: "newest",
      providerId: "openai-main",
      model: "gpt-4o-mini",
      count: 2,
      lastAt: "2026-11-20T12:00:09.000Z",
    },
    expect.objectContaining({ status: 429, count: 1 }),
  ]);
});

test("audio tokens are kept with the row; a row without sound has none", async () => {
  const { usage } = logRow({});
  const spoken = { ...usage, audioInputTokens: 7, audioOutputTokens: 0 };
  await logStore(database).writeLog("sound", [logRow({ requestId: "sound", createdAt: start + 9000, usage: spoken })]);
  const [row, silent] = (await listLogs(database, {})).data;
  expect(row!.usage).toMatchObject({ audioInputTokens: 7, audioOutputTokens: 0 });
  expect(silent!.usage).not.toHaveProperty("audioInputTokens");
  expect((await getLog(database, "sound"))?.usage).toMatchObject({ audioInputTokens: 7 });
});

test("the edges of filters: the last code of a class, streams, a wait or attempts above a number", async () => {
  const write = logStore(database).writeLog;
  await write("edges", [
    logRow({ requestId: "s", createdAt: start + 4000, stream: true, latencyMs: 900.4, firstTokenMs: 12.6 }),
    failedOver({ requestId: "t", createdAt: start + 5000, status: 500, outcome: "upstream_error" }),
  ]);
  expect(await ids({ status: "5xx" })).toEqual(["t", "c"]);
  expect(await ids({ status: "4xx" })).toEqual(["e", "d"]);
  expect(await ids({ status: "4xx", model: "gpt-4o-mini" })).toEqual(["e", "d"]);
  expect(await ids({ status: "4xx,200" })).toEqual(["s", "e", "d", "b", "a"]);
  expect(await ids({ status: "500" })).toEqual(["t"]);
  expect(await ids({ status: "200" })).toEqual(["s", "b", "a"]);
  expect(await ids({ stream: "true" })).toEqual(["s"]);
  expect(await ids({ stream: "false", status: "5xx" })).toEqual(["t", "c"]);
  expect(await ids({ slowerThanMs: 899 })).toEqual(["s"]);
  expect(await ids({ slowerThanMs: 900 })).toEqual([]);
  expect(await ids({ attemptsOver: 1 })).toEqual(["t"]);
  expect(await ids({ attemptsOver: 2 })).toEqual([]);
  expect(await ids({ tried: "failed,first" })).toEqual(["t", "s", "d", "c", "b", "a"]);
  // Times are whole milliseconds.
  expect(await getLog(database, "s")).toMatchObject({ latencyMs: 900, firstTokenMs: 13 });
  for (const status of ["429", "5xx", "2XX", "rate_limited,404", "cancelled"]) expect(isLogStatus(status)).toBe(true);
  for (const status of ["6xx", "99", "4290", "x429", "failed", "429,", ""]) expect(isLogStatus(status)).toBe(false);
});
