import { useCallback, useEffect, useRef, useState } from "react";
import type { LiveState } from "~/components/live-dot";

/** After so many failures in a row, 35 s in all, it waits to be asked. */
const mostFailures = 4;
const live: LiveState = { kind: "live" };

export interface Polling {
  state: LiveState;
  /** Tries again at once, also where it had given up. */
  resume: () => void;
}

/**
 * Runs `poll` every `intervalMs` while `active` and the tab is seen, at once when it is seen again. After a failure it tries
 * again in 5 s, then less often, and then pauses until it is resumed, seen again, or the network is back.
 */
export function usePolling(poll: () => Promise<void>, active: boolean, intervalMs: number): Polling {
  const [state, setState] = useState(live);
  const latest = useRef(poll);
  latest.current = poll;
  const again = useRef(() => {});
  useEffect(() => {
    if (!active) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    let running = false;
    let failures = 0;
    let lostAt = 0;
    const run = async () => {
      clearTimeout(timer);
      if (stopped || running || document.hidden) return;
      running = true;
      try {
        await latest.current();
        failures = 0;
        if (!stopped) setState(live);
      } catch {
        failures += 1;
        if (failures === 1) lostAt = Date.now();
        if (!stopped) setState(failures < mostFailures ? { kind: "reconnecting" } : { kind: "paused", since: lostAt });
      }
      running = false;
      if (stopped || failures >= mostFailures) return;
      timer = setTimeout(run, failures === 0 ? intervalMs : 2_500 * 2 ** failures);
    };
    const start = () => {
      if (failures > 0) {
        failures = 0;
        setState({ kind: "reconnecting" });
      }
      void run();
    };
    again.current = start;
    timer = setTimeout(run, intervalMs);
    document.addEventListener("visibilitychange", start);
    window.addEventListener("online", start);
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", start);
      window.removeEventListener("online", start);
    };
  }, [active, intervalMs]);
  const resume = useCallback(() => again.current(), []);
  return { state, resume };
}
