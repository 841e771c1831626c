import type { Histogram } from "~/gateway/histogram";

/** One bucket of a group's histogram, as `json_each` over the rollups' histograms gives it. */
export interface BucketCount {
  start: number;
  name: string;
  bucket: string;
  count: number;
}

/** Histograms by a name that says which group they belong to. */
export function collect(rows: BucketCount[]): Map<string, Histogram> {
  const histograms = new Map<string, Histogram>();
  for (const { start, name, bucket, count } of rows) {
    const group = `${start}\n${name}`;
    const histogram = histograms.get(group) ?? {};
    histogram[bucket] = count;
    histograms.set(group, histogram);
  }
  return histograms;
}

/** Adds `histogram` to `sum`, which is changed. */
export function addHistogram(sum: Histogram, histogram: Histogram): void {
  for (const bucket in histogram) sum[bucket] = (sum[bucket] ?? 0) + (histogram[bucket] ?? 0);
}

export function mergeAll(histograms: Iterable<Histogram>): Histogram {
  const all: Histogram = {};
  for (const histogram of histograms) addHistogram(all, histogram);
  return all;
}

/** The counters of every rollup table, added up. */
export const sums =
  "coalesce(sum(requests), 0) as requests, coalesce(sum(errors), 0) as errors, coalesce(sum(prompt_tokens), 0) as promptTokens, coalesce(sum(completion_tokens), 0) as completionTokens, coalesce(sum(cached_tokens), 0) as cachedTokens, coalesce(sum(cost_micro_usd), 0) as costMicroUsd";

/** What answers of the gateway's own cache had cost. */
export const savedSum = "coalesce(sum(saved_micro_usd), 0) as savedMicroUsd";
