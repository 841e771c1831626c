import { lazy, Suspense, useSyncExternalStore } from "react";
import type { ExternalToast } from "sonner";

// Toasts answer what someone did: the toaster comes with the first of them, not with every page.

const LazyToaster = lazy(async () => ({ default: (await import("~/components/ui/sonner")).Toaster }));

let wanted = false;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

const show =
  (kind: "success" | "error") =>
  (text: string, options?: ExternalToast): void => {
    wanted = true;
    for (const listener of listeners) listener();
    // The toaster shows what came before it, too.
    void import("sonner").then(({ toast }) => toast[kind](text, options));
  };

/** Where a toast may have to say that the connection is gone: its files come beforehand, when the browser has time. */
export function prepareToasts(): () => void {
  const load = () => void Promise.all([import("~/components/ui/sonner"), import("sonner")]).catch(() => {});
  const timer = setTimeout(load, 1500);
  return () => clearTimeout(timer);
}

export const toast = { success: show("success"), error: show("error") };

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
