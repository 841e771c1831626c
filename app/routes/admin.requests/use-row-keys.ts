import { type RefObject, useEffect } from "react";
import { useShortcut } from "~/components/use-shortcuts";
import { copyText } from "~/lib/copy-text";

/** J and K (or arrows) move through the rows, C copies the id of the focused one; Enter is the link's own. */
export function useRowKeys(table: RefObject<HTMLElement | null>): void {
  const move = (step: 1 | -1) => {
    const rows = [...(table.current?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const next = rows[at < 0 ? 0 : at + step];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  useShortcut("j", () => move(1));
  useShortcut("k", () => move(-1));
  useShortcut("c", () => {
    const id = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.rowLink : undefined;
    if (id) void copyText(id);
  });
  useEffect(() => {
    const element = table.current;
    if (!element) return;
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    };
    element.addEventListener("keydown", listen);
    return () => element.removeEventListener("keydown", listen);
  });
}
