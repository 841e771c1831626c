import { countedRule, hourMs } from "./usage/rollups";

/** How many requests each rule of a route decided. */
export interface RuleHits {
  /** By the place of the rule in the route's document, from 0. */
  rules: Record<number, number>;
  /** What no rule took. */
  otherwise: number;
}

/** Hits of a route's rules since `from` (Unix ms), in whole hours. */
export async function ruleHits(database: D1Database, route: string, from: number): Promise<RuleHits> {
  const prefix = countedRule(route, 0).slice(0, -1);
  const { results } = await database
    .prepare(
      `select cast(substr(name, length(?1) + 1) as integer) as place, sum(requests) as hits from usage_by_name
       where split = 'rule' and hour >= ?2 and substr(name, 1, length(?1)) = ?1 group by place`,
    )
    .bind(prefix, Math.floor(from / hourMs) * hourMs)
    .all<{ place: number; hits: number }>();
  const { [-1]: otherwise = 0, ...rules } = Object.fromEntries(results.map(({ place, hits }) => [place, hits]));
  return { rules, otherwise };
}

/** Where the rules of a route went when it was stored anew. */
export interface MovedRules {
  route: string;
  /** Old place and new one, of those that are not where they were; null for a rule that is gone. */
  moves: [from: number, to: number | null][];
}

/** How far back anybody asks for a rule's hits, an hour more. */
const keptMs = 25 * hourMs;

/** Rules are counted by their place: what they had counted goes with them. */
export function moveRuleHits(database: D1Database, moved: MovedRules[]): D1PreparedStatement[] {
  const names = moved.flatMap(({ route, moves }) =>
    moves.map(([from, to]) => [countedRule(route, from), to === null ? null : countedRule(route, to)]),
  );
  if (names.length === 0) return [];
  const statement = (sql: string) =>
    database.prepare(sql).bind(Math.floor((Date.now() - keptMs) / hourMs) * hourMs, JSON.stringify(names));
  const rows = "where split = 'rule' and hour >= ?1 and";
  return [
    statement(
      `delete from usage_by_name ${rows} name in (select value ->> 0 from json_each(?2) where value ->> 1 is null)`,
    ),
    // By a name that no rule has, as two may have changed places. A row that came late for a place that was gone gives way.
    statement(
      `update usage_by_name set name = char(10) || (select value ->> 1 from json_each(?2) where value ->> 0 = name)
       ${rows} name in (select value ->> 0 from json_each(?2) where value ->> 1 is not null)`,
    ),
    database
      .prepare(
        `update or replace usage_by_name set name = substr(name, 2)
         where split = 'rule' and hour >= ?1 and name >= char(10) and name < char(11)`,
      )
      .bind(Math.floor((Date.now() - keptMs) / hourMs) * hourMs),
  ];
}
