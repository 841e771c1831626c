import { listKeys } from "~/admin/keys.server";
import { trafficSince, trafficUntil } from "~/db/usage/traffic.server";
import { type UsageSplit, usageSeries } from "~/db/usage/usage-series.server";
import { rangeReaching } from "~/lib/time-range";
import { zoneOffsetMs } from "~/lib/time-zone";
import type { Platform } from "~/platform/platform";
import { providerFaces } from "~/routes/provider-faces.server";
import type { Metric } from "./metrics";
import { groupUsage } from "./usage-groups";
import { periodOfUrl, usageRanges } from "./usage-period";

export interface UsageView {
  parameters: URLSearchParams;
  metric: Metric;
  split: UsageSplit;
  timeZone: string;
}

export async function readUsage(platform: Platform, { parameters, metric, split, timeZone }: UsageView) {
  const now = Date.now();
  const offsetMs = zoneOffsetMs(timeZone, now);
  const { from, to, barMs, previous } = periodOfUrl(parameters, now, offsetMs);
  const { database } = platform;
  const known = await knownNames(platform, split);
  const [rows, since, names] = await Promise.all([
    usageSeries(database, { from, to, sizeMs: barMs, offsetMs, split, ...known }),
    trafficSince(database),
    namesOf(platform, split),
  ]);
  // A comparison needs the whole period before; with less of it every change would be a rise.
  const comparable = previous !== null && since !== null && since <= previous.from + barMs;
  const before = comparable
    ? await usageSeries(database, { ...previous, sizeMs: barMs, offsetMs, split, ...known })
    : null;
  const starts = Array.from({ length: (to - from) / barMs }, (_, index) => from + index * barMs);
  const grouped = groupUsage(rows, before, { metric, starts });
  const quiet = grouped.totals.requests === 0;
  const nearest = quiet ? rangeReaching(usageRanges, await trafficUntil(database), now) : null;
  return { ...grouped, nearest, names, metric, split, from, to, barMs, now };
}

export type UsageData = Awaited<ReturnType<typeof readUsage>>;

/** Of the names that were asked for, which are routes. */
export const knownNames = async (platform: Platform, split: UsageSplit): Promise<{ names?: string[] }> =>
  split === "route" ? { names: (await platform.gateway.config()).routes.map(({ id }) => id) } : {};

/** What people call a provider or key, by id. */
export async function namesOf(platform: Platform, split: UsageSplit): Promise<Record<string, string>> {
  if (split === "model" || split === "route") return {};
  if (split === "key") return Object.fromEntries((await listKeys(platform)).map((key) => [key.id, key.name]));
  return Object.fromEntries(Object.entries(await providerFaces(platform)).map(([id, face]) => [id, face.name]));
}
