import type { OverviewBucket } from "~/db/usage/usage-types";
import type { TimeRange } from "~/lib/time-range";
import { timeRangeMs, timeRanges } from "~/lib/time-range";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * How a range is read and drawn. Figures are read in fine steps, so that "24 hours" ends now; the chart joins them to bars
 * that start on the clock.
 */
export const rangeSteps: Record<TimeRange, { fineMs: number; barMs: number }> = {
  "1h": { fineMs: 5 * minuteMs, barMs: 5 * minuteMs },
  "6h": { fineMs: 5 * minuteMs, barMs: 10 * minuteMs },
  "24h": { fineMs: 5 * minuteMs, barMs: 30 * minuteMs },
  "7d": { fineMs: hourMs, barMs: 3 * hourMs },
  "30d": { fineMs: 6 * hourMs, barMs: dayMs },
};

/** The range that ends with the fine step that is running. */
export function rangeBounds(range: TimeRange, now: number): { from: number; to: number; buckets: number } {
  const { fineMs } = rangeSteps[range];
  const to = Math.ceil((now + 1) / fineMs) * fineMs;
  return { from: to - timeRangeMs[range], to, buckets: timeRangeMs[range] / fineMs };
}

const leastMs = 5 * minuteMs;

/** A period that was picked by hand, widened to whole steps of the range that it would fit in; null where it is none. */
export function pickedPeriod(parameters: URLSearchParams, now: number) {
  const [from, to] = ["from", "to"].map((name) => Date.parse(parameters.get(name) ?? ""));
  if (from === undefined || to === undefined || !(to > from) || from > now) return null;
  const span = Math.max(leastMs, Math.min(to - from, timeRangeMs["30d"]));
  const range = timeRanges.find((each) => timeRangeMs[each] >= span) ?? "30d";
  const { fineMs } = rangeSteps[range];
  const first = Math.floor((to - span) / fineMs) * fineMs;
  const last = Math.ceil(to / fineMs) * fineMs;
  return { range, bounds: { from: first, to: last, buckets: (last - first) / fineMs } };
}

export interface Bar {
  /** Unix ms, on the clock of the given offset. */
  start: number;
  firstTry: number;
  afterFailover: number;
  failed: number;
  requests: number;
  successRate: number | null;
  latencyP50Ms: number | null;
  firstTokenP50Ms: number | null;
  tokens: number;
  costMicroUsd: number;
  /** The period is not over yet, or began before the range. */
  partial: boolean;
}

/** Joins fine buckets to bars. Percentiles of a bar are the mean of its parts, weighted by their requests. */
export function joinBuckets(
  series: OverviewBucket[],
  options: { barMs: number; fineMs: number; offsetMs: number; now: number },
): Bar[] {
  const { barMs, fineMs, offsetMs, now } = options;
  const groups = new Map<number, OverviewBucket[]>();
  for (const bucket of series) {
    const start = Math.floor((bucket.start + offsetMs) / barMs) * barMs - offsetMs;
    const group = groups.get(start);
    if (group) group.push(bucket);
    else groups.set(start, [bucket]);
  }
  return [...groups].map(([start, parts]) => {
    const sum = (read: (part: OverviewBucket) => number) => parts.reduce((total, part) => total + read(part), 0);
    const requests = sum((part) => part.requests);
    const failed = sum((part) => part.errors);
    return {
      start,
      firstTry: sum((part) => part.firstTry),
      afterFailover: sum((part) => part.afterFailover),
      failed,
      requests,
      successRate: requests === 0 ? null : 1 - failed / requests,
      latencyP50Ms: weightedMean(parts, (part) => part.latencyP50Ms),
      firstTokenP50Ms: weightedMean(parts, (part) => part.firstTokenP50Ms),
      tokens: sum((part) => part.promptTokens + part.completionTokens),
      costMicroUsd: sum((part) => part.costMicroUsd),
      partial: start + barMs > now || parts.length * fineMs < barMs,
    };
  });
}

function weightedMean(parts: OverviewBucket[], read: (part: OverviewBucket) => number | null): number | null {
  let weight = 0;
  let total = 0;
  for (const part of parts) {
    const value = read(part);
    if (value === null) continue;
    weight += Math.max(1, part.requests);
    total += value * Math.max(1, part.requests);
  }
  return weight === 0 ? null : total / weight;
}
