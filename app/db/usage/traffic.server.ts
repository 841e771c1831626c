import { type Histogram, quantile } from "~/gateway/histogram";
import { addHistogram } from "../log/histogram-rows";
import { hourMs, trafficBucketMs } from "./rollups";
import type { Overview, OverviewFigures } from "./usage-types";

type TrafficSums = Omit<OverviewFigures, "latencyP50Ms" | "latencyP95Ms" | "firstTokenP50Ms" | "gatewayMsAverage"> & {
  gatewayMsSum: number;
};

function figures({ counters: { gatewayMsSum, ...counters }, latency, firstToken }: Part): OverviewFigures {
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

const summed = Object.keys(noTraffic) as (keyof TrafficSums)[];

type TrafficRow = TrafficSums & { bucket: number; latencyHistogram: string; firstTokenHistogram: string };
const trafficColumns =
  "bucket, requests, errors, first_try as firstTry, after_failover as afterFailover, prompt_tokens as promptTokens, completion_tokens as completionTokens, cached_tokens as cachedTokens, cost_micro_usd as costMicroUsd, saved_micro_usd as savedMicroUsd, gateway_ms_sum as gatewayMsSum, latency_histogram as latencyHistogram, first_token_histogram as firstTokenHistogram";

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
  const { results } = await database
    .prepare(`select ${trafficColumns} from ${table} where bucket >= ?1 and bucket < ?2`)
    .bind(before, to)
    .all<TrafficRow>();
  // Histograms are added up here: SQLite takes ten times as long to take them apart.
  const parts = Array.from({ length: Math.ceil((to - first) / size) }, emptyPart);
  const previous = emptyPart();
  const current = emptyPart();
  for (const row of results) {
    const latency: Histogram = JSON.parse(row.latencyHistogram);
    const firstToken: Histogram = JSON.parse(row.firstTokenHistogram);
    const part = row.bucket < first ? previous : parts[Math.floor((row.bucket - first) / size)];
    if (!part) continue;
    for (const sum of part === previous ? [previous] : [part, current]) {
      for (const name of summed) sum.counters[name] += row[name];
      addHistogram(sum.latency, latency);
      addHistogram(sum.firstToken, firstToken);
    }
  }
  const series = parts.map((part, index) => ({ start: first + index * size, ...figures(part) }));
  return { current: figures(current), previous: figures(previous), series };
}

interface Part {
  counters: TrafficSums;
  latency: Histogram;
  firstToken: Histogram;
}

const emptyPart = (): Part => ({ counters: { ...noTraffic }, latency: {}, firstToken: {} });

/** Start of the first five minutes that had traffic, Unix ms; null where there never was any. */
export async function trafficSince(database: D1Database): Promise<number | null> {
  return database.prepare("select bucket from traffic_5m order by bucket limit 1").first<number>("bucket");
}

/** Requests per minute at `now`: of the five minutes before those that are under way, and of what these have so far. */
export async function requestRate(database: D1Database, now: number): Promise<number> {
  const from = Math.floor(now / trafficBucketMs - 1) * trafficBucketMs;
  const requests = await database
    .prepare("select sum(requests) as requests from traffic_5m where bucket between ?1 and ?2")
    .bind(from, now)
    .first<number>("requests");
  return ((requests ?? 0) / (now - from)) * 60_000;
}

/** Start of the last five minutes that had traffic, Unix ms. */
export async function trafficUntil(database: D1Database): Promise<number | null> {
  return database.prepare("select bucket from traffic_5m order by bucket desc limit 1").first<number>("bucket");
}

/** Whether any request was ever answered; the rollups are kept longer than the log. */
export async function everAnswered(database: D1Database): Promise<boolean> {
  const found = await database
    .prepare("select 1 as found from traffic_5m where first_try > 0 or after_failover > 0 limit 1")
    .first<number>("found");
  return found === 1;
}
