import type { LogFilter } from "./log-types";

const outcomes = ["success", "client_error", "upstream_error", "rate_limited", "cancelled"];

/** One code, class or outcome, or several joined by commas. */
export const isLogStatus = (status: string): boolean =>
  status.split(",").every((each) => /^[1-5]xx$/i.test(each) || /^\d{3}$/.test(each) || outcomes.includes(each));

/** Several values, or a pattern: `gpt-5,claude-*`. */
const isList = (value: string) => /[,*]/.test(value);

export interface Conditions {
  sql: string;
  values: (string | number)[];
  /** Which index the query must walk, where SQLite would guess wrong. */
  indexHint: string;
}

/** Columns that a text search looks into. */
export const searched = ["request_id", "model", "requested_model", "error_message", "metadata"];

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (character) => `\\${character}`);

function statusCondition(text: string): Condition {
  const status = text.toLowerCase();
  // The indexes leave out what nearly all rows are: SQLite takes them where the condition says so too.
  if (outcomes.includes(status))
    return { sql: status === "success" ? "outcome = ?" : "outcome = ? and outcome <> 'success'", values: [status] };
  if (!status.endsWith("xx"))
    return { sql: status === "200" ? "status = ?" : "status = ? and status <> 200", values: [Number(status)] };
  const from = Number(status[0]) * 100;
  return { sql: `status between ? and ?${from === 200 ? "" : " and status <> 200"}`, values: [from, from + 99] };
}

/** From 500 to 599, say. */
export interface StatusClass {
  from: number;
  to: number;
}

/** A class of statuses that few rows have, where it is what to look for: nearly all rows are 2xx. */
export function rareClass({ status, model, provider, key }: LogFilter): StatusClass | null {
  if (!status || !/^[1345]xx$/i.test(status) || model || provider || key) return null;
  const from = Number(status[0]) * 100;
  return { from, to: from + 99 };
}

/** The WHERE clause for what the indexes help with: the time, and one value each of status, model, provider and key. */
export function indexedConditions(filter: LogFilter): Conditions {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  let indexHint = "";
  const add = (sql: string, ...more: (string | number)[]) => {
    parts.push(sql);
    values.push(...more);
  };
  if (filter.from !== undefined) add("created_at >= ?", filter.from);
  if (filter.to !== undefined) add("created_at < ?", filter.to);
  if (filter.status && !isList(filter.status)) {
    const condition = statusCondition(filter.status);
    add(condition.sql, ...condition.values);
    // Nearly all rows are 2xx: those are found by time. The others are few: found by status, then sorted.
    const isAlone = !filter.model && !filter.provider && !filter.key;
    if (condition.values.length > 1 && isAlone)
      indexHint = condition.values[0] === 200 ? "indexed by request_log_created" : "indexed by request_log_status";
    // What went wrong is rarer than what a provider, model or key has.
    else if (condition.sql.startsWith("outcome") && condition.values[0] !== "success")
      indexHint = "indexed by request_log_outcome";
  }
  for (const [field, column] of indexedFields) {
    const value = filter[field];
    if (value && !isList(value)) add(`${column} = ?`, value);
  }
  return { sql: parts.length === 0 ? "1" : parts.join(" and "), values, indexHint };
}

const indexedFields = [
  ["model", "model"],
  ["provider", "provider_id"],
  ["key", "key_id"],
] as const;

const triedConditions: Record<string, string> = {
  first: "(outcome = 'success' and attempt_count < 2)",
  failover: "(outcome = 'success' and attempt_count > 1)",
  failed: "(outcome not in ('success', 'cancelled') and attempt_count > 0)",
};

/** How the gateway's cache took part; an answer of it says of which kind it was. */
export const cacheColumn =
  "case when cache = 'hit' then coalesce(json_extract(cache_hit, '$[0]'), cache) else cache end";

/** The route that a request named; null without one. */
export const routeColumn = "json_extract(matched_rule, '$[0]')";

/** What a request is in the facet of attempts; null for what was never tried, or broken off. */
export const triedColumn = `case ${Object.entries(triedConditions)
  .map(([name, sql]) => `when ${sql} then '${name}'`)
  .join(" ")} end`;

/** D1 refuses longer patterns: https://developers.cloudflare.com/d1/platform/limits/ */
const longestLikeBytes = 50;

interface Condition {
  sql: string;
  values: (string | number)[];
}

/** Lists go in as one parameter each: D1 takes a hundred, and nests a hundred deep. */
const isAny = (column: string, list: readonly (string | number)[]): Condition => ({
  sql: `${column} in (select value from json_each(?))`,
  values: [JSON.stringify(list)],
});

const anyOf = (conditions: Condition[]): Condition => ({
  sql: `(${conditions.map(({ sql }) => sql).join(" or ")})`,
  values: conditions.flatMap(({ values }) => values),
});

/** Codes, classes and outcomes. */
function statusAmong(list: readonly string[]): Condition {
  const classes = list.filter((each) => /xx$/i.test(each)).map((each) => Number(each[0]));
  const codes = list.filter((each) => /^\d+$/.test(each)).map(Number);
  return anyOf([
    isAny("status", codes),
    isAny("status / 100", classes),
    isAny(
      "outcome",
      list.map((each) => each.toLowerCase()),
    ),
  ]);
}

/** Values as they are, and those in which `*` stands for anything. */
function matchesAmong(column: string, list: readonly string[]): Condition {
  const patterns = list.filter((each) => each.includes("*"));
  const likes = patterns.map((each) => escapeLike(each).replaceAll("*", "%"));
  const isShort = (like: string) => new TextEncoder().encode(like).byteLength <= longestLikeBytes;
  // Of what is too long for that, all that stands between the stars must be there.
  const parts = patterns.filter((_, index) => !isShort(likes[index]!)).map((each) => each.split("*"));
  return anyOf([
    isAny(
      column,
      list.filter((each) => !each.includes("*")),
    ),
    {
      sql: `exists (select 1 from json_each(?) where ${column} like value escape '\\')`,
      values: [JSON.stringify(likes.filter(isShort))],
    },
    {
      sql: `exists (select 1 from json_each(?) as pattern where not exists
        (select 1 from json_each(pattern.value) as part where ifnull(instr(lower(${column}), lower(part.value)), 0) = 0 and part.value <> ''))`,
      values: [JSON.stringify(parts)],
    },
  ]);
}

/** What no index helps with: it is looked for in a bounded number of rows. Null where there is nothing of it. */
export function searchCondition(filter: LogFilter): Condition | null {
  const conditions: Condition[] = [];
  const add = (sql: string, ...values: (string | number)[]) => conditions.push({ sql, values });
  if (filter.q) {
    const found = (column: string, text: string) => ({ sql: `instr(lower(${column}), lower(?)) > 0`, values: [text] });
    // Metadata is stored as JSON: what was said with a quote, a backslash or a line break has another one before it there.
    const asJson = JSON.stringify(filter.q).slice(1, -1);
    const columns = searched.map((column) => found(column, filter.q!));
    conditions.push(anyOf(asJson === filter.q ? columns : [...columns, found("metadata", asJson)]));
  }
  if (filter.slowerThanMs !== undefined) add("latency_ms > ?", filter.slowerThanMs);
  if (filter.attemptsOver !== undefined) add("attempt_count > ?", filter.attemptsOver);
  if (filter.cache) {
    // `hit` means both kinds.
    const wanted = filter.cache.split(",");
    conditions.push(anyOf([isAny("cache", wanted), isAny(`(${cacheColumn})`, wanted)]));
  }
  if (filter.route) conditions.push(isAny(routeColumn, filter.route.split(",")));
  if (filter.stream)
    conditions.push(
      isAny(
        "stream",
        filter.stream.split(",").map((text) => (text === "true" ? 1 : 0)),
      ),
    );
  if (filter.tried) {
    const known = [...new Set(filter.tried.split(","))].flatMap((name) => triedConditions[name] ?? []);
    add(`(${known.length === 0 ? "0" : known.join(" or ")})`);
  }
  if (filter.status && isList(filter.status)) conditions.push(statusAmong(filter.status.split(",")));
  for (const [field, column] of indexedFields) {
    const value = filter[field];
    if (value && isList(value)) conditions.push(matchesAmong(column, value.split(",")));
  }
  if (conditions.length === 0) return null;
  return { sql: conditions.map(({ sql }) => sql).join(" and "), values: conditions.flatMap(({ values }) => values) };
}
