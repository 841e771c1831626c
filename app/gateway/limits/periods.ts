/** What budgets and quotas are counted over, by the UTC calendar; a total never starts anew. */
export const periods = ["day", "month", "total"] as const;
export type Period = (typeof periods)[number];

const dayMs = 86_400_000;
/** The month that was asked for last: every request asks several times. */
let month = { start: 0, end: 0 };

/** Start of the period, Unix ms. */
export function periodStart(period: Period, now: number): number {
  if (period === "total") return 0;
  if (period === "day") return now - (now % dayMs);
  if (now < month.start || now >= month.end) {
    const date = new Date(now);
    const [year, index] = [date.getUTCFullYear(), date.getUTCMonth()];
    month = { start: Date.UTC(year, index), end: Date.UTC(year, index + 1) };
  }
  return month.start;
}

/** End of the period as ISO 8601; null for a total. */
export function periodEnd(period: Period, now: number): string | null {
  if (period === "total") return null;
  const date = new Date(now);
  const end =
    period === "day"
      ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1)
      : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  return new Date(end).toISOString();
}
