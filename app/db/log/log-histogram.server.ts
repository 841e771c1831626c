import { trafficBucketMs } from "../usage/rollups";
import { indexedConditions, searchCondition } from "./log-conditions";
import type { LogBucket, LogFilter, LogHistogram } from "./log-types";

/** Rows that a filtered histogram looks at, from the newest. */
const mostCounted = 20_000;
const wantedBuckets = 72;
const sizes = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400].map(
  (seconds) => seconds * 1000,
);

const dayMs = 86_400_000;

/** The smallest round size that needs no more than the wanted number of buckets; whole days for long times. */
export const bucketSize = (spanMs: number): number =>
  sizes.find((size) => spanMs / size <= wantedBuckets) ?? Math.ceil(spanMs / wantedBuckets / dayMs) * dayMs;

/** How many requests of the filter were answered at once, after failover, or failed, over its time. */
export async function logHistogram(
  database: D1Database,
  filter: LogFilter & { from: number; to: number },
): Promise<LogHistogram> {
  const { from, to } = filter;
  const sizeMs = bucketSize(to - from);
  const search = searchCondition(filter);
  const filtered = search !== null || filter.status || filter.model || filter.provider || filter.key;
  // Without a filter the rollups know it all, in steps of five minutes.
  if (!filtered && sizeMs % trafficBucketMs === 0) {
    const { results } = await database
      .prepare(
        `select cast(bucket / ?3 as integer) * ?3 as start, sum(requests - errors - after_failover) as firstTry, sum(after_failover) as afterFailover,
           sum(errors) as failed from traffic_5m where bucket >= ?1 and bucket < ?2 group by 1 order by 1`,
      )
      .bind(Math.floor(from / sizeMs) * sizeMs, to, sizeMs)
      .all<LogBucket>();
    return { from, to, sizeMs, buckets: results, countedFrom: null };
  }
  const conditions = indexedConditions(filter);
  const rows = `select created_at, outcome, attempt_count, latency_ms, cache, request_id, model, requested_model, error_message, metadata, status, stream, key_id, provider_id, matched_rule
    from request_log ${conditions.indexHint} where ${conditions.sql} order by created_at desc limit ${mostCounted}`;
  const [counted, edge] = await database.batch([
    database
      .prepare(
        `select cast(created_at / ${sizeMs} as integer) * ${sizeMs} as start,
           sum(outcome = 'cancelled' or (outcome = 'success' and attempt_count < 2)) as firstTry,
           sum(outcome = 'success' and attempt_count > 1) as afterFailover,
           sum(outcome not in ('success', 'cancelled')) as failed
         from (${rows}) where ${search?.sql ?? "1"} group by 1 order by 1`,
      )
      .bind(...conditions.values, ...(search?.values ?? [])),
    database
      .prepare(
        `select created_at as at from request_log ${conditions.indexHint} where ${conditions.sql}
         order by created_at desc limit 1 offset ${mostCounted - 1}`,
      )
      .bind(...conditions.values),
  ]);
  const last = edge?.results[0] as { at: number } | undefined;
  return {
    from,
    to,
    sizeMs,
    buckets: (counted?.results ?? []) as unknown as LogBucket[],
    countedFrom: last?.at ?? null,
  };
}
