import { useRevalidator } from "react-router";
import { type Polling, usePolling } from "~/components/hooks/use-polling";

/**
 * Reads the page's data again every `intervalMs` while `active`, not in a hidden tab. A small file is asked for first: while
 * the network is away the page keeps what it has, instead of failing.
 */
export function useLive(intervalMs: number, active = true): Polling {
  const { revalidate } = useRevalidator();
  return usePolling(
    async () => {
      await reach();
      await revalidate();
    },
    active,
    intervalMs,
  );
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
