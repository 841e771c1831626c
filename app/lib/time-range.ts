const hourMs = 3_600_000;

export const timeRanges = ["1h", "6h", "24h", "7d", "30d"] as const;
export type TimeRange = (typeof timeRanges)[number];

export const timeRangeMs: Record<TimeRange, number> = {
  "1h": hourMs,
  "6h": 6 * hourMs,
  "24h": 24 * hourMs,
  "7d": 168 * hourMs,
  "30d": 720 * hourMs,
};

/** `?range=`, 24 hours where it is missing or unknown. */
export function readTimeRange(parameters: URLSearchParams): TimeRange {
  return timeRanges.find((range) => range === parameters.get("range")) ?? "24h";
}

/** The shortest of `ranges` (`24h`, `90d`) that reaches back from `now` to `at`; null where none does, or nothing was there. */
export function rangeReaching<Range extends string>(
  ranges: readonly Range[],
  at: number | null,
  now: number,
): Range | null {
  const lengthOf = (range: string) => Number.parseInt(range, 10) * (range.endsWith("h") ? hourMs : 24 * hourMs);
  return at === null ? null : (ranges.find((range) => now - lengthOf(range) <= at) ?? null);
}

/** Later ones are mistakes, and some of them no dates at all. */
const latestMs = Date.UTC(10_000, 0);

/** A time of an address (ISO or Unix ms) as Unix ms; null where it is none. */
export function readMoment(text: string | null): number | null {
  if (!text) return null;
  const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Math.abs(time) < latestMs ? time : null;
}

/** `?from=` and `?to=` as Unix ms; null where they are no period. */
export function readPeriod(parameters: URLSearchParams): { from: number; to: number } | null {
  const from = readMoment(parameters.get("from"));
  const to = readMoment(parameters.get("to"));
  return from !== null && to !== null && to > from ? { from, to } : null;
}
