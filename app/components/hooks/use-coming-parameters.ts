import { useMemo } from "react";
import { useLocation, useNavigation, useSearchParams } from "react-router";

/**
 * The search parameters as they are about to be: those of a navigation within this page while its data are on their way, so
 * that what was pressed shows at once. `coming` says that there is one.
 */
export function useComingParameters(): { parameters: URLSearchParams; coming: boolean } {
  const [current] = useSearchParams();
  const { pathname, search } = useLocation();
  const { location } = useNavigation();
  const next = location?.pathname === pathname && location.search !== search ? location.search : null;
  return useMemo(
    () => ({ parameters: next === null ? current : new URLSearchParams(next), coming: next !== null }),
    [next, current],
  );
}
