import { quantile } from "~/gateway/histogram";
import { mergeAll } from "../log/histogram-rows";
import { providerBucketMs } from "./rollups";
import type { ProviderUptime } from "./usage-types";

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
  // Of a bucket that began before, only a part would be in the period: a day is 48 of them, the last one under way.
  const first = Math.ceil(from / providerBucketMs) * providerBucketMs;
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
    const latency = mergeAll(rows.map((row) => JSON.parse(row.latency_histogram)));
    return {
      providerId,
      buckets: starts.map((start) => {
        const row = byStart.get(start);
        return {
          start,
          attempts: row?.attempts ?? 0,
          failures: row?.failures ?? 0,
          latencyP50Ms: row ? quantile(JSON.parse(row.latency_histogram), 0.5) : null,
        };
      }),
      attempts,
      failures,
      successRate: attempts === 0 ? null : (attempts - failures) / attempts,
      latencyP50Ms: quantile(latency, 0.5),
      latencyP95Ms: quantile(latency, 0.95),
      firstTokenP50Ms: quantile(mergeAll(rows.map((row) => JSON.parse(row.first_token_histogram))), 0.5),
      costMicroUsd: rows.reduce((sum, row) => sum + row.cost_micro_usd, 0),
    };
  });
}
