// How the dashboard writes points in time. Language and time zone are given, so that server and browser agree.

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}|${timeZone}|${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { ...options, timeZone, hourCycle: "h23" });
    formatters.set(key, found);
  }
  return found;
}

function parts(time: number, timeZone: string, options: Intl.DateTimeFormatOptions): Record<string, string> {
  return Object.fromEntries(
    formatter("en", timeZone, options)
      .formatToParts(time)
      .map((part) => [part.type, part.value]),
  );
}

/** `19 Sep`, in another year `14 Mar 2027`; `9月19日`. */
export function formatDay(time: number, now: number, language: string, timeZone: string): string {
  const year = { year: "numeric" } as const;
  const sameYear = formatter("en", timeZone, year).format(time) === formatter("en", timeZone, year).format(now);
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", ...(sameYear ? {} : year) };
  // ICU versions differ over "Sep" and "Sept".
  return formatter(language, timeZone, options).format(time).replace("Sept", "Sep");
}

/** `November`, `十一月`. */
export const formatMonth = (time: number, language: string, timeZone: string): string =>
  formatter(language, timeZone, { month: "long" }).format(time);

/** Relative under 24 hours (`21 s ago`, `in 3 min`), then the day. */
export function formatWhen(time: number, now: number, language: string, timeZone: string): string {
  const distance = Math.abs(now - time);
  if (distance >= dayMs) return formatDay(time, now, language, timeZone);
  const chinese = language.startsWith("zh");
  if (distance < 1000) return chinese ? "刚刚" : "just now";
  const [amount, english, chineseUnit] =
    distance < minuteMs
      ? [Math.floor(distance / 1000), "s", "秒"]
      : distance < hourMs
        ? [Math.floor(distance / minuteMs), "min", "分钟"]
        : [Math.floor(distance / hourMs), "h", "小时"];
  if (chinese) return `${amount} ${chineseUnit}${time <= now ? "前" : "后"}`;
  return time <= now ? `${amount} ${english} ago` : `in ${amount} ${english}`;
}

/** `21 s`, `3 min`, `5 h`: how long ago, in a column that says so. */
export function formatAge(ms: number): string {
  if (ms < minuteMs) return `${Math.max(0, Math.floor(ms / 1000))} s`;
  return ms < hourMs ? `${Math.floor(ms / minuteMs)} min` : `${Math.floor(ms / hourMs)} h`;
}

/** For tooltips: `19 Sep 2026, 14:22:48 GMT+8`. */
export function formatAbsolute(time: number, language: string, timeZone: string): string {
  const day = quarterly(`${language} day`, time, timeZone, () => dayWithYear(time, language, timeZone));
  const zone = quarterly(
    "zone",
    time,
    timeZone,
    () => parts(time, timeZone, { timeZoneName: "shortOffset", hour: "numeric" }).timeZoneName ?? timeZone,
  );
  return `${day}${formatClock(time, timeZone)} ${zone}`;
}

const quarterMs = 15 * minuteMs;
const mostQuarters = 2000;
const quarters = new Map<string, string>();

/** Days and offsets change at quarters of an hour: ICU, which takes its time, is asked once for each. */
function quarterly(what: string, time: number, timeZone: string, ask: () => string): string {
  const key = `${what}|${timeZone}|${Math.floor(time / quarterMs)}`;
  let found = quarters.get(key);
  if (found === undefined) {
    if (quarters.size >= mostQuarters) quarters.clear();
    found = ask();
    quarters.set(key, found);
  }
  return found;
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** Of one request: `19 Sep 2026, 14:22:48.412`. */
export const formatMoment = (time: number, language: string, timeZone: string): string =>
  dayWithYear(time, language, timeZone) + formatLogTime(time, timeZone);

function dayWithYear(time: number, language: string, timeZone: string): string {
  const day = formatter(language, timeZone, { day: "numeric", month: "short", year: "numeric" }).format(time);
  return `${day.replace("Sept", "Sep")}${language.startsWith("zh") ? " " : ", "}`;
}

/** `14:22`. */
function hourAndMinute(time: number, timeZone: string): string {
  const into = Math.floor(time / minuteMs) - Math.floor(time / quarterMs) * 15;
  const begun = quarterly("minute of the day", time, timeZone, () => {
    const { hour, minute } = parts(time, timeZone, { hour: "2-digit", minute: "2-digit" });
    return String(Number(hour) * 60 + Number(minute) - into);
  });
  const minutes = Number(begun) + into;
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** `14:22:48`. */
export function formatClock(time: number, timeZone: string): string {
  return `${hourAndMinute(time, timeZone)}:${twoDigits(Math.floor(time / 1000) - Math.floor(time / minuteMs) * 60)}`;
}

/** Log rows: `14:22:48.960`. */
export function formatLogTime(time: number, timeZone: string): string {
  return `${formatClock(time, timeZone)}.${String(((time % 1000) + 1000) % 1000).padStart(3, "0")}`;
}

/** Chart axes: hours under three days of data, days above. */
export function formatChartTime(time: number, spanMs: number, now: number, language: string, timeZone: string): string {
  if (spanMs > 3 * dayMs) return formatDay(time, now, language, timeZone);
  return hourAndMinute(time, timeZone);
}

/** A countdown: `14:32`, over an hour `1:05:09`. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const clock = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");
  return seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${clock}` : clock.replace(/^0(\d)/, "$1");
}
