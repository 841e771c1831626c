import { addTo, type Histogram } from "~/gateway/histogram";
import type { LogRow } from "~/gateway/log/log-row";

/** What a group of log rows adds up to. */
export interface Counters {
  requests: number;
  errors: number;
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  costMicroUsd: number;
  cacheHits: number;
  cacheMisses: number;
  savedMicroUsd: number;
  latency: Histogram;
  firstToken: Histogram;
}

export const emptyCounters = (): Counters => ({
  requests: 0,
  errors: 0,
  promptTokens: 0,
  completionTokens: 0,
  cachedTokens: 0,
  costMicroUsd: 0,
  cacheHits: 0,
  cacheMisses: 0,
  savedMicroUsd: 0,
  latency: {},
  firstToken: {},
});

/** A client that went away is no error of the gateway; refusals and upstream failures are. */
const isError = (row: LogRow) => row.outcome !== "success" && row.outcome !== "cancelled";

/** How often, how much and for what: everything but the times. */
export function countUse(counters: Counters, row: LogRow): void {
  counters.requests++;
  if (isError(row)) counters.errors++;
  counters.promptTokens += row.usage.promptTokens;
  counters.completionTokens += row.usage.completionTokens;
  counters.cachedTokens += row.usage.cachedTokens;
  counters.costMicroUsd += row.costMicroUsd ?? 0;
  if (row.cacheHit !== null) {
    counters.cacheHits++;
    counters.savedMicroUsd += row.cacheHit.savedMicroUsd ?? 0;
  } else if (row.cache === "miss") counters.cacheMisses++;
}

export function count(counters: Counters, row: LogRow): void {
  countUse(counters, row);
  // Only answers tell how fast the service is: a refusal takes a millisecond.
  if (row.outcome !== "success") return;
  addTo(counters.latency, row.latencyMs);
  if (row.firstTokenMs !== null) addTo(counters.firstToken, row.firstTokenMs);
}

export const counterNames = [
  "requests",
  "errors",
  "promptTokens",
  "completionTokens",
  "cachedTokens",
  "costMicroUsd",
  "cacheHits",
  "cacheMisses",
  "savedMicroUsd",
] as const;

export const counterValues = (counters: Counters): number[] => counterNames.map((name) => counters[name]);
