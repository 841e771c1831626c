import type { LogFilter } from "~/db/log/log-types";
import { readMoment, readTimeRange, timeRangeMs } from "~/lib/time-range";
import { filterFields, queryOfUrl } from "./query";

/** The URL as a filter of the log. `from` and `to` (ISO or Unix ms) go before `range`. */
export function filterOfUrl(parameters: URLSearchParams, now: number): LogFilter & { from: number } {
  return {
    ...filterFields(queryOfUrl(parameters)),
    from: readMoment(parameters.get("from")) ?? now - timeRangeMs[readTimeRange(parameters)],
    to: readMoment(parameters.get("to")) ?? undefined,
    cursor: parameters.get("cursor") ?? undefined,
    limit: 50,
  };
}
