import { type MouseEvent, useCallback, useRef } from "react";
import { useNavigate } from "react-router";

/**
 * The click handler of a plain link of this dashboard, for lists of many: a `Link` each would be drawn anew at every step of
 * every navigation, and that is what a press would wait for. `addressOf` says where a link leads by now, where that is not what
 * its `href` says.
 */
export function useFollow(
  addressOf: (link: HTMLAnchorElement) => string = ({ pathname, search }) => pathname + search,
): (event: MouseEvent<HTMLAnchorElement>) => void {
  const navigate = useNavigate();
  const latest = useRef(addressOf);
  latest.current = addressOf;
  return useCallback(
    (event) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      void navigate(latest.current(event.currentTarget), { preventScrollReset: true });
    },
    [navigate],
  );
}
