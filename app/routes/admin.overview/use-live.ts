import { useRevalidator } from "react-router";
import type { LiveState } from "~/components/live-dot";
import { usePolling } from "~/components/use-polling";

/**
 * Reads the page's data again every `intervalMs`, not in a hidden tab. A small file is asked for first: while the network
 * is away the page keeps what it has, instead of failing.
 */
export function useLive(intervalMs: number): LiveState {
  const { revalidate } = useRevalidator();
  const connected = usePolling(
    async () => {
      await reach();
      await revalidate();
    },
    true,
    intervalMs,
  );
  return { kind: connected ? "live" : "reconnecting" };
}

/** Fails where the server cannot be reached. */
async function reach(): Promise<void> {
  const response = await fetch("/robots.txt", {
    method: "HEAD",
    cache: "no-store",
    signal: AbortSignal.timeout(8_000),
  });
  if (response.status >= 500) throw new Error(`the server answered ${response.status}`);
}
