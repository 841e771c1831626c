import { lazy, Suspense, useSyncExternalStore } from "react";
import type { ExternalToast } from "sonner";
import { clearProblem } from "~/components/page-problem";

// Toasts answer what someone did: the toaster comes with the first of them, not with every page.

const load = () => import("~/components/ui/sonner.client");
const LazyToaster = lazy(async () => ({ default: (await load()).Toaster }));

let wanted = false;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Says that something was done; what was not, the page itself says (page-problem.tsx). */
export function confirmDone(text: string, options?: ExternalToast): void {
  clearProblem();
  wanted = true;
  for (const listener of listeners) listener();
  // The toaster shows what came before it, too.
  void load().then(({ toast }) => toast.success(text, options));
}

export function Toaster() {
  const isWanted = useSyncExternalStore(
    subscribe,
    () => wanted,
    () => false,
  );
  return isWanted ? (
    <Suspense fallback={null}>
      <LazyToaster />
    </Suspense>
  ) : null;
}
