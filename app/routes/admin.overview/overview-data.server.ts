import { providerHealth } from "~/admin/health.server";
import { listProviders } from "~/admin/providers.server";
import { groupedErrors } from "~/db/log/logs.server";
import { overview, requestRate, trafficSince, trafficUntil } from "~/db/usage/traffic.server";
import { providerUptime } from "~/db/usage/uptime.server";
import { spendByModel } from "~/db/usage/usage.server";
import type { TimeRange } from "~/lib/time-range";
import { rangeReaching, readTimeRange, timeRanges } from "~/lib/time-range";
import { zoneOffsetMs } from "~/lib/time-zone";
import type { Platform } from "~/platform/platform";
import { providerFaces } from "~/routes/provider-faces.server";
import { tileOf } from "~/routes/provider-tile.server";
import { soon } from "~/routes/soon.server";
import { joinBuckets, pickedPeriod, rangeBounds, rangeSteps } from "./chart-buckets";

const dayMs = 86_400_000;
const halfHourMs = 1_800_000;

/** Each part on its own: one may come late, or fail, and its neighbours are shown. */
export async function readOverview(platform: Platform, parameters: URLSearchParams, timeZone: string) {
  const now = Date.now();
  const chosen = readTimeRange(parameters);
  const { range, bounds } = pickedPeriod(parameters, now) ?? { range: chosen, bounds: rangeBounds(chosen, now) };
  const { database } = platform;
  const [figures, spend, errors, providers] = await Promise.all([
    soon(readFigures(platform, { range, bounds }, timeZone, now)),
    soon(spendByModel(database, bounds)),
    soon(groupedErrors(database, { ...bounds, limit: 6 })),
    soon(readProviders(platform, now)),
  ]);
  return {
    range,
    from: bounds.from,
    to: bounds.to,
    barMs: rangeSteps[range].barMs,
    figures: figures.late,
    spend: spend.late,
    errors: errors.late,
    providers: providers.late,
    faces: await providerFaces(platform),
  };
}

export type OverviewData = Awaited<ReturnType<typeof readOverview>>;
export type Figures = Awaited<ReturnType<typeof readFigures>>;
export type ProviderLine = Awaited<ReturnType<typeof readProviders>>[number];

interface Period {
  /** Whose steps it is drawn in. */
  range: TimeRange;
  bounds: ReturnType<typeof rangeBounds>;
}

async function readFigures(platform: Platform, { range, bounds }: Period, timeZone: string, now: number) {
  const steps = rangeSteps[range];
  const options = { ...steps, offsetMs: zoneOffsetMs(timeZone, now), now };
  const before = { ...bounds, from: bounds.from - (bounds.to - bounds.from), to: bounds.from };
  const [period, since, perMinute] = await Promise.all([
    overview(platform.database, { ...bounds, skipBefore: true }),
    trafficSince(platform.database),
    requestRate(platform.database, now),
  ]);
  // A comparison needs the whole period before; with less of it every change would be a rise.
  const comparable = since !== null && since <= before.from + steps.barMs;
  const earlier = comparable ? await overview(platform.database, { ...before, skipBefore: true }) : null;
  const quiet = period.current.requests === 0;
  return {
    /** Where nothing is in this range: the shortest one that has something. */
    nearest: quiet ? rangeReaching(timeRanges, await trafficUntil(platform.database), now) : null,
    current: period.current,
    /** Requests, now; whatever the range. */
    perMinute,
    previous: earlier?.current ?? null,
    bars: joinBuckets(period.series, options),
    previousBars: earlier ? joinBuckets(earlier.series, options) : null,
  };
}

/** By priority; what is not healthy is always among the first seven. Uptime is of the last 24 hours, whatever the range. */
async function readProviders(platform: Platform, now: number) {
  const to = Math.ceil((now + 1) / halfHourMs) * halfHourMs;
  const [providers, health, uptime] = await Promise.all([
    listProviders(platform),
    providerHealth(platform),
    providerUptime(platform.database, { from: to - dayMs, to }),
  ]);
  const states = new Map(health.map((one) => [one.providerId, one.state]));
  const uptimes = new Map(uptime.map((one) => [one.providerId, one]));
  return providers
    .map((provider) => {
      const known = uptimes.get(provider.id);
      return {
        id: provider.id,
        name: provider.name,
        ...tileOf(provider),
        priority: provider.priority,
        state: provider.enabled ? (states.get(provider.id) ?? "healthy") : "off",
        successRate: known?.successRate ?? null,
        latencyP50Ms: known?.latencyP50Ms ?? null,
        buckets: known?.buckets ?? Array.from({ length: 48 }, (_, index) => quiet(to - dayMs + index * halfHourMs)),
      };
    })
    .sort((a, b) => Number(a.state === "off") - Number(b.state === "off") || a.priority - b.priority);
}

const quiet = (start: number) => ({ start, attempts: 0, failures: 0 });
