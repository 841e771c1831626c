// The query field of the request log: `status:5xx model:gpt-4o provider:openai key:ci latency>5s attempts>1 free text`.
// Several values of a field are joined by commas.

export const queryFields = [
  "status",
  "model",
  "provider",
  "key",
  "route",
  "tried",
  "cache",
  "stream",
  "latency",
  "attempts",
] as const;
export type QueryField = (typeof queryFields)[number];

export type LogQuery = Partial<Record<QueryField, string>> & { text: string };

const listOf = (...words: string[]) => new RegExp(`^(${words.join("|")})(,(${words.join("|")}))*$`);

/** Fields whose value is a least one: `latency>5s`, `latency>800ms`, `attempts>1`. */
const valuePattern: Partial<Record<QueryField, RegExp>> = {
  latency: /^\d{1,6}(\.\d+)?(ms|s)?$/,
  attempts: /^\d{1,3}$/,
  cache: listOf("exact", "semantic", "hit", "miss", "bypass"),
  tried: listOf("first", "failover", "failed"),
  stream: listOf("true", "false"),
};
export const isLeast = (field: QueryField) => field === "latency" || field === "attempts";

const token = /(?:(\w+)([:>]))?(?:"([^"]*)"|(\S+))/g;

/** A field named twice: the last one holds. `field:` without a value and unknown fields are plain text. */
export function parseQuery(input: string): LogQuery {
  const query: LogQuery = { text: "" };
  const words: string[] = [];
  for (const match of input.matchAll(token)) {
    const field = queryFields.find((name) => name === match[1]?.toLowerCase());
    const value = match[3] ?? match[4] ?? "";
    if (field && isValue(field, match[2], value)) query[field] = field === "status" ? value.toLowerCase() : value;
    else words.push(match[3] !== undefined && !match[1] ? match[3] : match[0]);
  }
  query.text = words.join(" ").trim();
  return query;
}

function isValue(field: QueryField, sign: string | undefined, value: string): boolean {
  if (value === "" || (sign === ">") !== isLeast(field)) return false;
  return valuePattern[field]?.test(value) ?? true;
}

/** `5s`, `800ms` and `800` (ms) as milliseconds. */
export const readLatencyMs = (text: string): number =>
  Math.round(Number.parseFloat(text) * (/[^m]s$/.test(text) ? 1000 : 1));

/** The query under the names of the admin API and of the log's filter. */
export function filterFields(query: LogQuery) {
  const { text, latency, attempts, ...named } = query;
  const fields = Object.fromEntries(
    Object.entries(named).filter(([field, value]) => value && (valuePattern[field as QueryField]?.test(value) ?? true)),
  ) as Pick<LogQuery, keyof typeof named>;
  return {
    ...fields,
    ...(text ? { q: text } : {}),
    ...(latency && valuePattern.latency?.test(latency) ? { slowerThanMs: readLatencyMs(latency) } : {}),
    ...(attempts && valuePattern.attempts?.test(attempts) ? { attemptsOver: Number(attempts) } : {}),
  };
}

export function formatQuery(query: LogQuery): string {
  const parts = queryFields.flatMap((field) => {
    const value = query[field];
    return value ? [`${field}${isLeast(field) ? ">" : ":"}${/\s/.test(value) ? `"${value}"` : value}`] : [];
  });
  return [...parts, query.text].filter((part) => part !== "").join(" ");
}

/** Filters live in the URL under the admin API's names; `q` may also hold fields, as typed before hydration. */
export function queryOfUrl(parameters: URLSearchParams): LogQuery {
  const query = parseQuery(parameters.get("q") ?? "");
  for (const field of queryFields) {
    const value = parameters.get(field);
    if (value) query[field] = value;
  }
  return query;
}

/** Writes the query into a copy of the URL's parameters, and leaves the others (range) alone. */
export function withQuery(parameters: URLSearchParams, query: LogQuery): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const field of queryFields) {
    const value = query[field];
    if (value) next.set(field, value);
    else next.delete(field);
  }
  if (query.text) next.set("q", query.text);
  else next.delete("q");
  return next;
}

/** Same filters, same key: what starts the list anew when it changes. */
export function filterKey(parameters: URLSearchParams): string {
  const relevant = new URLSearchParams(parameters);
  for (const name of ["cursor", "rows"]) relevant.delete(name);
  return relevant.toString();
}

export const hasFilter = (parameters: URLSearchParams): boolean => formatQuery(queryOfUrl(parameters)) !== "";

/** The values that a field of the query has. */
export const valuesOf = (query: LogQuery, field: QueryField): string[] => query[field]?.split(",") ?? [];

/** The query with one value of a field added, or taken out where it is there. */
export function withToggled(query: LogQuery, field: QueryField, value: string): LogQuery {
  const values = valuesOf(query, field);
  const next = values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
  return { ...query, [field]: next.length === 0 ? undefined : next.join(",") };
}

/** Looked for row by row, as no index knows it: a page of the answer may take long, and have few rows. */
export function isSearch(query: LogQuery): boolean {
  const { text, latency, attempts, route, tried, cache, stream, ...indexed } = query;
  return (
    Boolean(text || latency || attempts || route || tried || cache || stream) ||
    Object.values(indexed).some((value) => value && /[,*]/.test(value))
  );
}
