/** Log-scale histogram of durations: bucket index -> count. Small enough to sit in a rollup row and to be added up. */
export type Histogram = Record<string, number>;

const factor = 1.15;
const logFactor = Math.log(factor);
/** 20 minutes; whatever is longer counts there. */
const lastBucket = Math.ceil(Math.log(20 * 60_000) / logFactor);

/** Bucket 0 holds up to 1 ms, bucket n up to 1.15^n ms. */
export function bucketOf(ms: number): number {
  if (!(ms > 1)) return 0;
  return Math.min(lastBucket, Math.ceil(Math.log(ms) / logFactor - 1e-9));
}

export function addTo(histogram: Histogram, ms: number): void {
  const bucket = bucketOf(ms);
  histogram[bucket] = (histogram[bucket] ?? 0) + 1;
}

export function merge(into: Histogram, from: Histogram): Histogram {
  for (const bucket in from) into[bucket] = (into[bucket] ?? 0) + (from[bucket] ?? 0);
  return into;
}

/** The duration in ms under which the share `q` (0..1) of the entries lies; null for an empty histogram. */
export function quantile(histogram: Histogram, q: number): number | null {
  const buckets = Object.keys(histogram)
    .map(Number)
    .sort((a, b) => a - b);
  const total = buckets.reduce((sum, bucket) => sum + (histogram[bucket] ?? 0), 0);
  if (total === 0) return null;
  const rank = Math.min(Math.max(q, 0), 1) * total;
  let seen = 0;
  for (const bucket of buckets) {
    const count = histogram[bucket] ?? 0;
    if (seen + count >= rank) {
      // Within a bucket the entries are taken as evenly spread.
      const lower = bucket === 0 ? 0 : factor ** (bucket - 1);
      const share = count === 0 ? 1 : (rank - seen) / count;
      return Math.max(1, Math.round(lower + (factor ** bucket - lower) * share));
    }
    seen += count;
  }
  return Math.round(factor ** (buckets.at(-1) ?? 0));
}
