import { platformContext } from "~/context";
import { usageSeries } from "~/db/usage-series.server";
import { readPreferences } from "~/lib/preferences";
import type { Route } from "./+types/admin.usage.export";
import { zoneOffsetMs } from "./admin.overview/chart-buckets";
import { usageCsv } from "./admin.usage/csv";
import { readSplit } from "./admin.usage/metrics";
import { namesOf } from "./admin.usage/usage-data.server";
import { readUsageRange, usagePeriod } from "./admin.usage/usage-period";

/** What the page shows, as a file: same range, same split. */
export async function loader({ request, url, context }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  const now = Date.now();
  const range = readUsageRange(url.searchParams);
  const split = readSplit(url.searchParams);
  const offsetMs = zoneOffsetMs(readPreferences(request.headers.get("cookie")).timeZone ?? "UTC", now);
  const { from, to, barMs } = usagePeriod(range, now, offsetMs);
  const [rows, names] = await Promise.all([
    usageSeries(platform.database, { from, to, sizeMs: barMs, offsetMs, split }),
    namesOf(platform, split),
  ]);
  const day = new Date(now).toISOString().slice(0, 10);
  return new Response(usageCsv(rows, names), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="ai-gateway-usage-${split}-${range}-${day}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}
