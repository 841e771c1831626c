import type { LogFilter } from "./log-types";

const outcomes = ["success", "client_error", "upstream_error", "rate_limited", "cancelled"];

export const isLogStatus = (status: string): boolean =>
  /^[1-5]xx$/i.test(status) || /^\d{3}$/.test(status) || outcomes.includes(status);

export interface Conditions {
  sql: string;
  values: (string | number)[];
  /** Which index the query must walk, where SQLite would guess wrong. */
  indexHint: string;
}

const searched = ["request_id", "model", "requested_model", "error_message", "metadata"];

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (character) => `\\${character}`);

/** The WHERE clause for the filter without its text search; `without` leaves one field out. */
export function indexedConditions(filter: LogFilter, without?: "status" | "model" | "provider" | "key"): Conditions {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  let indexHint = "";
  const add = (sql: string, ...more: (string | number)[]) => {
    parts.push(sql);
    values.push(...more);
  };
  if (filter.from !== undefined) add("created_at >= ?", filter.from);
  if (filter.to !== undefined) add("created_at < ?", filter.to);
  if (filter.status && without !== "status") {
    const status = filter.status.toLowerCase();
    if (outcomes.includes(status)) add("outcome = ?", status);
    else if (status.endsWith("xx")) {
      const from = Number(status[0]) * 100;
      add("status between ? and ?", from, from + 99);
      // Nearly all rows are 2xx: those are found by time. The others are few: found by status, then sorted.
      const isAlone = !filter.model && !filter.provider && !filter.key;
      if (isAlone) indexHint = from === 200 ? "indexed by request_log_created" : "indexed by request_log_status";
    } else add("status = ?", Number(status));
  }
  if (filter.model && without !== "model") add("model = ?", filter.model);
  if (filter.provider && without !== "provider") add("provider_id = ?", filter.provider);
  if (filter.key && without !== "key") add("key_id = ?", filter.key);
  return { sql: parts.length === 0 ? "1" : parts.join(" and "), values, indexHint };
}

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
  add("latency_ms > ?", filter.slowerThanMs);
  add("attempt_count > ?", filter.attemptsOver);
  add("cache = ?", filter.cache);
  return parts.length === 0 ? null : { sql: parts.join(" and "), values };
}
