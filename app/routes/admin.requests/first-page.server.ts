import type { LogFilter, LogPage } from "~/db/log/log-types";
import { listLogs } from "~/db/log/logs.server";
import { rangeReaching, timeRangeMs, timeRanges } from "~/lib/time-range";

export interface FirstPage extends LogPage {
  /** Where nothing matches in this range: the shortest one that may have something; null where none has. */
  nearest: string | null;
}

export async function firstPage(database: D1Database, filter: LogFilter, now: number): Promise<FirstPage> {
  const page = await listLogs(database, filter);
  if (page.data.length > 0 || page.nextCursor !== null || filter.cursor !== undefined)
    return { ...page, nearest: null };
  const wider = await listLogs(database, { ...filter, from: now - timeRangeMs["30d"], to: undefined, limit: 1 });
  const [newest] = wider.data;
  // A search that was not at its end yet may find something further back.
  const longest = wider.nextCursor === null ? null : "30d";
  return { ...page, nearest: newest ? rangeReaching(timeRanges, Date.parse(newest.createdAt), now) : longest };
}
