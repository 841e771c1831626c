import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "~/components/hooks/use-shortcuts";
import { confirmDone } from "~/components/toast";
import { copyText } from "~/lib/copy-text";

/** What is drawn for another width stands in the page as well. */
const isSeen = (element: HTMLElement) => element.getClientRects().length > 0;

function move(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("main [data-row-id]")].filter(isSeen);
  const at = rows.findIndex((row) => row.matches(":focus"));
  const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

/**
 * J and K move through the rows of a page, as the arrows do from a row; C copies the id of the one that has the focus, and Enter is
 * the row's own link, which names its id in data-row-id. The request log, of which most rows are not drawn, has its own.
 */
export function useRowShortcuts(): void {
  const { t } = useTranslation();
  useShortcut("j", () => move(1));
  useShortcut("k", () => move(-1));
  useShortcut("c", () => {
    const id = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.rowId : undefined;
    if (id) void copyText(id).then(() => confirmDone(t("copiedId", { id })));
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      if (!(event.target instanceof HTMLElement) || event.target.dataset.rowId === undefined) return;
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
