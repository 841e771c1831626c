import { useEffect, useLayoutEffect } from "react";

let covers = 0;

/**
 * Within a dialog whose overlay lies over the whole page: no press gets through it. Radix takes the pointer from `body` as well,
 * which would draw up the style of everything on the page anew, when the dialog opens and when it closes.
 */
export function Covered() {
  // Before Radix does so, and until it has taken it back.
  useLayoutEffect(() => {
    covers += 1;
    document.documentElement.toggleAttribute("data-covered", true);
  }, []);
  useEffect(
    () => () => {
      covers -= 1;
      if (covers === 0) document.documentElement.removeAttribute("data-covered");
    },
    [],
  );
  return null;
}
