import { useCallback, useEffect, useRef, useState } from "react";
import { usePolling } from "~/components/hooks/use-polling";
import type { LiveState } from "~/components/live-dot";
import { readCursor } from "~/db/log/log-cursor";
import type { LogEntry, LogPage } from "~/db/log/log-types";
import { logAddress } from "./log-address";
import { filterKey, isSearch, queryOfUrl } from "./query";

const intervalMs = 3000;
/** Up there a reader sees the newest rows, and wants the next ones. */
const topPixels = 40;

export interface LiveLog {
  /** The first page that the rows grew from: another one for another filter. */
  page: LogPage | null;
  rows: LogEntry[];
  /** Newer than what is shown, held back so that nothing moves under the reader. */
  waiting: number;
  showWaiting: () => void;
  more: boolean;
  loadMore: () => void;
  /** A page is on its way. */
  searching: boolean;
  /** No index knows what is looked for: a page may take long, and bring few rows or none. */
  isSearch: boolean;
  /** How far back the list has come, Unix ms; null where it has come to its end. */
  searchedTo: number | null;
  stop: () => void;
  /** Stopped by the reader, or by a failure. */
  stopped: boolean;
  failed: boolean;
  goOn: () => void;
  live: boolean;
  /** A period with an end has nothing new. */
  canBeLive: boolean;
  setLive: (live: boolean) => void;
  state: LiveState;
  /** Tries again where the connection was lost; null where the reader paused it. */
  resume: (() => void) | null;
}

const empty: LogPage = { data: [], nextCursor: null };

/** The list as it grows: older pages below, newer rows above by asking again while the tab is seen. `page` is the first one. */
export function useLiveLog(page: LogPage | null, parameters: URLSearchParams): LiveLog {
  const key = filterKey(parameters);
  const first = page ?? empty;
  const fresh = { page, rows: first.data, waiting: [] as LogEntry[], cursor: first.nextCursor };
  const [kept, setList] = useState(fresh);
  // Other rows are drawn at once with the page that brings them, not after it has been drawn with the old ones.
  const list = kept.page === page ? kept : fresh;
  if (list !== kept) setList(list);
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const canBeLive = !parameters.has("to") && !parameters.has("cursor");
  const live = canBeLive && pausedAt === null;

  const older = useOlder(key, list.cursor, (next) =>
    setList((before) => ({ ...before, rows: joined(before.rows, next.data), cursor: next.nextCursor })),
  );
  useEffect(() => older.reset, [page]);

  const shownKey = useRef(key);
  shownKey.current = key;
  const poll = useCallback(async () => {
    const response = await fetch(logAddress(key, Date.now()), { headers: { accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    const newest = (await response.json()) as LogPage;
    // The filter changed while this was on its way: these rows are of the list before.
    if (shownKey.current !== key) return;
    setList((before) => {
      const known = new Set([...before.waiting, ...before.rows].map((row) => row.requestId));
      const fresh = newest.data.filter((row) => !known.has(row.requestId));
      if (fresh.length === 0) return before;
      const waiting = [...fresh, ...before.waiting];
      return window.scrollY < topPixels
        ? { ...before, rows: [...waiting, ...before.rows], waiting: [] }
        : { ...before, waiting };
    });
  }, [key]);
  const polling = usePolling(poll, live && page !== null, intervalMs);

  return {
    page,
    rows: list.rows,
    waiting: list.waiting.length,
    showWaiting: () => {
      setList((before) => ({ ...before, rows: [...before.waiting, ...before.rows], waiting: [] }));
      window.scrollTo({ top: 0 });
    },
    more: list.cursor !== null,
    ...older,
    isSearch: isSearch(queryOfUrl(parameters)),
    searchedTo: list.cursor === null ? null : (readCursor(list.cursor)?.createdAt ?? null),
    live,
    canBeLive,
    setLive: (next) => setPausedAt(next ? null : Date.now()),
    state: !live
      ? { kind: "paused", since: pausedAt ?? Date.parse(first.data[0]?.createdAt ?? new Date(0).toISOString()) }
      : polling.state,
    resume: live ? polling.resume : null,
  };
}

/** Loads the page behind the cursor; can be stopped on the way. */
function useOlder(key: string, cursor: string | null, take: (page: LogPage) => void) {
  const [state, setState] = useState<"idle" | "loading" | "stopped" | "failed">("idle");
  const request = useRef<AbortController | null>(null);
  const load = useCallback(async () => {
    if (cursor === null || request.current) return;
    const controller = new AbortController();
    request.current = controller;
    setState("loading");
    try {
      const response = await fetch(logAddress(key, Date.now(), cursor), {
        headers: { accept: "application/json" },
        signal: controller.signal,
      });
      if (!response.ok) throw new Error(String(response.status));
      const page = (await response.json()) as LogPage;
      if (request.current !== controller) return;
      request.current = null;
      setState("idle");
      take(page);
    } catch {
      if (request.current !== controller) return;
      request.current = null;
      setState(controller.signal.aborted ? "stopped" : "failed");
    }
  }, [key, cursor]);
  useEffect(() => () => request.current?.abort(), []);
  const loadMore = useCallback(() => void load(), [load]);
  return {
    loadMore,
    searching: state === "loading",
    stopped: state === "stopped" || state === "failed",
    failed: state === "failed",
    stop: () => request.current?.abort(),
    goOn: loadMore,
    reset: () => {
      const current = request.current;
      request.current = null;
      current?.abort();
      setState("idle");
    },
  };
}

function joined(rows: LogEntry[], more: LogEntry[]): LogEntry[] {
  const known = new Set(rows.map((row) => row.requestId));
  return [...rows, ...more.filter((row) => !known.has(row.requestId))];
}
