import { type MouseEvent, useCallback } from "react";
import { useNavigate } from "react-router";

/**
 * The click handler of a plain link of this dashboard, for lists of many: a `Link` each would be drawn anew at every step of
 * every navigation, and that is what a press would wait for.
 */
export function useFollow(): (event: MouseEvent<HTMLAnchorElement>) => void {
  const navigate = useNavigate();
  return useCallback(
    (event) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      const { pathname, search } = event.currentTarget;
      void navigate(pathname + search, { preventScrollReset: true });
    },
    [navigate],
  );
}
