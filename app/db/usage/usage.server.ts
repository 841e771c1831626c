import { type Histogram, quantile } from "~/gateway/histogram";
import { type BucketCount, collect, mergeAll, sums } from "../log/histogram-rows";
import { hourMs } from "./rollups";
import type {
  KeySpend,
  KeyUsage,
  KeyUsageRow,
  ModelSpend,
  UsageAnswer,
  UsageQuery,
  UsageRow,
  UsageTotals,
} from "./usage-types";

// Figures come from the rollups that are written with the log rows; nothing here reads the log itself.

const dayMs = 86_400_000;

type Sums = Omit<UsageTotals, "costUsd" | "latencyMs" | "firstTokenMs">;

const startOfHour = (time: number) => Math.floor(time / hourMs) * hourMs;

const percentiles = (histogram: Histogram = {}) => ({ p50: quantile(histogram, 0.5), p95: quantile(histogram, 0.95) });

/** Usage by hour or UTC day, and by model, provider or key; whole hours from `from` to before `to`. */
export async function queryUsage(
  database: D1Database,
  { from, to, interval, groupBy }: UsageQuery,
): Promise<UsageAnswer> {
  const size = interval === "day" ? dayMs : hourMs;
  const name = groupBy === undefined ? "''" : { model: "model", provider: "provider_id", key: "key_id" }[groupBy];
  const where = "where hour >= ?1 and hour < ?2";
  const histogramOf = (column: string) =>
    database
      .prepare(
        `select hour / ${size} * ${size} as start, ${name} as name, bucket.key as bucket, sum(bucket.value) as count
         from usage_hourly, json_each(${column}) as bucket ${where} group by 1, 2, 3`,
      )
      .bind(startOfHour(from), to);
  const [counters, latency, firstToken] = await database.batch([
    database
      .prepare(
        `select hour / ${size} * ${size} as start, ${name} as name, ${sums} from usage_hourly ${where} group by 1, 2 order by 1, 2`,
      )
      .bind(startOfHour(from), to),
    histogramOf("latency_histogram"),
    histogramOf("first_token_histogram"),
  ]);
  const latencies = collect((latency?.results ?? []) as unknown as BucketCount[]);
  const firstTokens = collect((firstToken?.results ?? []) as unknown as BucketCount[]);
  const data = ((counters?.results ?? []) as unknown as (Sums & { start: number; name: string })[]).map(
    ({ start, name: group, ...row }): UsageRow => ({
      start: new Date(start).toISOString(),
      group: groupBy === undefined ? null : group,
      ...row,
      costUsd: row.costMicroUsd / 1e6,
      latencyMs: percentiles(latencies.get(`${start}\n${group}`)),
      firstTokenMs: percentiles(firstTokens.get(`${start}\n${group}`)),
    }),
  );
  const total = (field: keyof Sums) => data.reduce((sum, row) => sum + row[field], 0);
  const totals: UsageTotals = {
    requests: total("requests"),
    errors: total("errors"),
    promptTokens: total("promptTokens"),
    completionTokens: total("completionTokens"),
    cachedTokens: total("cachedTokens"),
    costUsd: total("costMicroUsd") / 1e6,
    costMicroUsd: total("costMicroUsd"),
    latencyMs: percentiles(mergeAll(latencies.values())),
    firstTokenMs: percentiles(mergeAll(firstTokens.values())),
  };
  return { data, totals };
}

/** What each model cost, dearest first. */
export async function spendByModel(
  database: D1Database,
  { from, to }: { from: number; to: number },
): Promise<ModelSpend[]> {
  const { results } = await database
    .prepare(
      `select name as model, sum(requests) as requests, sum(prompt_tokens) as promptTokens, sum(completion_tokens) as completionTokens, sum(cost_micro_usd) as costMicroUsd
       from usage_by_name where split = 'model' and hour >= ?1 and hour < ?2 and name <> '' group by name order by costMicroUsd desc, requests desc`,
    )
    .bind(startOfHour(from), to)
    .all<ModelSpend>();
  return results;
}

const withUsd = <T extends Sums>(row: T): T & KeyUsageRow => ({ ...row, costUsd: row.costMicroUsd / 1e6 });

/** A key's own usage over the last 30 days, today included. */
export async function keyUsage(database: D1Database, keyId: string, now: number): Promise<KeyUsage> {
  const from = Math.floor(now / dayMs) * dayMs - 29 * dayMs;
  const query = (select: string, tail: string) =>
    database
      .prepare(`select ${select}${sums} from usage_hourly where key_id = ?1 and hour >= ?2 ${tail}`)
      .bind(keyId, from);
  const [totals, models, days] = await database.batch([
    query("", ""),
    query("model, ", "group by model order by costMicroUsd desc, requests desc"),
    query(`hour / ${dayMs} * ${dayMs} as start, `, "group by start order by start"),
  ]);
  return {
    totals: withUsd((totals?.results ?? [])[0] as unknown as Sums),
    byModel: ((models?.results ?? []) as unknown as (Sums & { model: string })[]).map(withUsd),
    byDay: ((days?.results ?? []) as unknown as (Sums & { start: number })[]).map(({ start, ...row }) => ({
      day: new Date(start).toISOString().slice(0, 10),
      ...withUsd(row),
    })),
  };
}

/** Requests and spend of every key that was used. */
export async function usageByKey(
  database: D1Database,
  { from, to }: { from: number; to: number },
): Promise<KeySpend[]> {
  const { results } = await database
    .prepare(
      `select name as keyId, sum(requests) as requests, sum(cost_micro_usd) as costMicroUsd,
         sum(prompt_tokens + completion_tokens) as tokens from usage_by_name
       where split = 'key' and hour >= ?1 and hour < ?2 and name <> '' group by name`,
    )
    .bind(startOfHour(from), to)
    .all<KeySpend>();
  return results;
}

/** Everything that was ever counted, by provider and model. */
export async function usageTotals(database: D1Database): Promise<(Sums & { providerId: string; model: string })[]> {
  const { results } = await database
    .prepare(
      `select provider_id as providerId, model, ${sums} from usage_hourly group by provider_id, model order by 1, 2`,
    )
    .all<Sums & { providerId: string; model: string }>();
  return results;
}
