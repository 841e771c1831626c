import type { UsageCounters, UsageSeriesRow } from "~/db/usage/usage-series.server";
import { type Metric, metricOf } from "./metrics";

/** Colours to choose from; the eighth is the others'. */
const shownGroups = 7;

export interface UsageGroup {
  /** Null: all that are not shown on their own. */
  id: string | null;
  /** How many are added up here. */
  size: number;
  totals: UsageCounters;
  /** Of the period before; null where there is no whole one. */
  before: UsageCounters | null;
  /** The metric, bar by bar. Per 1k requests: its part of the whole, so that the stack adds up. */
  values: number[];
}

export interface GroupedUsage {
  /** By the metric, greatest first, the others last. */
  groups: UsageGroup[];
  totals: UsageCounters;
  before: UsageCounters | null;
  /** Starts of the bars, Unix ms. */
  starts: number[];
}

const none: UsageCounters = {
  requests: 0,
  errors: 0,
  promptTokens: 0,
  completionTokens: 0,
  cachedTokens: 0,
  costMicroUsd: 0,
  savedMicroUsd: 0,
};

const add = (left: UsageCounters, right: UsageCounters): UsageCounters => ({
  requests: left.requests + right.requests,
  errors: left.errors + right.errors,
  promptTokens: left.promptTokens + right.promptTokens,
  completionTokens: left.completionTokens + right.completionTokens,
  cachedTokens: left.cachedTokens + right.cachedTokens,
  costMicroUsd: left.costMicroUsd + right.costMicroUsd,
  savedMicroUsd: left.savedMicroUsd + right.savedMicroUsd,
});

const sum = (rows: UsageCounters[]) => rows.reduce(add, none);

interface GroupOptions {
  metric: Metric;
  /** Starts of all bars, also of those without traffic. */
  starts: number[];
}

/** What each group has to say: seven of them, and the others as one. */
export function groupUsage(
  rows: UsageSeriesRow[],
  previous: UsageSeriesRow[] | null,
  { metric, starts }: GroupOptions,
): GroupedUsage {
  // A rate has no whole to take a part of: what costs most comes first.
  const rank = (counters: UsageCounters) => metricOf(counters, metric === "perThousand" ? "spend" : metric) ?? 0;
  const byGroup = Map.groupBy(rows, (row) => row.group);
  const earlier = Map.groupBy(previous ?? [], (row) => row.group);
  const ordered = [...byGroup]
    .map(([id, parts]) => ({ id, totals: sum(parts) }))
    .sort((a, b) => rank(b.totals) - rank(a.totals) || b.totals.requests - a.totals.requests || (a.id < b.id ? -1 : 1));
  const requests = new Map(starts.map((start) => [start, 0]));
  for (const row of rows) requests.set(row.start, (requests.get(row.start) ?? 0) + row.requests);

  const group = (id: string | null, ids: string[]): UsageGroup => {
    const own = ids.flatMap((each) => byGroup.get(each) ?? []);
    const at = Map.groupBy(own, (row) => row.start);
    return {
      id,
      size: ids.length,
      totals: sum(own),
      before: previous === null ? null : sum(ids.flatMap((each) => earlier.get(each) ?? [])),
      values: starts.map((start) => {
        const counters = sum(at.get(start) ?? []);
        if (metric !== "perThousand") return metricOf(counters, metric) ?? 0;
        const all = requests.get(start) ?? 0;
        return all === 0 ? 0 : (counters.costMicroUsd * 1000) / all;
      }),
    };
  };
  // One left over takes no more room than "others" would.
  const shown = ordered.slice(0, ordered.length === shownGroups + 1 ? shownGroups + 1 : shownGroups);
  const others = ordered.slice(shown.length).map(({ id }) => id);
  return {
    groups: [...shown.map(({ id }) => group(id, [id])), ...(others.length === 0 ? [] : [group(null, others)])],
    totals: sum(rows),
    before: previous === null ? null : sum(previous),
    starts,
  };
}

/** In the order of the groups; slate is kept for the others. */
export const groupColor = (index: number): string => `var(--chart-${Math.min(index, shownGroups) + 1})`;
