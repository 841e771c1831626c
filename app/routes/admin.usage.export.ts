import { platformContext } from "~/context";
import { usageSeries } from "~/db/usage/usage-series.server";
import { readPreferences } from "~/lib/preferences";
import { zoneOffsetMs } from "~/lib/time-zone";
import type { Route } from "./+types/admin.usage.export";
import { usageCsv } from "./admin.usage/csv";
import { readSplit } from "./admin.usage/metrics";
import { knownNames, namesOf } from "./admin.usage/usage-data.server";
import { periodOfUrl } from "./admin.usage/usage-period";

/** What the page shows, as a file: same range, same split. */
export async function loader({ request, url, context }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  const now = Date.now();
  const split = readSplit(url.searchParams);
  const offsetMs = zoneOffsetMs(readPreferences(request.headers.get("cookie")).timeZone ?? "UTC", now);
  const { from, to, barMs } = periodOfUrl(url.searchParams, now, offsetMs);
  const [rows, names] = await Promise.all([
    usageSeries(platform.database, {
      from,
      to,
      sizeMs: barMs,
      offsetMs,
      split,
      ...(await knownNames(platform, split)),
    }),
    namesOf(platform, split),
  ]);
  const day = (at: number) => new Date(at + offsetMs).toISOString().slice(0, 10);
  return new Response(usageCsv(rows, names), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="ai-gateway-usage-${split}-${day(from)}-${day(to - 1)}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}
