import { useSearchParams } from "react-router";
import { readTimeRange } from "~/lib/time-range";

/** The rows behind a figure: Requests with a filter, in the range of this page. */
export function useRequestsLink(): (filter?: Record<string, string>) => string {
  const [parameters] = useSearchParams();
  const range = readTimeRange(parameters);
  return (filter = {}) => `/admin/requests?${new URLSearchParams({ ...filter, range })}`;
}
