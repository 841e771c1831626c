import { readPeriod } from "~/lib/time-range";

// Which time the page counts. Bars start on the reader's clock: hours for a day, days for more.

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export const usageRanges = ["24h", "7d", "30d", "90d"] as const;
export type UsageRange = (typeof usageRanges)[number];
export const defaultRange: UsageRange = "30d";

const days: Record<UsageRange, number> = { "24h": 1, "7d": 7, "30d": 30, "90d": 90 };

const readUsageRange = (parameters: URLSearchParams): UsageRange =>
  usageRanges.find((range) => range === parameters.get("range")) ?? defaultRange;

export interface UsagePeriod {
  from: number;
  to: number;
  barMs: number;
  /** As long as what has passed of this one. */
  previous: { from: number; to: number };
}

/** The longest time that is picked by hand. */
export const mostUsageDays = 366;

/** Hours under 3 days, weeks over 120, else days; bars start on the reader's clock. */
function pickedUsagePeriod({ from, to }: { from: number; to: number }, now: number, offsetMs: number): UsagePeriod {
  const span = Math.min(to - from, mostUsageDays * dayMs);
  const barMs = span <= 3 * dayMs ? hourMs : span > 120 * dayMs ? 7 * dayMs : dayMs;
  const first = Math.floor((to - span + offsetMs) / barMs) * barMs - offsetMs;
  const last = Math.ceil((to + offsetMs) / barMs) * barMs - offsetMs;
  const passed = Math.min(last, now) - first;
  return {
    from: first,
    to: last,
    barMs,
    previous: { from: first - (last - first), to: first - (last - first) + passed },
  };
}

/** Of the days that were picked, else of the range. */
export const periodOfUrl = (parameters: URLSearchParams, now: number, offsetMs: number): UsagePeriod => {
  const picked = readPeriod(parameters);
  return picked && picked.from < now
    ? pickedUsagePeriod(picked, now, offsetMs)
    : usagePeriod(readUsageRange(parameters), now, offsetMs);
};

export function usagePeriod(range: UsageRange, now: number, offsetMs: number): UsagePeriod {
  const barMs = range === "24h" ? hourMs : dayMs;
  const to = Math.floor((now + offsetMs) / barMs) * barMs - offsetMs + barMs;
  const spanMs = days[range] * dayMs;
  const from = to - spanMs;
  return { from, to, barMs, previous: { from: from - spanMs, to: now - spanMs } };
}
