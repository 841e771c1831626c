import { useEffect, useState } from "react";
import { useRevalidator } from "react-router";
import type { LiveState } from "~/components/live-dot";

/**
 * Reads the page's data again every `intervalMs`, not in a hidden tab. A small file is asked for first: while the network
 * is away the page keeps what it has, instead of failing.
 */
export function useLive(intervalMs: number): LiveState {
  const { revalidate } = useRevalidator();
  const [state, setState] = useState<LiveState>({ kind: "live" });
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (delayMs: number) => {
      clearTimeout(timer);
      timer = setTimeout(tick, delayMs);
    };
    const tick = async () => {
      if (document.hidden) return;
      const online = await reachable();
      if (stopped) return;
      setState({ kind: online ? "live" : "reconnecting" });
      if (online) await revalidate();
      if (!stopped) again(online ? intervalMs : 5_000);
    };
    const follow = () => {
      if (document.hidden) {
        clearTimeout(timer);
        setState({ kind: "paused", since: Date.now() });
      } else void tick();
    };
    again(intervalMs);
    document.addEventListener("visibilitychange", follow);
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", follow);
    };
  }, [intervalMs, revalidate]);
  return state;
}

async function reachable(): Promise<boolean> {
  try {
    const response = await fetch("/robots.txt", {
      method: "HEAD",
      cache: "no-store",
      signal: AbortSignal.timeout(8_000),
    });
    return response.status < 500;
  } catch {
    return false;
  }
}
