import { expect, test } from "vitest";
import { createStore } from "~/db/gateway-store.server";
import { recentAttempts } from "~/db/log/attempts.server";
import { getLog } from "~/db/log/logs.server";
import { purge } from "~/db/maintenance.server";
import { bumpRevision } from "~/db/revision";
import { type ContentPlace, contentBegin, countContent, resealContent, videoIdHeads } from "~/db/sealed-content.server";
import { claimMaintenance } from "~/db/settings.server";
import { credentialUsage } from "~/db/usage/credential-usage.server";
import { queryUsage } from "~/db/usage/usage.server";
import { bodiesPurpose } from "~/gateway/purposes";
import { createSealer, noneSealed, sealedUnder } from "~/lib/seal";
import { attemptRow, failedOver, logRow } from "./log-rows";

const encryptionKey = new Uint8Array(32).fill(7);
const noonOfDay = Date.UTC(2026, 10, 20, 12);

/** What the store promises on every D1: on Cloudflare's and on the one over an SQLite file. `open` answers an empty one. */
export function storeContract(open: () => Promise<D1Database>): void {
  const opened = async () => {
    const database = await open();
    const store = createStore({ database, env: { encryptionKey, previousEncryptionKeys: [], variables: {} } });
    const rows = async (sql: string) => (await database.prepare(sql).all()).results;
    return { database, store, rows };
  };

  const insertKey = (database: D1Database) =>
    database
      .prepare(
        `insert into api_keys (id, name, hash, prefix, last_four, previous_hash, previous_expires_at, models, providers, limits, created_at, updated_at)
         values ('ci', 'CI', 'new-hash', 'sk', 'abcd', 'old-hash', 1000, '["*"]', '["*"]', '{"rpm":5}', 1, 1)`,
      )
      .run();

  test("an empty database gives the default settings", async () => {
    const { store } = await opened();
    expect(await store.loadConfig()).toMatchObject({ revision: 0, providers: [], routes: [] });
  });

  test("a provider is loaded with its credential in clear and its models in order", async () => {
    const { database, store } = await opened();
    const sealed = await createSealer(encryptionKey, []).seal("sk-secret", "c1");
    await database.batch([
      database.prepare(
        `insert into providers (id, name, adapter, base_url, headers, options, timeouts, created_at, updated_at)
         values ('main', 'Main', 'openai', 'https://api.example.com/v1', '{}', '{}', '{}', 1, 1)`,
      ),
      database
        .prepare(
          "insert into credentials (id, provider_id, name, sealed, created_at) values ('c1', 'main', 'a', ?1, 1)",
        )
        .bind(sealed),
      database.prepare(
        `insert into provider_models (provider_id, model_id, position, pricing) values ('main', 'z', 0, '{"input":1,"output":2}'), ('main', 'a', 1, null)`,
      ),
    ]);
    const [provider] = (await store.loadConfig()).providers;
    expect(provider?.credentials).toMatchObject([{ name: "a", secret: "sk-secret", state: "ok" }]);
    expect(provider?.models).toEqual([{ id: "z", pricing: { input: 1, output: 2 } }, { id: "a" }]);
    const mark = { state: "rejected" as const, rejections: 2, cooldownUntil: 99, lastError: "401" };
    await store.markCredential({ credentialId: "c1", ...mark });
    expect((await store.loadConfig()).providers[0]?.credentials[0]).toMatchObject(mark);
  });

  test("a key is found by its hash, and by the former one while the overlap lasts", async () => {
    const { database, store } = await opened();
    await insertKey(database);
    expect(await store.findKey("new-hash", 5000)).toMatchObject({ id: "ci", limits: { rpm: 5 }, enabled: true });
    expect(await store.findKey("old-hash", 999)).toMatchObject({ id: "ci" });
    expect(await store.findKey("old-hash", 1000)).toBeNull();
    expect(await store.findKey("other", 0)).toBeNull();
  });

  test("writes raise the revision", async () => {
    const { database, store } = await opened();
    await database.batch([bumpRevision(database), bumpRevision(database)]);
    expect(await store.revision()).toBe(2);
  });

  test("rows, attempts, rollups and spend are written together, and a repeated batch counts once", async () => {
    const { database, store, rows } = await opened();
    await insertKey(database);
    const failed = attemptRow({ status: 503, errorCode: "upstream_error", errorMessage: "busy" });
    const batch = [
      logRow({ requestId: "one", metadata: { quote: `'"é中` } }),
      logRow({
        requestId: "two",
        createdAt: logRow().createdAt + 5,
        attempts: [failed, attemptRow({ index: 1, providerId: "backup" })],
      }),
      logRow({ requestId: "three", outcome: "rate_limited", status: 429, attempts: [], costMicroUsd: null }),
    ];
    await store.writeLog("same", batch);
    await store.writeLog("same", batch);
    expect(await rows("select request_id, attempt_count, metadata from request_log order by rowid")).toEqual([
      { request_id: "one", attempt_count: 1, metadata: JSON.stringify({ quote: `'"é中` }) },
      { request_id: "two", attempt_count: 2, metadata: null },
      { request_id: "three", attempt_count: 0, metadata: null },
    ]);
    const attemptsOf = async (requestId: string) => (await getLog(database, requestId))?.attempts;
    expect(await attemptsOf("one")).toEqual([attemptRow()]);
    expect(await attemptsOf("two")).toEqual([failed, attemptRow({ index: 1, providerId: "backup" })]);
    expect(await attemptsOf("three")).toEqual([]);
    expect(await recentAttempts(database, "openai-main", { limit: 5 })).toMatchObject([
      { requestId: "two", errorCode: "upstream_error", status: 503 },
      { requestId: "one", errorCode: null, status: 200, credentialName: "a", firstByteMs: 80, latencyMs: 199 },
    ]);
    expect(await credentialUsage(database, "openai-main", noonOfDay)).toMatchObject({
      usage: [{ credentialName: "a", requests: 2, costMicroUsd: 42 }],
    });
    expect(await rows("select requests, cost_micro_usd from traffic_5m")).toEqual([
      { requests: 3, cost_micro_usd: 84 },
    ]);
    expect(await store.used("ci", 0, null)).toMatchObject({ microUsd: 84 });
    expect(await store.used("ci", noonOfDay + 3_600_000, null)).toEqual({ microUsd: 0, tokens: 0 });
  });

  test("a batch that was kept as text says the same, and counts once however often it is written", async () => {
    const failed = attemptRow({ status: 503, errorCode: "upstream_error", errorMessage: "busy" });
    const batch = [
      logRow({ requestId: "one", metadata: { quote: `'"é中\u2028` } }),
      logRow({ requestId: "two", attempts: [failed, attemptRow({ index: 1, providerId: "backup" })] }),
    ];
    const sums = { latencyMs: 50, firstTokens: 1, firstTokenMs: 20, tokens: 7, tokenMs: 30 };
    const statistics = [{ providerId: "p", model: "m", bucket: 900_000, attempts: 2, failures: 1, ...sums }];
    const health = { statistics, breakers: [], rates: [] };
    const tables = ["request_log", "request_attempts", "usage_hourly", "usage_by_name", "traffic_5m", "traffic_1h"];
    const written = async (rows: (sql: string) => Promise<unknown[]>) => {
      const all: unknown[] = [await rows("select last_used_at from api_keys")];
      for (const table of [...tables, "provider_usage_30m"]) all.push(await rows(`select * from ${table}`));
      return all;
    };
    const direct = await opened();
    await insertKey(direct.database);
    await direct.store.writeLog("same", batch, health);

    const { database, store, rows } = await opened();
    await insertKey(database);
    const left = store.newLogBatch();
    for (const row of batch) left.add(row);
    const lines = [...store.logAsText("same", left, health)];
    for (const line of [...lines, ...lines]) await store.writeLogText(line);
    expect(await written(rows)).toEqual(await written(direct.rows));
    expect((await store.healthNews(0, 0)).statistics.map(({ row }) => row)).toEqual(statistics);
    // The batch itself may come late, from the process that took it for lost; and the text long after the purge.
    await store.writeLog("same", left, health);
    await purge(database, Date.now() + 30 * 86_400_000, 365);
    for (const line of lines) await store.writeLogText(line);
    expect(await rows("select requests from traffic_5m")).toEqual([{ requests: 2 }]);
  });

  test("a text of other columns is written as it says; what is no such text is refused", async () => {
    const { store, rows } = await opened();
    const left = store.newLogBatch();
    left.add(logRow({ requestId: "older", attempts: [] }));
    const [line = ""] = store.logAsText("older", left, null);
    const older = JSON.parse(line);
    const { into, rows: values } = older.inserts[0];
    const place = into.columns.split(", ").indexOf("user_agent");
    into.columns = into.columns.replace("user_agent, ", "");
    for (const row of values) row.splice(place, 1);
    await store.writeLogText(JSON.stringify(older));
    expect(await rows("select request_id, user_agent, cache from request_log")).toEqual([
      { request_id: "older", user_agent: null, cache: logRow().cache },
    ]);
    into.table = "request_log (request_id) select 1; drop table api_keys; --";
    for (const text of [JSON.stringify(older), line.slice(0, -9), "{}"])
      await expect(store.writeLogText(text)).rejects.toThrow();
  });

  test("what is sealed under a former key is sealed anew, slice by slice, and read as before", async () => {
    const { database, store } = await opened();
    const newKey = new Uint8Array(32).fill(8);
    const env = { encryptionKey: newKey, previousEncryptionKeys: [encryptionKey], variables: {} };
    const kept = (id: string) => ({ id, previousId: null, response: `{"id":"${id}"}`, input: `["中 ${id}"]` });
    for (const id of ["one", "two"]) await store.saveResponse("ci", kept(id), 1, 9e12);
    const bodies = await createSealer(encryptionKey, []).seal("bodies", bodiesPurpose("req"));
    await store.saveBodies("req", 1, bodies);
    const under = await sealedUnder(env);
    let resealed = 0;
    for (let place: ContentPlace | null = contentBegin; place !== null; ) {
      const done = await resealContent(database, place, createSealer(newKey, [encryptionKey]), under);
      resealed += done.resealed;
      place = done.next;
    }
    expect(resealed).toBe(5);
    const counts = noneSealed();
    await countContent(database, contentBegin, { counts, under, mostRows: 10 });
    expect(counts).toEqual({ current: 4, former: 0, unknown: 0 });
    const alone = createStore({ database, env: { ...env, previousEncryptionKeys: [] } });
    expect(await alone.findResponses("ci", "two", 9, 2)).toEqual([kept("two")]);
    const sealed = await database.prepare("select sealed from request_bodies").first<string>("sealed");
    expect(await createSealer(newKey, []).unseal(String(sealed), bodiesPurpose("req"))).toBe("bodies");
    expect(await videoIdHeads(database)).toEqual([]);
  });

  test("what isolates learn of health adds up, is told once to those who ask, and a batch that is repeated counts once", async () => {
    const { store } = await opened();
    const sums = { latencyMs: 50, firstTokens: 1, firstTokenMs: 20, tokens: 7, tokenMs: 30 };
    const row = { providerId: "p", model: "a model", bucket: 900_000, attempts: 2, failures: 1, ...sums };
    const breaker = { providerId: "p", model: "", credentialId: "", openUntil: 5_000, trips: 1, changedAt: 100 };
    await store.writeLog("one", [], { statistics: [row], rates: [], breakers: [breaker] });
    await store.writeLog("one", [], { statistics: [row], rates: [], breakers: [breaker] });
    await store.writeLog("two", [logRow()], {
      statistics: [row],
      rates: [],
      breakers: [{ ...breaker, openUntil: 3_000 }],
    });
    const news = await store.healthNews(0, 0);
    expect(news.statistics.map((item) => item.row)).toEqual([
      { ...row, attempts: 4, failures: 2, latencyMs: 100, firstTokens: 2, firstTokenMs: 40, tokens: 14, tokenMs: 60 },
    ]);
    expect(news.breakers).toMatchObject([{ openUntil: 5_000, trips: 1 }]);
    await store.writeLog("late", [], {
      statistics: [],
      rates: [],
      breakers: [{ ...breaker, trips: 0, openUntil: 0, changedAt: 99 }],
    });
    expect((await store.healthNews(0, 0)).breakers).toMatchObject([{ openUntil: 5_000 }]);
    await store.writeLog("closed", [], {
      statistics: [],
      rates: [],
      breakers: [{ ...breaker, trips: 0, openUntil: 0, changedAt: 101 }],
    });
    expect((await store.healthNews(0, 0)).breakers).toMatchObject([{ openUntil: 0, trips: 0 }]);
    expect((await store.healthNews(news.cursor + 60_000, 0)).statistics).toEqual([]);
    expect((await store.healthNews(0, 900_001)).statistics).toEqual([]);
  });

  test("more rows than one batch takes go through in one call and add up", async () => {
    const { database, store, rows } = await opened();
    const many = Array.from({ length: 1500 }, (_, index) => logRow({ requestId: `r${index}`, latencyMs: index }));
    await store.writeLog("big", many);
    expect(await rows("select count(*) as n from request_log")).toEqual([{ n: 1500 }]);
    const range = { from: noonOfDay, to: noonOfDay + 3_600_000, interval: "hour", groupBy: "model" } as const;
    const { totals } = await queryUsage(database, range);
    expect(totals).toMatchObject({ requests: 1500, costMicroUsd: 1500 * 42 });
    expect(totals.latencyMs.p50).toBeGreaterThan(600);
    expect(totals.latencyMs.p50).toBeLessThan(900);
  });

  test("what is past its retention is deleted with its attempts, and counted by rows of the log", async () => {
    const { database, store, rows } = await opened();
    await store.writeLog("x", [
      failedOver({ requestId: "old", createdAt: noonOfDay - 31 * 86_400_000 }),
      failedOver({ requestId: "new", createdAt: noonOfDay }),
    ]);
    expect(await purge(database, noonOfDay, 30)).toMatchObject({ requests: 1, more: false });
    expect(await rows("select distinct request_id from request_attempts")).toEqual([{ request_id: "new" }]);
  });

  const keptResponse = (id: string, previousId: string | null = null) => ({
    id,
    previousId,
    response: `{"id":"${id}"}`,
    input: "[]",
  });

  test("responses are found in a chain, oldest first, by their own key and until they expire; what they say is sealed", async () => {
    const { store, rows } = await opened();
    await store.saveResponse("ci", keptResponse("one"), 0, 1000);
    const sealed = expect.stringMatching(/^v1\./);
    expect(await rows("select response, input from kept_responses")).toEqual([{ response: sealed, input: sealed }]);
    await store.saveResponse("ci", keptResponse("two", "one"), 0, 1000);
    await store.saveResponse("ci", keptResponse("three", "two"), 0, 1000);
    const found = await store.findResponses("ci", "three", 10, 999);
    expect(found).toEqual([keptResponse("one"), keptResponse("two", "one"), keptResponse("three", "two")]);
    expect(await store.findResponses("ci", "three", 1, 999)).toEqual([keptResponse("three", "two")]);
    expect(await store.findResponses("other", "three", 10, 999)).toEqual([]);
    expect(await store.findResponses("ci", "three", 10, 1000)).toEqual([]);
    expect(await store.deleteResponse("other", "two")).toBe(false);
    expect(await store.deleteResponse("ci", "two")).toBe(true);
    expect(await store.findResponses("ci", "three", 10, 999)).toEqual([keptResponse("three", "two")]);
  });

  test("a response that is built on lives as long as what builds on it; expired ones are deleted", async () => {
    const { database, store, rows } = await opened();
    await store.saveResponse("ci", keptResponse("old"), 0, 1000);
    await store.saveResponse("ci", keptResponse("used"), 0, 1000);
    await store.saveResponse("ci", keptResponse("new", "used"), 500, 2000);
    await purge(database, 1500, 30);
    expect(await rows("select id from kept_responses order by id")).toEqual([{ id: "new" }, { id: "used" }]);
    expect(await store.findResponses("ci", "new", 10, 1500)).toHaveLength(2);
  });

  test("ids of a vendor's that form a ring do not hang the reader", async () => {
    const { store } = await opened();
    await store.saveResponse("ci", keptResponse("a", "b"), 0, 1000);
    await store.saveResponse("ci", keptResponse("b", "a"), 0, 1000);
    expect(await store.findResponses("ci", "a", 5, 1)).toHaveLength(5);
  });

  test("of several that ask for maintenance one gets it", async () => {
    const { database } = await opened();
    const asked = await Promise.all([1, 2, 3].map((offset) => claimMaintenance(database, noonOfDay + offset, 1000)));
    expect(asked.filter(Boolean)).toHaveLength(1);
    expect(await claimMaintenance(database, noonOfDay + 5000, 1000)).toBe(true);
  });
}
