import { type RefObject, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "~/components/hooks/use-shortcuts";
import { confirmDone } from "~/components/toast";
import { copyText } from "~/lib/copy-text";

/**
 * J and K (or arrows) move through the rows, also to those that are not drawn at the moment; C copies the id of the
 * focused one; Enter is the link's own.
 */
export function useRowKeys(
  table: RefObject<HTMLElement | null>,
  rows: { requestId: string }[],
  scrollTo: (index: number) => void,
): void {
  const { t } = useTranslation("requests");
  /** The row that had the focus last; it may be gone from the page since. */
  const active = useRef<string | null>(null);
  const linkOf = (id: string) => table.current?.querySelector<HTMLElement>(`[data-row-link="${CSS.escape(id)}"]`);
  /** Scrolled to, but not drawn yet. */
  const awaited = useRef<string | null>(null);
  const focus = (id: string): boolean => {
    const link = linkOf(id);
    if (!link) return false;
    link.focus({ preventScroll: true });
    link.closest("tr")?.scrollIntoView({ block: "nearest" });
    return true;
  };
  useEffect(() => {
    if (awaited.current !== null && focus(awaited.current)) awaited.current = null;
  });
  const move = (step: 1 | -1) => {
    const at = rows.findIndex((row) => row.requestId === active.current);
    const index = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
    const next = rows[index];
    if (!next) return;
    active.current = next.requestId;
    awaited.current = null;
    if (focus(next.requestId)) return;
    awaited.current = next.requestId;
    scrollTo(index);
  };
  const latest = useRef(move);
  latest.current = move;
  useShortcut("j", () => move(1));
  useShortcut("k", () => move(-1));
  useShortcut("c", () => {
    const id = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.rowLink : undefined;
    if (id) void copyText(id).then(() => confirmDone(t("copied", { id })));
  });
  const hasRows = rows.length > 0;
  useEffect(() => {
    const element = table.current;
    if (!element) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      latest.current(event.key === "ArrowDown" ? 1 : -1);
    };
    const onFocus = (event: FocusEvent) => {
      const id = event.target instanceof HTMLElement ? event.target.dataset.rowLink : undefined;
      if (id) active.current = id;
    };
    element.addEventListener("keydown", onKey);
    element.addEventListener("focusin", onFocus);
    return () => {
      element.removeEventListener("keydown", onKey);
      element.removeEventListener("focusin", onFocus);
    };
  }, [hasRows]);
}
