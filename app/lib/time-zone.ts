const minuteMs = 60_000;

/** How far a time zone is ahead of UTC at that moment. */
export function zoneOffsetMs(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"));
  return local - Math.floor(at / minuteMs) * minuteMs;
}

/** A day of the calendar, such as 2026-11-21; months from 1. */
export interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

/** When the day begins on the clock of the time zone, Unix ms. */
export function startOfDay({ year, month, day }: CalendarDay, timeZone: string): number {
  const local = Date.UTC(year, month - 1, day);
  // The offset of the moment itself, which a change of the clocks may lie before.
  const guess = local - zoneOffsetMs(timeZone, local);
  return local - zoneOffsetMs(timeZone, guess);
}

/** The day that it is in the time zone. */
export function dayAt(at: number, timeZone: string): CalendarDay {
  const local = new Date(at + zoneOffsetMs(timeZone, at));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}
