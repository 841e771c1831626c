import { type Histogram, quantile } from "~/gateway/histogram";
import { type BucketCount, collect, mergeAll, savedSum, sums } from "./histogram-rows";
import { hourMs, trafficBucketMs } from "./rollups";
import type { Overview, OverviewFigures } from "./usage-types";

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
  savedMicroUsd: 0,
  gatewayMsSum: 0,
};

/**
 * The period's figures, those of the same time before it, and a series of about `buckets` parts (5 minutes at least). Parts of
 * whole hours are read from the hours. `skipBefore`: the time before is not read, and counts as none.
 */
export async function overview(
  database: D1Database,
  { from, to, buckets, skipBefore }: { from: number; to: number; buckets: number; skipBefore?: boolean },
): Promise<Overview> {
  const first = Math.floor(from / trafficBucketMs) * trafficBucketMs;
  const size = Math.max(1, Math.round((to - first) / buckets / trafficBucketMs)) * trafficBucketMs;
  const before = skipBefore ? first : Math.floor((first - (to - first)) / trafficBucketMs) * trafficBucketMs;
  const table = [first, before, size].every((time) => time % hourMs === 0) ? "traffic_1h" : "traffic_5m";
  // Parts are counted from `first`; everything before it is part -1.
  const part = `case when bucket < ?1 then -1 else cast((bucket - ?1) / ?4 as integer) end`;
  const bind = (sql: string) => database.prepare(sql).bind(first, before, to, size);
  const where = "where bucket >= ?2 and bucket < ?3";
  const histogramOf = (column: string) =>
    bind(
      `select ${part} as start, '' as name, entry.key as bucket, sum(entry.value) as count
       from ${table}, json_each(${column}) as entry ${where} group by 1, entry.key`,
    );
  const [counters, latency, firstToken] = await database.batch([
    bind(
      `select ${part} as start, ${sums}, ${savedSum}, sum(first_try) as firstTry, sum(after_failover) as afterFailover, sum(gateway_ms_sum) as gatewayMsSum
       from ${table} ${where} group by 1`,
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
  savedMicroUsd: left.savedMicroUsd + right.savedMicroUsd,
  gatewayMsSum: left.gatewayMsSum + right.gatewayMsSum,
});

/** Start of the first five minutes that had traffic, Unix ms; null where there never was any. */
export async function trafficSince(database: D1Database): Promise<number | null> {
  return database.prepare("select bucket from traffic_5m order by bucket limit 1").first<number>("bucket");
}

/** Whether any request was ever answered; the rollups are kept longer than the log. */
export async function everAnswered(database: D1Database): Promise<boolean> {
  const found = await database
    .prepare("select 1 as found from traffic_5m where first_try > 0 or after_failover > 0 limit 1")
    .first<number>("found");
  return found === 1;
}
