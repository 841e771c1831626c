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
  /** As long as what has passed of this one. */
  previous: { from: number; to: number };
}

export function usagePeriod(range: UsageRange, now: number, offsetMs: number): UsagePeriod {
  const barMs = range === "24h" ? hourMs : dayMs;
  const to = Math.floor((now + offsetMs) / barMs) * barMs - offsetMs + barMs;
  const spanMs = days[range] * dayMs;
  const from = to - spanMs;
  return { from, to, barMs, previous: { from: from - spanMs, to: now - spanMs } };
}
