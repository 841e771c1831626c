import { useEffect, useState } from "react";

/** Within a dialog: gives the focus back where it came from, also where that was an item of a menu that is gone by then. */
export function ReturnFocus() {
  const [opener] = useState(() => (typeof document === "undefined" ? null : openerOf(document.activeElement)));
  useEffect(
    () => () => {
      // After the dialog's own try.
      setTimeout(() => {
        const { activeElement, body } = document;
        if (opener?.isConnected && (activeElement === null || activeElement === body)) opener.focus();
      }, 0);
    },
    [opener],
  );
  return null;
}

function openerOf(element: Element | null): HTMLElement | null {
  const button = element?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  const opener = button ? document.getElementById(button) : element;
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}
