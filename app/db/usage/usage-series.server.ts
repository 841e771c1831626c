import { savedSum, sums } from "../log/histogram-rows";
import { hourMs } from "./rollups";

export type UsageSplit = "model" | "provider" | "key" | "route";

export interface UsageCounters {
  requests: number;
  errors: number;
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  costMicroUsd: number;
  /** What answers of the gateway's own cache had cost. */
  savedMicroUsd: number;
}

export interface UsageSeriesRow extends UsageCounters {
  /** Start of the part, Unix ms. */
  start: number;
  /** Id of the model, provider, key or route; empty where a request had none. */
  group: string;
}

interface UsageSeriesQuery {
  /** Unix ms; whole hours from `from` to before `to`. */
  from: number;
  to: number;
  /** Length of a part, in whole hours. */
  sizeMs: number;
  /** How far the clock that parts start on is ahead of UTC. */
  offsetMs: number;
  split: UsageSplit;
  /** Every other name counts as none. */
  names?: readonly string[];
}

/** The counters of a period in parts that start on the reader's clock, by model, provider, key or route. */
export async function usageSeries(database: D1Database, query: UsageSeriesQuery): Promise<UsageSeriesRow[]> {
  if (query.split !== "route") return readSeries(database, query);
  // Only what went through a route is counted by it: the rest is what that leaves of everything.
  const [routes, everything] = await Promise.all([
    readSeries(database, query),
    readSeries(database, { ...query, split: "model", names: [] }),
  ]);
  const named = Map.groupBy(
    routes.filter(({ group }) => group !== ""),
    ({ start }) => start,
  );
  return everything.flatMap((total) => {
    const own = named.get(total.start) ?? [];
    const rest = own.reduce(less, total);
    return rest.requests === 0 ? own : [rest, ...own];
  });
}

const less = (total: UsageSeriesRow, part: UsageCounters): UsageSeriesRow => ({
  ...total,
  requests: total.requests - part.requests,
  errors: total.errors - part.errors,
  promptTokens: total.promptTokens - part.promptTokens,
  completionTokens: total.completionTokens - part.completionTokens,
  cachedTokens: total.cachedTokens - part.cachedTokens,
  costMicroUsd: total.costMicroUsd - part.costMicroUsd,
  savedMicroUsd: total.savedMicroUsd - part.savedMicroUsd,
});

async function readSeries(
  database: D1Database,
  { from, to, sizeMs, offsetMs, split, names }: UsageSeriesQuery,
): Promise<UsageSeriesRow[]> {
  const group =
    names === undefined ? "name" : "case when name in (select value from json_each(?6)) then name else '' end";
  const { results } = await database
    .prepare(
      `select cast((hour + ?3) / ?4 as integer) * ?4 - ?3 as start, ${group} as "group", ${sums}, ${savedSum}
       from usage_by_name where split = ?5 and hour >= ?1 and hour < ?2 group by 1, 2 order by 1, 2`,
    )
    .bind(
      Math.floor(from / hourMs) * hourMs,
      to,
      offsetMs,
      sizeMs,
      split,
      ...(names === undefined ? [] : [JSON.stringify(names)]),
    )
    .all<UsageSeriesRow>();
  return results;
}
