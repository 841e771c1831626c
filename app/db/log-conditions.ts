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

function statusCondition(text: string): { sql: string; values: (string | number)[] } {
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

/** What no index helps with: it is looked for in a bounded number of rows. Null where there is nothing of it. */
export function searchCondition(filter: LogFilter): { sql: string; values: (string | number)[] } | null {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  if (filter.q) {
    const pattern = `%${escapeLike(filter.q)}%`;
    parts.push(`(${searched.map((column) => `${column} like ? escape '\\'`).join(" or ")})`);
    values.push(...searched.map(() => pattern));
  }
  const add = (sql: string, value: string | number | undefined) => {
    if (value === undefined) return;
    parts.push(sql);
    values.push(value);
  };
  const addAny = (column: string, list: (string | number)[]) => {
    parts.push(`${column} in (${list.map(() => "?").join(", ")})`);
    values.push(...list);
  };
  add("latency_ms > ?", filter.slowerThanMs);
  add("attempt_count > ?", filter.attemptsOver);
  if (filter.cache) {
    // `hit` means both kinds.
    const wanted = filter.cache.split(",");
    const any = wanted.map(() => "?").join(", ");
    parts.push(`(cache in (${any}) or ${cacheColumn} in (${any}))`);
    values.push(...wanted, ...wanted);
  }
  if (filter.route) addAny(routeColumn, filter.route.split(","));
  if (filter.stream)
    addAny(
      "stream",
      filter.stream.split(",").map((text) => (text === "true" ? 1 : 0)),
    );
  if (filter.tried) {
    const known = filter.tried.split(",").flatMap((name) => triedConditions[name] ?? []);
    parts.push(`(${known.length === 0 ? "0" : known.join(" or ")})`);
  }
  if (filter.status && isList(filter.status)) {
    const any = filter.status.split(",").map(statusCondition);
    parts.push(`(${any.map(({ sql }) => `(${sql})`).join(" or ")})`);
    values.push(...any.flatMap((each) => each.values));
  }
  for (const [field, column] of indexedFields) {
    const value = filter[field];
    if (!value || !isList(value)) continue;
    const any = value.split(",");
    parts.push(
      `(${any.map((each) => (each.includes("*") ? `${column} like ? escape '\\'` : `${column} = ?`)).join(" or ")})`,
    );
    values.push(...any.map((each) => (each.includes("*") ? escapeLike(each).replaceAll("*", "%") : each)));
  }
  return parts.length === 0 ? null : { sql: parts.join(" and "), values };
}
