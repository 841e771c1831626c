import { addTo, type Histogram } from "~/gateway/histogram";
import type { AttemptRow, LogRow } from "~/gateway/log-row";
import { type Counters, count, counterNames, counterValues, countUse, emptyCounters } from "./rollup-counters";

export const hourMs = 3_600_000;
export const trafficBucketMs = 300_000;
export const providerBucketMs = 1_800_000;

const startOf = (time: number, size: number) => Math.floor(time / size) * size;

/** Ended from this side: the client left, or another candidate answered first. */
const endedHere = new Set(["client_closed", "hedged_away"]);

/** The fault is the provider's: not where the request itself was refused or nobody waited for its end. */
function isProviderFailure(attempt: Pick<AttemptRow, "errorCode" | "status">): boolean {
  if (attempt.errorCode === null || endedHere.has(attempt.errorCode)) return false;
  const { status } = attempt;
  const retryable =
    status === null || status < 400 || status >= 500 || [401, 402, 403, 404, 408, 409, 425, 429].includes(status);
  return retryable;
}

function getOrAdd<T>(map: Map<string, T>, key: string, make: () => T): T {
  let item = map.get(key);
  if (item === undefined) {
    item = make();
    map.set(key, item);
  }
  return item;
}

/** Rows to upsert, as lists in the order of the columns in log-batch.ts. */
export interface Rollups {
  hourly: unknown[][];
  /** The hourly ones again, by model, provider, key, route and rule alone. */
  byName: unknown[][];
  traffic: unknown[][];
  /** The same in hours. */
  trafficHours: unknown[][];
  providers: unknown[][];
  /** Key id and time of its last use. */
  keys: [string, number][];
}

/** Hour, key, provider, model. */
type HourlyKey = [hour: number, keyId: string, providerId: string, model: string];
type TrafficCounters = Counters & { bucket: number; firstTry: number; afterFailover: number; gatewayMs: number };

const trafficValues = (group: TrafficCounters): unknown[] => [
  group.bucket,
  ...counterValues(group),
  group.firstTry,
  group.afterFailover,
  Math.round(group.gatewayMs * 100) / 100,
  group.latency,
  group.firstToken,
];

/** By which a rule of a route is counted: the route's id and the rule's place from 0; -1 for what no rule took. */
export const countedRule = (route: string, index: number): string => `${route}\n${index}`;

type RuleCounters = Counters & { key: [hour: number, route: string, rule: string] };

function byName(groups: Iterable<Counters & { key: HourlyKey }>, rules: Iterable<RuleCounters>): unknown[][] {
  const sums = new Map<string, { place: unknown[]; counters: number[] }>();
  const add = (split: string, hour: number, name: string, counters: number[]) => {
    const place = [split, hour, name];
    const sum = getOrAdd(sums, place.join("\n"), () => ({ place, counters: counters.map(() => 0) }));
    for (const [index, value] of counters.entries()) sum.counters[index] = (sum.counters[index] ?? 0) + value;
  };
  for (const group of groups) {
    const [hour, key, provider, model] = group.key;
    const counters = counterValues(group);
    add("model", hour, model, counters);
    add("provider", hour, provider, counters);
    add("key", hour, key, counters);
  }
  for (const group of rules) {
    const [hour, route, rule] = group.key;
    const counters = counterValues(group);
    add("route", hour, route, counters);
    add("rule", hour, rule, counters);
  }
  return [...sums.values()].map(({ place, counters }) => [...place, ...counters]);
}

/** A batch is of the last moments: nearly always its groups are of one hour, and nothing is added up. */
function inHours(groups: Iterable<TrafficCounters>): TrafficCounters[] {
  const hours = new Map<number, TrafficCounters>();
  for (const group of groups) {
    const bucket = startOf(group.bucket, hourMs);
    const hour = hours.get(bucket);
    hours.set(bucket, hour === undefined ? { ...group, bucket } : addTraffic(hour, group));
  }
  return [...hours.values()];
}

function addTraffic(left: TrafficCounters, right: TrafficCounters): TrafficCounters {
  const sum: TrafficCounters = { ...left, latency: { ...left.latency }, firstToken: { ...left.firstToken } };
  for (const name of [...counterNames, "firstTry", "afterFailover", "gatewayMs"] as const) sum[name] += right[name];
  for (const name of ["latency", "firstToken"] as const)
    for (const bucket in right[name]) sum[name][bucket] = (sum[name][bucket] ?? 0) + (right[name][bucket] ?? 0);
  return sum;
}

/** Adds up log rows as they come, so that the database sees one upsert per group. */
export class Aggregate {
  readonly #hourly = new Map<string, Counters & { key: HourlyKey }>();
  readonly #rules = new Map<string, RuleCounters>();
  readonly #traffic = new Map<string, TrafficCounters>();
  readonly #providers = new Map<string, ProviderCounters>();
  readonly #keys = new Map<string, number>();

  add(row: LogRow): void {
    const key: HourlyKey = [startOf(row.createdAt, hourMs), row.keyId ?? "", row.providerId ?? "", row.model ?? ""];
    count(
      getOrAdd(this.#hourly, key.join("\n"), () => ({ ...emptyCounters(), key })),
      row,
    );

    const { route } = row;
    if (route !== null) {
      const rule = countedRule(route, row.rule?.index ?? -1);
      countUse(
        getOrAdd(this.#rules, `${key[0]}\n${rule}`, () => ({ ...emptyCounters(), key: [key[0], route, rule] })),
        row,
      );
    }

    const bucket = startOf(row.createdAt, trafficBucketMs);
    const all = getOrAdd(this.#traffic, String(bucket), () => ({
      ...emptyCounters(),
      bucket,
      firstTry: 0,
      afterFailover: 0,
      gatewayMs: 0,
    }));
    count(all, row);
    all.gatewayMs += row.gatewayMs;
    // An answer of the cache had no attempt: nothing failed before it.
    if (row.outcome === "success" && row.attempts.length < 2) all.firstTry++;
    if (row.outcome === "success" && row.attempts.length > 1) all.afterFailover++;

    countAttempts(this.#providers, row);
    if (row.keyId !== null) this.#keys.set(row.keyId, Math.max(this.#keys.get(row.keyId) ?? 0, row.createdAt));
  }

  rollups(): Rollups {
    return {
      hourly: [...this.#hourly.values()].map((group) => [
        ...group.key,
        ...counterValues(group),
        group.latency,
        group.firstToken,
      ]),
      byName: byName(this.#hourly.values(), this.#rules.values()),
      traffic: [...this.#traffic.values()].map(trafficValues),
      trafficHours: inHours(this.#traffic.values()).map(trafficValues),
      providers: [...this.#providers.values()].map((group) => [
        group.bucket,
        group.providerId,
        group.attempts,
        group.failures,
        group.costMicroUsd,
        group.latency,
        group.firstToken,
      ]),
      keys: [...this.#keys],
    };
  }
}

interface ProviderCounters {
  bucket: number;
  providerId: string;
  attempts: number;
  failures: number;
  costMicroUsd: number;
  latency: Histogram;
  firstToken: Histogram;
}

function countAttempts(providers: Map<string, ProviderCounters>, row: LogRow): void {
  const groupOf = (providerId: string, time: number) => {
    const bucket = startOf(time, providerBucketMs);
    return getOrAdd(providers, `${bucket}\n${providerId}`, () => ({
      bucket,
      providerId,
      attempts: 0,
      failures: 0,
      costMicroUsd: 0,
      latency: {},
      firstToken: {},
    }));
  };
  for (const attempt of row.attempts) {
    const group = groupOf(attempt.providerId, row.createdAt + attempt.startedMs);
    group.attempts++;
    if (isProviderFailure(attempt)) group.failures++;
    if (attempt.errorCode !== null) continue;
    addTo(group.latency, attempt.latencyMs);
    if (attempt.firstByteMs !== null) addTo(group.firstToken, attempt.firstByteMs);
  }
  if (row.providerId !== null && row.costMicroUsd)
    groupOf(row.providerId, row.createdAt).costMicroUsd += row.costMicroUsd;
}
