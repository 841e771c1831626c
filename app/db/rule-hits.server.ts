import { countedRule, hourMs } from "./rollups";

/** How many requests each rule of a route decided. */
export interface RuleHits {
  /** By the place of the rule in the route's document, from 0. */
  rules: Record<number, number>;
  /** What no rule took. */
  otherwise: number;
}

/** Hits of a route's rules since `from` (Unix ms), in whole hours. A rule is known by its place when the request came. */
export async function ruleHits(database: D1Database, route: string, from: number): Promise<RuleHits> {
  const prefix = countedRule(route, 0).slice(0, -1);
  const { results } = await database
    .prepare(
      `select cast(substr(name, ?2) as integer) as place, sum(requests) as hits from usage_by_name
       where split = 'rule' and hour >= ?3 and substr(name, 1, ?2 - 1) = ?1 group by place`,
    )
    .bind(prefix, prefix.length + 1, Math.floor(from / hourMs) * hourMs)
    .all<{ place: number; hits: number }>();
  const { [-1]: otherwise = 0, ...rules } = Object.fromEntries(results.map(({ place, hits }) => [place, hits]));
  return { rules, otherwise };
}
