import { cacheColumn, indexedConditions, routeColumn, searchCondition, searched, triedColumn } from "./log-conditions";
import { type FacetField, facetFields, type LogFacets, type LogFilter } from "./log-types";

/** Rows that a facet looks at, from the newest of its filter. */
const mostCounted = 10_000;
const mostValues = 50;

const columns: Record<FacetField, string> = {
  status: "outcome",
  provider: "provider_id",
  tried: triedColumn,
  cache: cacheColumn,
  key: "key_id",
  route: routeColumn,
  model: "model",
  stream: "case when stream then 'true' else 'false' end",
};

const picked =
  "outcome, status, provider_id, key_id, key_name, model, latency_ms, attempt_count, cache, cache_hit, stream, matched_rule".split(
    ", ",
  );

/** One scan of the newest rows, counted by several fields. */
function count(database: D1Database, filter: LogFilter, fields: readonly FacetField[]): D1PreparedStatement {
  const conditions = indexedConditions(filter);
  const search = searchCondition(filter) ?? { sql: "1", values: [] };
  // The long columns only where they are searched.
  const read = [...new Set(filter.q ? [...picked, ...searched] : picked)].join(", ");
  const counts = fields.map(
    (field) =>
      `(select json_group_array(json_array(value, n, label)) from (
         select ${columns[field]} as value, count(*) as n, ${field === "key" ? "max(key_name)" : "null"} as label
         from found where value is not null group by value order by n desc, value limit ${mostValues})) as "${field}"`,
  );
  return database
    .prepare(
      `with looked as materialized (
         select ${read} from request_log ${conditions.indexHint} where ${conditions.sql} order by created_at desc limit ${mostCounted}
       ), found as materialized (select * from looked where ${search.sql})
       select (select count(*) from looked) as looked, ${counts.join(", ")}`,
    )
    .bind(...conditions.values, ...search.values);
}

type Counted = { looked: number } & Partial<Record<FacetField, string>>;

/**
 * Counts among the newest rows of the filter. Facets without a filter of their own share one scan; one that has one is
 * counted without it.
 */
export async function logFacets(database: D1Database, filter: LogFilter): Promise<LogFacets> {
  const own = facetFields.filter((field) => filter[field] !== undefined);
  const shared = facetFields.filter((field) => filter[field] === undefined);
  const results = await database.batch<Counted>([
    ...(shared.length > 0 ? [count(database, filter, shared)] : []),
    ...own.map((field) => count(database, { ...filter, [field]: undefined }, [field])),
  ]);
  const rows = results.flatMap((result) => result.results);
  const facet = (field: FacetField) => {
    const text = rows.find((row) => row[field] !== undefined)?.[field] ?? "[]";
    return (JSON.parse(text) as [string, number, string | null][]).map(([value, number, label]) => ({
      value,
      count: number,
      label,
    }));
  };
  const plain = (field: FacetField) => facet(field).map(({ value, count: number }) => ({ value, count: number }));
  return {
    status: plain("status"),
    provider: plain("provider"),
    tried: plain("tried"),
    cache: plain("cache"),
    key: facet("key").map((each) => ({ ...each, label: each.label ?? each.value })),
    route: plain("route"),
    model: plain("model"),
    stream: plain("stream"),
    partial: rows.some(({ looked }) => looked >= mostCounted),
  };
}
