import { useSearchParams } from "react-router";
import { readTimeRange } from "~/lib/time-range";

/** The rows behind a figure: Requests with a filter, in the range of this page. */
export function useRequestsLink(): (filter?: Record<string, string>) => string {
  const [parameters] = useSearchParams();
  const from = parameters.get("from");
  const to = parameters.get("to");
  const period: Record<string, string> = from && to ? { from, to } : { range: readTimeRange(parameters) };
  return (filter = {}) => `/admin/requests?${new URLSearchParams({ ...filter, ...period })}`;
}
