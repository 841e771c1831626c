/** What budgets and quotas are counted over, by the UTC calendar; a total never starts anew. */
export const periods = ["day", "month", "total"] as const;
export type Period = (typeof periods)[number];

/** Start of the period, Unix ms. */
export function periodStart(period: Period, now: number): number {
  if (period === "total") return 0;
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), period === "day" ? date.getUTCDate() : 1);
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
