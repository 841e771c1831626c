import { readPeriod } from "~/lib/time-range";

// Which time the page counts. Bars start on the reader's clock: hours for a day, days for more.

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export const usageRanges = ["24h", "7d", "30d", "90d"] as const;
export type UsageRange = (typeof usageRanges)[number];
export const defaultRange: UsageRange = "30d";

const days: Record<UsageRange, number> = { "24h": 1, "7d": 7, "30d": 30, "90d": 90 };

export const readUsageRange = (parameters: URLSearchParams): UsageRange =>
  usageRanges.find((range) => range === parameters.get("range")) ?? defaultRange;

export interface UsagePeriod {
  from: number;
  to: number;
  barMs: number;
  /** What changes are against: as long as what has passed of this one; null where nothing is compared. */
  previous: { from: number; to: number } | null;
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

/** The time right before, the same weekdays of the year before, or nothing. */
export const comparisons = ["previous", "year", "none"] as const;
export type Comparison = (typeof comparisons)[number];
const yearMs = 52 * 7 * dayMs;

export const readComparison = (parameters: URLSearchParams): Comparison =>
  comparisons.find((each) => each === parameters.get("compare")) ?? "previous";

/** Of the days that were picked, else of the range. */
export const periodOfUrl = (parameters: URLSearchParams, now: number, offsetMs: number): UsagePeriod => {
  const picked = readPeriod(parameters);
  const period =
    picked && picked.from < now
      ? pickedUsagePeriod(picked, now, offsetMs)
      : usagePeriod(readUsageRange(parameters), now, offsetMs);
  const comparison = readComparison(parameters);
  if (comparison === "none") return { ...period, previous: null };
  if (comparison === "previous") return period;
  const from = period.from - yearMs;
  return { ...period, previous: { from, to: from + Math.min(period.to, now) - period.from } };
};

export function usagePeriod(range: UsageRange, now: number, offsetMs: number): UsagePeriod {
  const barMs = range === "24h" ? hourMs : dayMs;
  const to = Math.floor((now + offsetMs) / barMs) * barMs - offsetMs + barMs;
  const spanMs = days[range] * dayMs;
  const from = to - spanMs;
  return { from, to, barMs, previous: { from: from - spanMs, to: now - spanMs } };
}
