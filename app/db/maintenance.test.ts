import { expect, test } from "vitest";
import { runMaintenance } from "~/admin/maintenance.server";
import { failedOver } from "~/tests/log-rows";
import { rowsOf, testPlatform } from "~/tests/platform";

const dayMs = 86_400_000;

test("maintenance purges what is past its time and keeps the rest, hourly usage for good", async () => {
  const platform = testPlatform();
  const now = Date.now();
  const old = Array.from({ length: 2500 }, (_, index) =>
    failedOver({ requestId: `old-${index}`, createdAt: now - 31 * dayMs }),
  );
  await platform.gateway.ports.store.writeLog("old", old);
  await platform.gateway.ports.store.writeLog("new", [failedOver({ requestId: "new", createdAt: now - dayMs })]);
  platform.database.sqlite.exec(`update log_batches set created_at = ${now - 2 * dayMs} where id like 'old%'`);
  platform.database.sqlite.exec(
    `insert into sign_in_attempts (address, failures, window_start) values ('old', 1, ${now - 2 * dayMs}), ('new', 1, ${now})`,
  );

  const purged = await runMaintenance(platform);
  expect(purged).toMatchObject({ signInAttempts: 1, more: false });
  expect(purged.requests).toBe(2500);
  expect(rowsOf(platform, "select request_id from request_log")).toEqual([{ request_id: "new" }]);
  expect(rowsOf(platform, "select distinct request_id from request_attempts")).toEqual([{ request_id: "new" }]);
  expect(rowsOf(platform, "select id from log_batches")).toEqual([{ id: "new" }]);
  expect(rowsOf(platform, "select address from sign_in_attempts")).toEqual([{ address: "new" }]);
  expect(rowsOf(platform, "select sum(requests) as n from usage_hourly")).toEqual([{ n: 2501 }]);
});

test("of everything that is kept for a time there is what is still within it, and nothing older", async () => {
  const platform = testPlatform();
  const now = Date.now();
  const put = (table: string, row: Record<string, string | number>) =>
    platform.database.sqlite
      .prepare(`insert into ${table} (${Object.keys(row).join(", ")}) values (${Object.keys(row).map(() => "?")})`)
      .run(...Object.values(row));
  const minuteMs = 60_000;
  const traffic = { latency_histogram: "{}", first_token_histogram: "{}" };
  const statistics = { attempts: 1, failures: 0, latency_ms: 1, first_tokens: 0, first_token_ms: 0, tokens: 0 };
  const kept: [table: string, time: string, row: Record<string, string | number>, ms: number][] = [
    ["audit_log", "created_at", { actor: "a", action: "b", kind: "c", target_id: "d" }, 365 * dayMs],
    ["traffic_5m", "bucket", traffic, 90 * dayMs],
    ["traffic_1h", "bucket", traffic, 90 * dayMs],
    ["provider_usage_30m", "bucket", { provider_id: "p", ...traffic }, 90 * dayMs],
    [
      "model_statistics",
      "bucket",
      { provider_id: "p", model: "m", ...statistics, token_ms: 0, updated_at: now },
      dayMs,
    ],
    ["alerts", "created_at", { event: "error_rate", message: "" }, 90 * dayMs],
    ["request_bodies", "created_at", { sealed: "" }, 30 * dayMs],
    ["tool_signatures", "expires_at", { key_id: "k", value: "" }, 0],
    ["kept_responses", "expires_at", { key_id: "k", response: "", input: "", created_at: 0 }, 0],
    ["videos", "expires_at", { key_id: "k", video: "", created_at: 0 }, 0],
    ["cached_answers", "expires_at", { sealed: "", bytes: 1, created_at: now }, 0],
  ];
  const names: Record<string, string> = {
    alerts: "subject",
    request_bodies: "request_id",
    tool_signatures: "tool_call_id",
    kept_responses: "id",
    videos: "id",
    cached_answers: "id",
  };
  for (const [table, time, row, ms] of kept)
    for (const at of [now - ms - minuteMs, now - ms + minuteMs]) {
      const name = names[table];
      put(table, { ...row, [time]: at, ...(name === undefined ? {} : { [name]: String(at) }) });
    }
  // A budget in total is told of once, however long ago that was.
  put("alerts", { event: "budget_100", subject: "old", message: "", created_at: 0 });
  const breaker = { provider_id: "p", credential_id: "", trips: 1, changed_at: 0 };
  put("breakers", { ...breaker, model: "old", open_until: 0, updated_at: now - dayMs - minuteMs });
  put("breakers", { ...breaker, model: "open", open_until: now + minuteMs, updated_at: now - dayMs - minuteMs });
  put("breakers", { ...breaker, model: "young", open_until: 0, updated_at: now - dayMs + minuteMs });

  const purged = await runMaintenance(platform);
  expect(purged).toMatchObject({ requests: 0, auditRows: 1, rollups: 3, more: false });
  for (const [table, time, , ms] of kept) {
    const left = rowsOf(platform, `select ${time} as time from ${table} where ${time} > 0`);
    expect([table, left]).toEqual([table, [{ time: now - ms + minuteMs }]]);
  }
  expect(rowsOf(platform, "select event from alerts order by event")).toEqual([
    { event: "budget_100" },
    { event: "error_rate" },
  ]);
  expect(rowsOf(platform, "select model from breakers order by model")).toEqual([
    { model: "open" },
    { model: "young" },
  ]);
});
