import type { LogRow } from "~/gateway/ports";
import { aggregate } from "./rollups";

// Log rows and rollups go out in few statements with one JSON parameter each: binding thousands of values one by one
// costs many times as much, and D1 allows 100 parameters a statement.

/** D1 takes 2 MB in one value; half of that leaves room for multi-byte text. */
const mostJsonCharacters = 900_000;
const mostRowCharacters = 200_000;

const logColumns =
  "request_id, created_at, endpoint, status, outcome, error_code, error_message, key_id, key_name, requested_model, model, upstream_model, provider_id, stream, attempt_count, prompt_tokens, completion_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, usage_source, cost_micro_usd, pricing, latency_ms, first_token_ms, gateway_ms, cache, user_agent, metadata, plan";
const attemptColumns =
  "request_id, attempt_index, created_at, provider_id, credential_name, model, status, error_code, error_message, started_ms, first_byte_ms, latency_ms, reason";

const round = (ms: number | null) => (ms === null ? null : Math.round(ms));

function logValues(row: LogRow): unknown[] {
  const { usage } = row;
  return [
    row.requestId,
    row.createdAt,
    row.endpoint,
    row.status,
    row.outcome,
    row.errorCode,
    row.errorMessage?.slice(0, 4000) ?? null,
    row.keyId,
    row.keyName,
    row.requestedModel?.slice(0, 512) ?? null,
    row.model,
    row.upstreamModel,
    row.providerId,
    row.stream,
    row.attempts.length,
    usage.promptTokens,
    usage.completionTokens,
    usage.cachedTokens,
    usage.cacheWriteTokens,
    usage.reasoningTokens,
    usage.source,
    row.costMicroUsd,
    row.pricing,
    Math.round(row.latencyMs),
    round(row.firstTokenMs),
    Math.round(row.gatewayMs * 100) / 100,
    row.cache,
    row.userAgent?.slice(0, 512) ?? null,
    row.metadata,
    // Lists instead of objects: half the bytes. logs.server.ts turns them back.
    row.plan.map((entry) => [entry.providerId, entry.model, entry.credentialName, entry.reason]),
  ];
}

function attemptValues(row: LogRow): unknown[][] {
  return row.attempts.map((attempt) => [
    row.requestId,
    attempt.index,
    row.createdAt + Math.round(attempt.startedMs),
    attempt.providerId,
    attempt.credentialName,
    attempt.model,
    attempt.status,
    attempt.errorCode,
    attempt.errorMessage?.slice(0, 4000) ?? null,
    Math.round(attempt.startedMs),
    round(attempt.firstByteMs),
    Math.round(attempt.latencyMs),
    attempt.reason,
  ]);
}

interface Slice {
  rows: LogRow[];
  log: string[];
  attempts: string[];
}

/** Cuts the rows so that no JSON parameter grows too long; the same rows are always cut the same way. */
function slices(rows: LogRow[]): Slice[] {
  const result: Slice[] = [];
  let current: Slice = { rows: [], log: [], attempts: [] };
  let size = 0;
  for (const row of rows) {
    let values = logValues(row);
    let log = JSON.stringify(values);
    if (log.length > mostRowCharacters) {
      values = [...values.slice(0, -2), null, []];
      log = JSON.stringify(values);
    }
    const attempts = attemptValues(row).map((attempt) => JSON.stringify(attempt));
    const rowSize = log.length + attempts.reduce((sum, text) => sum + text.length, 0);
    if (current.rows.length > 0 && size + rowSize > mostJsonCharacters) {
      result.push(current);
      current = { rows: [], log: [], attempts: [] };
      size = 0;
    }
    current.rows.push(row);
    current.log.push(log);
    current.attempts.push(...attempts);
    size += rowSize;
  }
  if (current.rows.length > 0) result.push(current);
  return result;
}

const fromJson = (columns: string) =>
  columns
    .split(", ")
    .map((_, index) => `value ->> ${index}`)
    .join(", ");

const merged = (table: string, column: string) =>
  `${column} = (select json_group_object(key, total) from (select key, sum(value) as total from (` +
  `select key, value from json_each(${table}.${column}) union all select key, value from json_each(excluded.${column})) group by key))`;

/** An upsert that adds up the counters and merges the histograms. */
function rollupUpsert(table: string, keys: string[], counters: string[]): string {
  const histograms = ["latency_histogram", "first_token_histogram"];
  const columns = [...keys, ...counters, ...histograms].join(", ");
  const sums = counters.map((column) => `${column} = ${table}.${column} + excluded.${column}`);
  return `insert into ${table} (${columns}) select ${fromJson(columns)} from json_each(?1) where true
    on conflict (${keys.join(", ")}) do update set ${[...sums, ...histograms.map((column) => merged(table, column))].join(", ")}`;
}

const usageCounters = ["requests", "errors", "prompt_tokens", "completion_tokens", "cached_tokens", "cost_micro_usd"];

export function createLogWriter(database: D1Database): (batchId: string, rows: LogRow[]) => Promise<void> {
  const insertBatch = database.prepare("insert into log_batches (id, created_at) values (?1, ?2)");
  // "or ignore": a request id that is there already must not keep all other rows from being written.
  const insertLog = database.prepare(
    `insert or ignore into request_log (${logColumns}) select ${fromJson(logColumns)} from json_each(?1)`,
  );
  const insertAttempts = database.prepare(
    `insert or ignore into request_attempts (${attemptColumns}) select ${fromJson(attemptColumns)} from json_each(?1)`,
  );
  const upsertHourly = database.prepare(
    rollupUpsert("usage_hourly", ["hour", "key_id", "provider_id", "model"], usageCounters),
  );
  const upsertTraffic = database.prepare(
    rollupUpsert("traffic_5m", ["bucket"], [...usageCounters, "first_try", "after_failover", "gateway_ms_sum"]),
  );
  const upsertProvider = database.prepare(
    rollupUpsert("provider_usage_30m", ["bucket", "provider_id"], ["attempts", "failures", "cost_micro_usd"]),
  );
  const touchKeys = database.prepare(
    `update api_keys set last_used_at = max(coalesce(last_used_at, 0), (select value ->> 1 from json_each(?1) where value ->> 0 = api_keys.id))
     where id in (select value ->> 0 from json_each(?1))`,
  );

  async function writeSlice(id: string, slice: Slice): Promise<void> {
    const rollups = aggregate(slice.rows);
    const statements = [
      insertBatch.bind(id, Date.now()),
      insertLog.bind(`[${slice.log.join(",")}]`),
      upsertHourly.bind(JSON.stringify(rollups.hourly)),
      upsertTraffic.bind(JSON.stringify(rollups.traffic)),
    ];
    if (slice.attempts.length > 0) statements.push(insertAttempts.bind(`[${slice.attempts.join(",")}]`));
    if (rollups.providers.length > 0) statements.push(upsertProvider.bind(JSON.stringify(rollups.providers)));
    if (rollups.keys.length > 0) statements.push(touchKeys.bind(JSON.stringify(rollups.keys)));
    try {
      await database.batch(statements);
    } catch (error) {
      // The batch was committed by an earlier try whose answer was lost.
      if (error instanceof Error && /UNIQUE constraint failed: log_batches\.id/i.test(error.message)) return;
      throw error;
    }
  }

  return async (batchId, rows) => {
    for (const [index, slice] of slices(rows).entries())
      await writeSlice(index === 0 ? batchId : `${batchId}.${index}`, slice);
  };
}
