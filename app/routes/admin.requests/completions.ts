import type { LogFacets } from "~/db/log/log-types";
import { isLeast, type QueryField, queryFields } from "./query";

// What the query field offers for the word at its cursor.

export interface Completion {
  /** What is put in place of the word. */
  text: string;
  /** How often that is, where it was counted. */
  count: number | null;
}

const fixed: Partial<Record<QueryField, readonly string[]>> = {
  status: ["2xx", "4xx", "5xx", "429", "success", "client_error", "rate_limited", "upstream_error", "cancelled"],
  tried: ["first", "failover", "failed"],
  cache: ["exact", "semantic", "miss", "bypass"],
  stream: ["true", "false"],
  latency: ["1s", "5s", "20s"],
  attempts: ["1", "2"],
};
const most = 8;

/** Where the word at the cursor begins and ends. */
export function wordAt(text: string, cursor: number): { start: number; end: number; word: string } {
  const start = text.lastIndexOf(" ", cursor - 1) + 1;
  const space = text.indexOf(" ", cursor);
  const end = space < 0 ? text.length : space;
  return { start, end, word: text.slice(start, end) };
}

const quoted = (value: string) => (/\s/.test(value) ? `"${value}"` : value);

/** Fields whose name begins like the word; after the sign, the field's values. A list of values goes on after a comma. */
export function completionsFor(word: string, facets: LogFacets | null): Completion[] {
  const sign = /^(\w+)([:>])(.*)$/.exec(word);
  const field = queryFields.find((name) => name === sign?.[1]?.toLowerCase());
  if (!sign || !field) {
    if (word === "") return queryFields.map((name) => ({ text: nameOf(name), count: null }));
    const begun = word.toLowerCase();
    return queryFields.filter((name) => name.startsWith(begun)).map((name) => ({ text: nameOf(name), count: null }));
  }
  const typed = sign[3] ?? "";
  const before = typed.slice(0, typed.lastIndexOf(",") + 1);
  const part = typed.slice(before.length).replace(/^"/, "").toLowerCase();
  const counted = facets && field in facets ? facets[field as keyof Omit<LogFacets, "partial">] : [];
  const values = new Map<string, number | null>();
  for (const value of fixed[field] ?? []) values.set(value, null);
  for (const { value, count } of counted) values.set(value, count);
  return [...values]
    .filter(([value]) => value.toLowerCase().includes(part) && value.toLowerCase() !== part)
    .sort(([a], [b]) => Number(b.toLowerCase().startsWith(part)) - Number(a.toLowerCase().startsWith(part)))
    .slice(0, most)
    .map(([value, count]) => ({ text: `${nameOf(field)}${before}${quoted(value)}`, count }));
}

const nameOf = (field: QueryField) => `${field}${isLeast(field) ? ">" : ":"}`;
