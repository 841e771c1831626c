import type { LogFilter } from "~/db/log-types";
import { readTimeRange, timeRangeMs } from "~/lib/time-range";
import { filterFields, queryOfUrl } from "./query";

/** The URL as a filter of the log. `from` and `to` (ISO or Unix ms) go before `range`. */
export function filterOfUrl(parameters: URLSearchParams, now: number): LogFilter & { from: number } {
  return {
    ...filterFields(queryOfUrl(parameters)),
    from: timeOf(parameters.get("from")) ?? now - timeRangeMs[readTimeRange(parameters)],
    to: timeOf(parameters.get("to")),
    cursor: parameters.get("cursor") ?? undefined,
    limit: 50,
  };
}

function timeOf(value: string | null): number | undefined {
  if (!value) return undefined;
  const time = /^\d+$/.test(value) ? Number(value) : Date.parse(value);
  return Number.isFinite(time) ? time : undefined;
}
