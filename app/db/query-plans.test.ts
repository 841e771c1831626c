import { expect, test } from "vitest";
import type { SqliteD1 } from "~/lib/d1-sqlite";
import { openTestDatabase } from "~/tests/database";
import { recentAttempts } from "./log/attempts.server";
import type { LogFilter } from "./log/log-types";
import { getLog, listLogs } from "./log/logs.server";
import { ruleHits } from "./rule-hits.server";
import { credentialUsage } from "./usage/credential-usage.server";
import { keyUsage, queryUsage, spendByModel } from "./usage/usage.server";

// Pages of other gateways got slow from a million rows on: a query that reads the whole log does not stay unnoticed here.

const now = Date.UTC(2026, 10, 20, 12);

/** What SQLite says it will do for every statement that `run` asks for. */
async function plansOf(run: (database: D1Database) => Promise<unknown>): Promise<{ sql: string; steps: string[] }[]> {
  const database: SqliteD1 = openTestDatabase();
  const asked: string[] = [];
  const prepare = database.prepare.bind(database);
  database.prepare = (sql: string) => {
    asked.push(sql);
    return prepare(sql);
  };
  await run(database);
  return asked.map((sql) => ({
    sql,
    steps: database.sqlite
      .prepare(`explain query plan ${sql}`)
      .all()
      .map((row) => String((row as { detail: string }).detail)),
  }));
}

const filters: LogFilter[] = [
  {},
  { limit: 200 },
  { from: now - 86_400_000, to: now },
  { status: "429" },
  { status: "upstream_error" },
  { status: "2xx" },
  { model: "gpt-4o" },
  { provider: "openai-main" },
  { key: "ci" },
  { q: "busy" },
  { route: "auto" },
];

test.each(filters)("the list of requests walks an index and stops at its limit: %j", async (filter) => {
  for (const { sql, steps } of await plansOf((database) => listLogs(database, filter))) {
    for (const step of steps)
      if (/\brequest_log\b/.test(step)) expect([sql, step]).toEqual([sql, expect.stringMatching(/USING .*INDEX/)]);
    expect([sql, steps.filter((step) => /TEMP B-TREE FOR ORDER BY/.test(step))]).toEqual([sql, []]);
  }
});

test("a class of statuses is read from its codes' newest rows: no search for all of them", async () => {
  for (const filter of [{ status: "5xx" }, { status: "4xx", from: now - 86_400_000 }] as LogFilter[])
    for (const { sql, steps } of await plansOf((database) => listLogs(database, filter)))
      for (const step of steps)
        if (/\b(?:request_log|newest)\b/.test(step))
          expect([sql, step]).toEqual([
            sql,
            expect.stringMatching(/status=\?|rowid=\?|request_id=\?|status>\? AND status<\?/),
          ]);
});

test("what went wrong is found by an index that has nothing else", async () => {
  for (const [filter, name] of [
    [{ status: "429" }, "request_log_status"],
    [{ status: "404", from: now - 86_400_000 }, "request_log_status"],
    [{ status: "upstream_error" }, "request_log_outcome"],
    [{ status: "rate_limited", provider: "openai-main" }, "request_log_outcome"],
  ] as const)
    for (const { sql, steps } of await plansOf((database) => listLogs(database, filter)))
      expect([sql, steps.filter((step) => /\brequest_log\b/.test(step))]).toEqual([
        sql,
        [expect.stringContaining(name)],
      ]);
});

test("figures are read from rollups: no chart adds up the log", async () => {
  const period = { from: now - 7 * 86_400_000, to: now };
  const plans = await plansOf(async (database) => {
    for (const groupBy of [undefined, "model", "provider", "key"] as const)
      await queryUsage(database, { ...period, interval: "day", ...(groupBy === undefined ? {} : { groupBy }) });
    await spendByModel(database, period);
    await keyUsage(database, "ci", now);
    await ruleHits(database, "auto", period.from);
  });
  expect(plans.length).toBeGreaterThan(10);
  for (const { sql, steps } of plans) {
    expect(sql).not.toContain("request_log");
    for (const step of steps)
      if (/\busage_(?:hourly|by_name)\b/.test(step))
        expect([sql, step]).toEqual([sql, expect.stringMatching(/^SEARCH/)]);
  }
});

test("a provider's calls and a request's attempts are found by an index, in the log as in their own table", async () => {
  const plans = await plansOf(async (database) => {
    await recentAttempts(database, "openai-main", { limit: 50 });
    await credentialUsage(database, "openai-main", now - 86_400_000);
    await getLog(database, "req_1");
  });
  for (const { sql, steps } of plans)
    for (const step of steps)
      if (/\b(?:request_log|request_attempts|call|log)\b/.test(step))
        expect([sql, step]).toEqual([sql, expect.stringMatching(/^SEARCH .*USING .*INDEX/)]);
});
