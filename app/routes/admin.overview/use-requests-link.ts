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

/** What tokens and money went to, in the range of this page; a day is the shortest that is shown there. */
export function useUsageLink(): (metric: "tokens" | "spend") => string {
  const [parameters] = useSearchParams();
  const from = parameters.get("from");
  const to = parameters.get("to");
  const range = readTimeRange(parameters);
  const period: Record<string, string> =
    from && to ? { from, to } : { range: range === "1h" || range === "6h" ? "24h" : range };
  return (metric) => `/admin/usage?${new URLSearchParams({ metric, ...period })}`;
}
