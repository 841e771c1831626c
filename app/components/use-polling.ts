import { useEffect, useRef, useState } from "react";

/**
 * Runs `poll` every `intervalMs` while `active` and the tab is seen, at once when it is seen again. Answers whether the
 * last try worked; after a failure it tries again in 5 s, then less and less often, down to twice a minute.
 */
export function usePolling(poll: () => Promise<void>, active: boolean, intervalMs: number): boolean {
  const [connected, setConnected] = useState(true);
  const latest = useRef(poll);
  latest.current = poll;
  useEffect(() => {
    if (!active) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    let failures = 0;
    const run = async () => {
      clearTimeout(timer);
      if (stopped || document.hidden) return;
      try {
        await latest.current();
        failures = 0;
        if (!stopped) setConnected(true);
      } catch {
        failures += 1;
        if (!stopped) setConnected(false);
      }
      if (!stopped) timer = setTimeout(run, failures === 0 ? intervalMs : Math.min(30_000, 2_500 * 2 ** failures));
    };
    const onVisible = () => void run();
    timer = setTimeout(run, intervalMs);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [active, intervalMs]);
  return connected;
}
