import { platformContext } from "~/context";
import type { LogFilter } from "~/db/log/log-types";
import { listLogs } from "~/db/log/logs.server";
import type { Platform } from "~/platform/platform";
import type { Route } from "./+types/admin.requests.export";
import { csvHead, csvLine } from "./admin.requests/csv";
import { filterOfUrl } from "./admin.requests/filter.server";

/** Newest first. */
const mostRows = 10_000;
const pageSize = 200;

/** What the page shows, as a file: the same filters, raw numbers, ISO dates. One page of rows is in memory at a time. */
export async function loader({ url, context }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  const now = Date.now();
  const format = url.searchParams.get("format") === "json" ? "json" : "csv";
  const filter: LogFilter = { to: now, ...filterOfUrl(url.searchParams, now), cursor: undefined, limit: pageSize };
  await platform.gateway.flush();
  const lines = (format === "json" ? jsonLines : csvLines)(platform, filter);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  const day = new Date(now).toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      "Content-Type": format === "json" ? "application/json" : "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="ai-gateway-requests-${day}.${format}"`,
      "Cache-Control": "no-store",
    },
  });
}

async function* pages({ database }: Platform, filter: LogFilter) {
  let left = mostRows;
  let cursor: string | undefined;
  do {
    const page = await listLogs(database, { ...filter, cursor });
    const rows = page.data.slice(0, left);
    left -= rows.length;
    cursor = page.nextCursor ?? undefined;
    yield rows;
  } while (cursor !== undefined && left > 0);
}

async function* csvLines(platform: Platform, filter: LogFilter) {
  yield `${csvHead}\r\n`;
  for await (const rows of pages(platform, filter)) yield rows.map((row) => `${csvLine(row)}\r\n`).join("");
}

async function* jsonLines(platform: Platform, filter: LogFilter) {
  let before = '{"data":[\n';
  for await (const rows of pages(platform, filter)) {
    for (const row of rows) {
      yield before + JSON.stringify(row);
      before = ",\n";
    }
  }
  yield `${before === ",\n" ? "" : before}\n]}\n`;
}
