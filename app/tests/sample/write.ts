import { createStore } from "~/db/gateway-store.server";
import type { LogRow } from "~/gateway/log/log-row";
import type { StatisticsRow } from "~/gateway/routing/statistics";
import { SqliteD1 } from "~/lib/d1-sqlite";
import { sampleModels } from "./models";
import { sampleFailover, sampleRequest, seededRandom } from "./requests";

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

/** So many requests of the sums stand for one of the log, which would be too large to write. */
const sumsPerRow = { lately: 70, before: 1000 };
const latelyMs = 2 * dayMs;

/** Two hours of this morning went badly, as in the designed pictures. */
const troubleAt = (ago: number) => (ago > 4.4 * 60 * minuteMs && ago < 6 * 60 * minuteMs ? 9 : 1);

/** More by day than by night, and less on week-ends; around 1. */
function busyness(time: number): number {
  const date = new Date(time);
  const hour = date.getUTCHours() + date.getUTCMinutes() / 60;
  const weekend = date.getUTCDay() % 6 === 0 ? 0.8 : 1;
  return weekend * (0.45 + 1.15 * Math.max(0, Math.sin(((hour + 2) / 24) * 2 * Math.PI - 0.6)) + 0.3);
}

function sampleRows(now: number): LogRow[] {
  const random = seededRandom(42);
  const rows: LogRow[] = [];
  const fill = (from: number, to: number, stepMs: number) => {
    for (let ago = from; ago > to; ago -= stepMs) {
      const time = now - ago + Math.floor(random() * stepMs);
      if (random() < busyness(time) / 1.7) rows.push(sampleRequest(time, random, troubleAt(ago)));
    }
  };
  fill(60 * dayMs, latelyMs, 8 * minuteMs);
  fill(latelyMs, minuteMs, 20_000);
  fill(minuteMs, 0, 500);
  rows.push(sampleFailover(now - 1500));
  return rows;
}

const often = [
  "requests",
  "prompt_tokens",
  "completion_tokens",
  "cached_tokens",
  "cost_micro_usd",
  "cache_hits",
  "cache_misses",
  "saved_micro_usd",
];
/** Of what fails, the log has more than its share: there is something to be seen. */
const seldom: Record<string, number> = { errors: 8, after_failover: 4, failures: 30 };
const tables: [table: string, time: string, columns: string[]][] = [
  ["usage_hourly", "hour", [...often, "errors"]],
  ["usage_by_name", "hour", [...often, "errors"]],
  ["traffic_5m", "bucket", [...often, "errors", "after_failover", "gateway_ms_sum"]],
  ["traffic_1h", "bucket", [...often, "errors", "after_failover", "gateway_ms_sum"]],
  ["provider_usage_30m", "bucket", ["attempts", "failures", "cost_micro_usd"]],
];

function scaled(database: D1Database, edge: number): D1PreparedStatement[] {
  const times = (column: string) => {
    const factor = `case when {time} >= ${edge} then ${sumsPerRow.lately} else ${sumsPerRow.before} end`;
    return `${column} = ${column} * ${column in seldom ? `(${factor}) / ${seldom[column]}` : factor}`;
  };
  return [
    ...tables.map(([table, time, columns]) =>
      database.prepare(`update ${table} set ${columns.map(times).join(", ").replaceAll("{time}", time)}`),
    ),
    ...["traffic_5m", "traffic_1h"].map((table) =>
      database.prepare(`update ${table} set first_try = max(0, requests - errors - after_failover)`),
    ),
  ];
}

/** Groq stopped answering three hours ago and is coming back, SiliconFlow's only key was refused at the same time. */
function failing(database: D1Database, now: number): D1PreparedStatement[] {
  const slotMs = 30 * minuteMs;
  const slots = Array.from({ length: 48 }, (_, index) => [
    Math.floor(now / slotMs) * slotMs - index * slotMs,
    index < 9 ? 60 : index % 13 === 5 ? 1 : 0,
  ]);
  return [
    database
      .prepare(
        `update provider_usage_30m set failures = attempts * case when bucket > ?1 then 0.03 else 0.7 end
         where provider_id = 'groq' and bucket > ?2`,
      )
      .bind(now - 2 * slotMs, now - 7 * slotMs),
    database
      .prepare(
        `insert into provider_usage_30m (bucket, provider_id, attempts, failures, cost_micro_usd, latency_histogram, first_token_histogram)
         select value ->> 0, 'siliconflow', 60, value ->> 1, 0, '{}', '{}' from json_each(?1) where true
         on conflict (bucket, provider_id) do update set attempts = excluded.attempts, failures = excluded.failures`,
      )
      .bind(JSON.stringify(slots)),
  ];
}

/** What routing knows of every model at every provider; DeepSeek is slow and fails now and then. */
function statistics(now: number): StatisticsRow[] {
  return sampleModels.flatMap(({ id: model, providers, firstTokenMs }) =>
    providers.map((providerId, place) => ({
      providerId,
      model,
      bucket: Math.floor(now / 900_000) * 900_000,
      attempts: 4000,
      failures: providerId === "deepseek" ? 88 : providerId === "openrouter" ? 30 : 8,
      latencyMs: 4000 * (firstTokenMs + 900),
      firstTokens: 4000,
      firstTokenMs: 4000 * firstTokenMs * (1 + place * 0.4),
      tokens: 4000 * 310,
      tokenMs: 4000 * 2400,
    })),
  );
}

/**
 * Sixty days of traffic in the database of a gateway that runs and has the sample's configuration: rows as the gateway writes
 * them, sums as a far busier one would have them, and what it learned of providers.
 */
export async function writeSample(file: string, now: number): Promise<void> {
  const database = new SqliteD1(file);
  const env = { encryptionKey: new Uint8Array(32), previousEncryptionKeys: [], variables: {} };
  const groq = {
    providerId: "groq",
    model: "",
    credentialId: "",
    openUntil: now - 1000,
    trips: 1,
    changedAt: now - 2000,
  };
  await createStore({ database, env }).writeLog("sample", sampleRows(now), {
    statistics: statistics(now),
    breakers: [groq],
    rates: [],
  });
  await database.batch([
    ...scaled(database, now - latelyMs),
    ...failing(database, now),
    database
      .prepare(
        "update credentials set rate_at = ?1, rate_used = json_extract('[0,92,71,64,38,12,100]', '$[' || substr(name, 6) || ']')",
      )
      .bind(now),
    mark(database, "gemini", "prod-6", "ok", "429 quota, per-minute tokens", now + 8 * minuteMs),
    mark(database, "deepseek", "prod-3", "rejected", "401 Authentication Fails (governor)", null),
    mark(database, "groq", "prod-2", "ok", "429 Rate limit reached", now + 18 * minuteMs),
    mark(database, "siliconflow", "prod-1", "off", "401 Api key is invalid", null),
  ]);
  database.close();
}

function mark(
  database: D1Database,
  provider: string,
  name: string,
  state: "ok" | "rejected" | "off",
  lastError: string,
  cooldownUntil: number | null,
): D1PreparedStatement {
  return database
    .prepare(
      `update credentials set state = ?3, last_error = ?4, cooldown_until = ?5, rejections = ?6,
       marked_at = cast(unixepoch('subsec') * 1000 as integer) where provider_id = ?1 and name = ?2`,
    )
    .bind(provider, name, state, lastError, cooldownUntil, state === "ok" ? 0 : 3);
}
