import { useEffect, useRef } from "react";
import { useEnvironment } from "~/components/environment";

/** Keys belong to the field while someone types, and to the dialog while one is open. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest("input, textarea, select, [role=textbox], [role=menu], [role=listbox]") !== null
  );
}

/**
 * A single key, such as `t`, or `T` with Shift. Off while typing, with Ctrl, Alt or Cmd held, inside an open dialog, and
 * where the person turned single keys off.
 */
export function useShortcut(key: string, run: (event: KeyboardEvent) => void): void {
  const { preferences } = useEnvironment();
  const latest = useRef(run);
  latest.current = run;
  const active = preferences.shortcuts === "on";
  useEffect(() => {
    if (!active) return;
    const listen = (event: KeyboardEvent) => {
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event) || document.querySelector("[role=dialog], [role=alertdialog]")) return;
      latest.current(event);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [active, key]);
}
