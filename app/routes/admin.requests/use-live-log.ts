import { useCallback, useEffect, useRef, useState } from "react";
import { useFetcher } from "react-router";
import type { LiveState } from "~/components/live-dot";
import { usePolling } from "~/components/use-polling";
import type { LogEntry } from "~/db/log-types";
import { readTimeRange, timeRangeMs } from "~/lib/time-range";
import { filterFields, filterKey, queryOfUrl } from "./query";
import type { RequestsData } from "./route";

const intervalMs = 3000;

export interface LiveLog {
  rows: LogEntry[];
  /** Newer than what is shown, held back so that nothing moves under the reader. */
  waiting: number;
  showWaiting: () => void;
  more: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  live: boolean;
  /** A period with an end has nothing new. */
  canBeLive: boolean;
  setLive: (live: boolean) => void;
  state: LiveState;
}

/** The list as it grows: older pages below, newer rows above by asking again while the tab is seen. */
export function useLiveLog(data: RequestsData, parameters: URLSearchParams): LiveLog {
  const key = filterKey(parameters);
  const [list, setList] = useState({ rows: data.page.data, waiting: [] as LogEntry[], cursor: data.page.nextCursor });
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const canBeLive = !parameters.has("to") && !parameters.has("cursor");
  const live = canBeLive && pausedAt === null;

  const source = useRef(data.page);
  useEffect(() => {
    if (source.current === data.page) return;
    source.current = data.page;
    setList({ rows: data.page.data, waiting: [], cursor: data.page.nextCursor });
  }, [data.page]);

  const older = useFetcher<RequestsData>({ key: `older-${key}` });
  const olderSeen = useRef<unknown>(null);
  useEffect(() => {
    const page = older.data?.page;
    if (!page || olderSeen.current === page) return;
    olderSeen.current = page;
    setList((before) => ({ ...before, rows: joined(before.rows, page.data), cursor: page.nextCursor }));
  }, [older.data]);
  const loadMore = useCallback(() => {
    if (list.cursor && older.state === "idle") void older.load(address(key, { cursor: list.cursor }));
  }, [list.cursor, older, key]);

  const shownKey = useRef(key);
  shownKey.current = key;
  const poll = useCallback(async () => {
    const response = await fetch(newestAddress(key, Date.now()), { headers: { accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    const page = (await response.json()) as { data: LogEntry[] };
    // The filter changed while this was on its way: these rows are of the list before.
    if (shownKey.current !== key) return;
    setList((before) => {
      const known = new Set([...before.waiting, ...before.rows].map((row) => row.requestId));
      const fresh = page.data.filter((row) => !known.has(row.requestId));
      if (fresh.length === 0) return before;
      const waiting = [...fresh, ...before.waiting];
      return window.scrollY < 40
        ? { ...before, rows: [...waiting, ...before.rows], waiting: [] }
        : { ...before, waiting };
    });
  }, [key]);
  const connected = usePolling(poll, live, intervalMs);

  return {
    rows: list.rows,
    waiting: list.waiting.length,
    showWaiting: () => {
      setList((before) => ({ ...before, rows: [...before.waiting, ...before.rows], waiting: [] }));
      window.scrollTo({ top: 0 });
    },
    more: list.cursor !== null,
    loadingMore: older.state !== "idle",
    loadMore,
    live,
    canBeLive,
    setLive: (next) => setPausedAt(next ? null : Date.now()),
    state: !live
      ? { kind: "paused", since: pausedAt ?? Date.parse(data.page.data[0]?.createdAt ?? new Date(0).toISOString()) }
      : connected
        ? { kind: "live" }
        : { kind: "reconnecting" },
  };
}

function joined(rows: LogEntry[], more: LogEntry[]): LogEntry[] {
  const known = new Set(rows.map((row) => row.requestId));
  return [...rows, ...more.filter((row) => !known.has(row.requestId))];
}

function address(key: string, extra: Record<string, string>): string {
  const parameters = new URLSearchParams(key);
  for (const [name, value] of Object.entries({ rows: "only", ...extra })) parameters.set(name, value);
  return `/admin/requests?${parameters}`;
}

/** The admin API's log with the page's filters: plain JSON, and a failed poll stays a failed poll. */
function newestAddress(key: string, now: number): string {
  const own = new URLSearchParams(key);
  const parameters = new URLSearchParams({ limit: "50" });
  for (const [name, value] of Object.entries(filterFields(queryOfUrl(own)))) parameters.set(name, String(value));
  const from = own.get("from") ?? new Date(now - timeRangeMs[readTimeRange(own)]).toISOString();
  parameters.set("from", /^\d+$/.test(from) ? new Date(Number(from)).toISOString() : from);
  return `/api/admin/logs?${parameters}`;
}
