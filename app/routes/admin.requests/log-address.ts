import { readTimeRange, timeRangeMs } from "~/lib/time-range";
import { filterFields, queryOfUrl } from "./query";

/** The admin API's log with the page's filters: plain JSON, and what fails stays failed. `key`: the URL's parameters. */
export function logAddress(key: string, now: number, cursor?: string): string {
  const own = new URLSearchParams(key);
  const parameters = new URLSearchParams({ limit: "50" });
  for (const [name, value] of Object.entries(filterFields(queryOfUrl(own)))) parameters.set(name, String(value));
  parameters.set("from", own.get("from") ?? String(now - timeRangeMs[readTimeRange(own)]));
  const to = own.get("to");
  if (to) parameters.set("to", to);
  if (cursor) parameters.set("cursor", cursor);
  return `/api/admin/logs?${parameters}`;
}
