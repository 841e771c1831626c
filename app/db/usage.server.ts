import { type Histogram, quantile } from "~/gateway/histogram";
import { hourMs, providerBucketMs, trafficBucketMs } from "./rollups";
import type {
  KeySpend,
  KeyUsage,
  KeyUsageRow,
  ModelSpend,
  Overview,
  OverviewFigures,
  ProviderUptime,
  UsageAnswer,
  UsageQuery,
  UsageRow,
  UsageTotals,
} from "./usage-types";

// Figures come from the rollups that are written with the log rows; nothing here reads the log itself.

const dayMs = 86_400_000;
const sums =
  "coalesce(sum(requests), 0) as requests, coalesce(sum(errors), 0) as errors, coalesce(sum(prompt_tokens), 0) as promptTokens, coalesce(sum(completion_tokens), 0) as completionTokens, coalesce(sum(cached_tokens), 0) as cachedTokens, coalesce(sum(cost_micro_usd), 0) as costMicroUsd";

type Sums = Omit<UsageTotals, "costUsd" | "latencyMs" | "firstTokenMs">;
interface BucketCount {
  start: number;
  name: string;
  bucket: string;
  count: number;
}

const startOfHour = (time: number) => Math.floor(time / hourMs) * hourMs;

/** Histograms by a name that says which group they belong to. */
function collect(rows: BucketCount[]): Map<string, Histogram> {
  const histograms = new Map<string, Histogram>();
  for (const { start, name, bucket, count } of rows) {
    const group = `${start}\n${name}`;
    const histogram = histograms.get(group) ?? {};
    histogram[bucket] = count;
    histograms.set(group, histogram);
  }
  return histograms;
}

function mergeAll(histograms: Iterable<Histogram>): Histogram {
  const all: Histogram = {};
  for (const histogram of histograms)
    for (const bucket in histogram) all[bucket] = (all[bucket] ?? 0) + (histogram[bucket] ?? 0);
  return all;
}

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

type TrafficSums = Omit<OverviewFigures, "latencyP50Ms" | "latencyP95Ms" | "firstTokenP50Ms" | "gatewayMsAverage"> & {
  gatewayMsSum: number;
};

function figures(row: TrafficSums | undefined, latency: Histogram = {}, firstToken: Histogram = {}): OverviewFigures {
  const { gatewayMsSum, ...counters } = row ?? noTraffic;
  return {
    ...counters,
    latencyP50Ms: quantile(latency, 0.5),
    latencyP95Ms: quantile(latency, 0.95),
    firstTokenP50Ms: quantile(firstToken, 0.5),
    gatewayMsAverage: counters.requests === 0 ? null : gatewayMsSum / counters.requests,
  };
}

const noTraffic: TrafficSums = {
  requests: 0,
  errors: 0,
  firstTry: 0,
  afterFailover: 0,
  promptTokens: 0,
  completionTokens: 0,
  cachedTokens: 0,
  costMicroUsd: 0,
  gatewayMsSum: 0,
};

/** The period's figures, those of the same time before it, and a series of about `buckets` parts (5 minutes at least). */
export async function overview(
  database: D1Database,
  { from, to, buckets }: { from: number; to: number; buckets: number },
): Promise<Overview> {
  const first = Math.floor(from / trafficBucketMs) * trafficBucketMs;
  const size = Math.max(1, Math.ceil((to - first) / buckets / trafficBucketMs)) * trafficBucketMs;
  const before = Math.floor((first - (to - first)) / trafficBucketMs) * trafficBucketMs;
  // Parts are counted from `first`; everything before it is part -1.
  const part = `case when bucket < ?1 then -1 else cast((bucket - ?1) / ?4 as integer) end`;
  const bind = (sql: string) => database.prepare(sql).bind(first, before, to, size);
  const where = "where bucket >= ?2 and bucket < ?3";
  const histogramOf = (column: string) =>
    bind(
      `select ${part} as start, '' as name, entry.key as bucket, sum(entry.value) as count
       from traffic_5m, json_each(${column}) as entry ${where} group by 1, entry.key`,
    );
  const [counters, latency, firstToken] = await database.batch([
    bind(
      `select ${part} as start, ${sums}, sum(first_try) as firstTry, sum(after_failover) as afterFailover, sum(gateway_ms_sum) as gatewayMsSum
       from traffic_5m ${where} group by 1`,
    ),
    histogramOf("latency_histogram"),
    histogramOf("first_token_histogram"),
  ]);
  const latencies = collect((latency?.results ?? []) as unknown as BucketCount[]);
  const firstTokens = collect((firstToken?.results ?? []) as unknown as BucketCount[]);
  const rows = new Map(
    ((counters?.results ?? []) as unknown as (TrafficSums & { start: number })[]).map(({ start, ...row }) => [
      start,
      row,
    ]),
  );
  const of = (index: number) => figures(rows.get(index), latencies.get(`${index}\n`), firstTokens.get(`${index}\n`));
  const series = Array.from({ length: Math.ceil((to - first) / size) }, (_, index) => ({
    start: first + index * size,
    ...of(index),
  }));
  const current = (histograms: Map<string, Histogram>) =>
    mergeAll([...histograms].flatMap(([name, histogram]) => (name === "-1\n" ? [] : [histogram])));
  const total = [...rows].reduce((sum, [index, row]) => (index < 0 ? sum : add(sum, row)), noTraffic);
  return { current: figures(total, current(latencies), current(firstTokens)), previous: of(-1), series };
}

const add = (left: TrafficSums, right: TrafficSums): TrafficSums => ({
  requests: left.requests + right.requests,
  errors: left.errors + right.errors,
  firstTry: left.firstTry + right.firstTry,
  afterFailover: left.afterFailover + right.afterFailover,
  promptTokens: left.promptTokens + right.promptTokens,
  completionTokens: left.completionTokens + right.completionTokens,
  cachedTokens: left.cachedTokens + right.cachedTokens,
  costMicroUsd: left.costMicroUsd + right.costMicroUsd,
  gatewayMsSum: left.gatewayMsSum + right.gatewayMsSum,
});

/** Start of the first five minutes that had traffic, Unix ms; null where there never was any. */
export async function trafficSince(database: D1Database): Promise<number | null> {
  return database.prepare("select bucket from traffic_5m order by bucket limit 1").first<number>("bucket");
}

/** What each model cost, dearest first. */
export async function spendByModel(
  database: D1Database,
  { from, to }: { from: number; to: number },
): Promise<ModelSpend[]> {
  const { results } = await database
    .prepare(
      `select model, sum(requests) as requests, sum(prompt_tokens) as promptTokens, sum(completion_tokens) as completionTokens, sum(cost_micro_usd) as costMicroUsd
       from usage_hourly where hour >= ?1 and hour < ?2 and model <> '' group by model order by costMicroUsd desc, requests desc`,
    )
    .bind(startOfHour(from), to)
    .all<ModelSpend>();
  return results;
}

interface UptimeRow {
  bucket: number;
  provider_id: string;
  attempts: number;
  failures: number;
  cost_micro_usd: number;
  latency_histogram: string;
  first_token_histogram: string;
}

/** Attempts and failures per provider in half hours; providers without traffic are not in it. */
export async function providerUptime(
  database: D1Database,
  { from, to }: { from: number; to: number },
): Promise<ProviderUptime[]> {
  const first = Math.floor(from / providerBucketMs) * providerBucketMs;
  const { results } = await database
    .prepare("select * from provider_usage_30m where bucket >= ?1 and bucket < ?2")
    .bind(first, to)
    .all<UptimeRow>();
  const byProvider = new Map<string, UptimeRow[]>();
  for (const row of results) byProvider.set(row.provider_id, [...(byProvider.get(row.provider_id) ?? []), row]);
  const starts: number[] = [];
  for (let start = first; start < to; start += providerBucketMs) starts.push(start);

  return [...byProvider].map(([providerId, rows]) => {
    const byStart = new Map(rows.map((row) => [row.bucket, row]));
    const attempts = rows.reduce((sum, row) => sum + row.attempts, 0);
    const failures = rows.reduce((sum, row) => sum + row.failures, 0);
    return {
      providerId,
      buckets: starts.map((start) => {
        const row = byStart.get(start);
        return { start, attempts: row?.attempts ?? 0, failures: row?.failures ?? 0 };
      }),
      attempts,
      failures,
      successRate: attempts === 0 ? null : (attempts - failures) / attempts,
      latencyP50Ms: quantile(mergeAll(rows.map((row) => JSON.parse(row.latency_histogram))), 0.5),
      firstTokenP50Ms: quantile(mergeAll(rows.map((row) => JSON.parse(row.first_token_histogram))), 0.5),
      costMicroUsd: rows.reduce((sum, row) => sum + row.cost_micro_usd, 0),
    };
  });
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
      `select key_id as keyId, sum(requests) as requests, sum(cost_micro_usd) as costMicroUsd from usage_hourly
       where hour >= ?1 and hour < ?2 and key_id <> '' group by key_id`,
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
