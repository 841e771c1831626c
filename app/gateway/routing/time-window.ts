/** A part of the day, of some days or of all; as a rule of a route has it. */
interface TimeWindow {
  /** `HH:MM`. */
  from: string;
  to: string;
  days?: readonly string[] | undefined;
  /** IANA name; UTC without one. */
  timeZone?: string | undefined;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether the clock of the window's time zone stands within it; `to` is not part of it, and it may go over midnight. */
export function timeWindowHolds({ from, to, days, timeZone = "UTC" }: TimeWindow, now: number): boolean {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const time = `${parts.hour}:${parts.minute}`;
  const overMidnight = to <= from;
  const within = overMidnight ? time >= from || time < to : time >= from && time < to;
  if (!within || days === undefined) return within;
  const today = weekdays.indexOf(parts.weekday?.toLowerCase() ?? "");
  // After midnight a window still belongs to the day on which it began.
  const began = overMidnight && time < to ? (today + 6) % 7 : today;
  return days.some((day) => day === weekdays[began]);
}

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

export const timeWindowWords = ({ from, to, days, timeZone }: TimeWindow): string =>
  `between ${from} and ${to} ${timeZone ?? "UTC"}${days === undefined ? "" : ` on ${days.join(", ")}`}`;

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
