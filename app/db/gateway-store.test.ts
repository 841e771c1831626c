import { beforeEach, expect, test } from "vitest";
import { quantile } from "~/gateway/histogram";
import type { SqliteD1 } from "~/lib/d1-sqlite";
import { createSealer } from "~/lib/seal";
import { openTestDatabase } from "~/tests/database";
import { attemptRow, logRow } from "~/tests/log-rows";
import { createStore } from "./gateway-store.server";
import { bumpRevision } from "./revision";

const encryptionKey = new Uint8Array(32).fill(7);
let database: SqliteD1;
const storeWith = (variables: Record<string, string> = {}, key = encryptionKey) =>
  createStore({ database, env: { encryptionKey: key, previousEncryptionKeys: [], variables } });

beforeEach(() => {
  database = openTestDatabase();
});

const all = <T = Record<string, unknown>>(sql: string) => database.sqlite.prepare(sql).all() as T[];

function insertProvider(id: string, fields: Record<string, unknown> = {}) {
  const row: Record<string, unknown> = {
    id,
    name: id,
    preset: null,
    adapter: "openai",
    base_url: "https://api.example.com/v1",
    headers: "{}",
    options: "{}",
    timeouts: "{}",
    created_at: 1,
    updated_at: 1,
    ...fields,
  };
  const columns = Object.keys(row);
  database.sqlite
    .prepare(`insert into providers (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`)
    .run(...(Object.values(row) as (string | number | null)[]));
}

const insertCredential = (id: string, providerId: string, name: string, value: { sealed?: string; env?: string }) =>
  database.sqlite
    .prepare("insert into credentials (id, provider_id, name, sealed, env, created_at) values (?, ?, ?, ?, ?, 1)")
    .run(id, providerId, name, value.sealed ?? null, value.env ?? null);

const insertKey = (id: string, hash: string, previous: { hash: string; until: number } | null = null) =>
  database.sqlite
    .prepare(
      "insert into api_keys (id, name, hash, prefix, last_four, previous_hash, previous_expires_at, models, providers, limits, created_at, updated_at) values (?, ?, ?, 'sk', 'abcd', ?, ?, '[\"*\"]', '[\"*\"]', '{\"rpm\":5}', 1, 1)",
    )
    .run(id, id, hash, previous?.hash ?? null, previous?.until ?? null);

test("an empty database gives the default settings and no providers", async () => {
  const config = await storeWith().loadConfig();
  expect(config).toMatchObject({ revision: 0, providers: [], routes: [] });
  expect(config.settings.maxAttempts).toBe(6);
});

test("a provider is loaded with its credentials in clear, its models and its expanded base URL", async () => {
  insertProvider("main", { base_url: "https://{region}.example.com/v1", options: '{"region":"eu-1"}' });
  insertCredential("c1", "main", "a", { sealed: await createSealer(encryptionKey, []).seal("sk-secret", "c1") });
  insertCredential("c2", "main", "b", { env: "SOME_KEY" });
  insertCredential("c3", "main", "c", { env: "UNSET_KEY" });
  database.sqlite.exec(
    `insert into provider_models (provider_id, model_id, position, upstream, pricing, context_length, details) values ('main', 'gpt-4*', 0, null, null, null, null), ('main', 'gpt-4o', 1, 'gpt-4o-2024', '{"input":1,"output":2}', 128000, '{"maxOutputTokens":100}')`,
  );
  const { providers } = await storeWith({ SOME_KEY: "from-env" }).loadConfig();
  expect(providers).toHaveLength(1);
  expect(providers[0]?.baseUrl).toBe("https://eu-1.example.com/v1");
  expect(providers[0]?.credentials).toMatchObject([
    { name: "a", secret: "sk-secret", state: "ok" },
    { name: "b", secret: "from-env", state: "ok" },
    { name: "c", secret: "", state: "off", lastError: "the variable UNSET_KEY is not set" },
  ]);
  expect(providers[0]?.models).toEqual([
    { id: "gpt-4*" },
    {
      id: "gpt-4o",
      upstream: "gpt-4o-2024",
      pricing: { input: 1, output: 2 },
      contextLength: 128000,
      maxOutputTokens: 100,
    },
  ]);
});

test("a credential from before there was a rule for it is off where no header can carry it", async () => {
  insertProvider("main");
  const sealed = await createSealer(encryptionKey, []).seal("sk-密钥", "c1");
  insertCredential("c1", "main", "a", { sealed });
  const { providers } = await storeWith().loadConfig();
  expect(providers[0]?.credentials).toMatchObject([
    { secret: "", state: "off", lastError: expect.stringMatching(/^it must be one line/) },
  ]);
});

test("a credential under another encryption key is off, and the others still work", async () => {
  insertProvider("main");
  insertCredential("c1", "main", "a", { sealed: await createSealer(new Uint8Array(32).fill(9), []).seal("sk", "c1") });
  insertCredential("c2", "main", "b", { sealed: await createSealer(encryptionKey, []).seal("sk-good", "c2") });
  const { providers } = await storeWith().loadConfig();
  expect(providers[0]?.credentials).toMatchObject([
    { name: "a", state: "off", secret: "", lastError: expect.stringContaining("ENCRYPTION_KEY") },
    { name: "b", state: "ok", secret: "sk-good" },
  ]);
});

test("the revision grows with each write", async () => {
  const store = storeWith();
  expect(await store.revision()).toBe(0);
  await database.batch([bumpRevision(database), bumpRevision(database)]);
  expect(await store.revision()).toBe(2);
  expect((await store.loadConfig()).revision).toBe(2);
});

test("a key is found by its hash, and by the previous one while the overlap lasts", async () => {
  insertKey("ci", "new-hash", { hash: "old-hash", until: 1000 });
  const store = storeWith();
  expect(await store.findKey("new-hash", 5000)).toEqual({
    id: "ci",
    name: "ci",
    role: "client",
    models: ["*"],
    providers: ["*"],
    enabled: true,
    expiresAt: null,
    limits: { rpm: 5 },
    captureBodies: false,
  });
  expect(await store.findKey("old-hash", 999)).not.toBeNull();
  expect(await store.findKey("old-hash", 1000)).toBeNull();
  expect(await store.findKey("other", 0)).toBeNull();
});

test("a credential's mark is kept", async () => {
  insertProvider("main");
  insertCredential("c1", "main", "a", { env: "X" });
  const store = storeWith({ X: "x" });
  const mark = { state: "rejected" as const, rejections: 2, cooldownUntil: 99, lastError: "401" };
  await store.markCredential({ credentialId: "c1", ...mark });
  expect((await store.loadConfig()).providers[0]?.credentials[0]).toMatchObject(mark);
});

test("log rows, attempts and rollups are written together", async () => {
  insertKey("ci", "hash");
  const store = storeWith();
  const failed = attemptRow({ status: 503, errorCode: "upstream_error", errorMessage: "busy", latencyMs: 30 });
  const rows = [
    logRow({ requestId: "one", metadata: { tier: "gold" } }),
    logRow({
      requestId: "two",
      attempts: [failed, attemptRow({ index: 1, providerId: "backup" })],
      providerId: "backup",
      latencyMs: 400,
    }),
    logRow({ requestId: "three", outcome: "cancelled", status: 499, costMicroUsd: null }),
    logRow({
      requestId: "four",
      outcome: "rate_limited",
      status: 429,
      attempts: [],
      providerId: null,
      costMicroUsd: null,
    }),
  ];
  await store.writeLog("batch-1", rows);

  expect(all("select request_id, attempt_count, metadata, plan, stream from request_log order by rowid")[0]).toEqual({
    request_id: "one",
    attempt_count: 1,
    metadata: '{"tier":"gold"}',
    plan: '[["openai-main","gpt-4o-mini","a","priority 0"]]',
    stream: 0,
  });
  expect(all("select error_code from request_attempts where request_id = 'two' order by attempt_index")).toEqual([
    { error_code: "upstream_error" },
    { error_code: null },
  ]);
  expect(
    all("select requests, errors, first_try, after_failover, cost_micro_usd, gateway_ms_sum from traffic_5m"),
  ).toEqual([{ requests: 4, errors: 1, first_try: 1, after_failover: 1, cost_micro_usd: 84, gateway_ms_sum: 3 }]);
  expect(all("select provider_id, attempts, failures from provider_usage_30m order by provider_id")).toEqual([
    { provider_id: "backup", attempts: 1, failures: 0 },
    { provider_id: "openai-main", attempts: 3, failures: 1 },
  ]);
  expect(all("select last_used_at from api_keys")).toEqual([{ last_used_at: rows[0]?.createdAt }]);
  expect(await store.used("ci", 0, null)).toMatchObject({ microUsd: 84 });
  expect(await store.used("ci", Date.UTC(2026, 10, 20, 13), null)).toEqual({ microUsd: 0, tokens: 0 });
});

test("a second batch adds up with the first, histograms included", async () => {
  const store = storeWith();
  await store.writeLog("a", [logRow({ latencyMs: 100 }), logRow({ latencyMs: 100 })]);
  await store.writeLog("b", [logRow({ latencyMs: 100 }), logRow({ latencyMs: 5000 })]);
  const [row] = all<{ requests: number; latency_histogram: string }>(
    "select requests, latency_histogram from traffic_5m",
  );
  expect(row?.requests).toBe(4);
  const histogram = JSON.parse(row?.latency_histogram ?? "{}");
  expect(Object.values(histogram)).toEqual([3, 1]);
  expect(quantile(histogram, 0.5)).toBeLessThan(110);
});

test("a batch that is written twice counts once", async () => {
  const store = storeWith();
  const rows = [logRow()];
  await store.writeLog("same", rows);
  await store.writeLog("same", rows);
  expect(all("select requests from traffic_5m")).toEqual([{ requests: 1 }]);
});

test("10,000 rows go through in one call and are cut into batches that D1 takes", async () => {
  const store = storeWith();
  const rows = Array.from({ length: 10_000 }, (_, index) =>
    logRow({ requestId: `req-${index}`, latencyMs: index % 900 }),
  );
  const startedAt = performance.now();
  await store.writeLog("big", rows);
  const elapsed = performance.now() - startedAt;
  expect(all("select count(*) as n from request_log")).toEqual([{ n: 10_000 }]);
  expect(all("select sum(requests) as n from usage_hourly")).toEqual([{ n: 10_000 }]);
  expect(all<{ n: number }>("select count(*) as n from log_batches")[0]?.n).toBeGreaterThan(3);
  expect(elapsed).toBeLessThan(15_000);
});

test("the way over JSON parameters, as on D1, writes the same rows", async () => {
  const rows = [
    logRow({ requestId: "a", metadata: { quote: '"' } }),
    logRow({ requestId: "b", stream: true, costMicroUsd: null, attempts: [] }),
  ];
  const { prepare, batch } = database;
  const plain = { prepare: prepare.bind(database), batch: batch.bind(database) } as unknown as D1Database;
  await createStore({ database: plain, env: { encryptionKey, previousEncryptionKeys: [], variables: {} } }).writeLog(
    "json",
    rows,
  );
  const [overJson, attemptsOverJson] = [all("select * from request_log"), all("select * from request_attempts")];
  database = openTestDatabase();
  await storeWith().writeLog("rows", rows);
  expect(overJson).toEqual(all("select * from request_log"));
  expect(attemptsOverJson).toEqual(all("select * from request_attempts"));
});

test("a row that is far too long loses its plan instead of blocking the others", async () => {
  const plan = Array.from({ length: 5000 }, () => ({
    providerId: "p".repeat(60),
    model: "m",
    credentialName: null,
    reason: "r",
  }));
  await storeWith().writeLog("a", [logRow({ requestId: "long", plan }), logRow({ requestId: "short" })]);
  expect(all("select request_id, plan = '[]' as cut from request_log order by request_id")).toEqual([
    { request_id: "long", cut: 1 },
    { request_id: "short", cut: 0 },
  ]);
});
