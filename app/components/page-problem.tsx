import { TriangleAlert, X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { Button } from "~/components/ui/button";

// A write at once (a switch, a drag, a menu) that did not happen. Toasts only confirm, and go: this stays below the top bar
// until it is dismissed, until another write works, or until the page is left.

interface Problem {
  title: string;
  reason: string;
}

let problem: Problem | null = null;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

function set(next: Problem | null): void {
  if (problem === next) return;
  problem = next;
  for (const listener of listeners) listener();
}

export const showProblem = (title: string, reason: string): void => set({ title, reason });

export const clearProblem = (): void => set(null);

export function PageProblem() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const shown = useSyncExternalStore(
    subscribe,
    () => problem,
    () => null,
  );
  useEffect(() => clearProblem, [pathname]);
  if (shown === null) return null;
  return (
    <div role="alert" className="flex items-start gap-2.5 border-t bg-bad-soft px-4 py-2 text-sm text-bad-text lg:px-6">
      <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <p className="min-w-0 flex-1 break-words">
        <span className="font-medium">{shown.title}</span> {shown.reason}
      </p>
      <Button variant="ghost" size="icon-xs" className="-my-0.5" aria-label={t("dismiss")} onClick={clearProblem}>
        <X aria-hidden />
      </Button>
    </div>
  );
}
