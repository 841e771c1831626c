/** Longest pause that an upstream's header is believed. */
const longestMs = 24 * 3_600_000;

/**
 * How long an upstream asks to wait, in ms: `retry-after-ms` (OpenAI, Azure), `x-ms-retry-after-ms`, `retry-after` as
 * seconds or an HTTP date (RFC 9110 section 10.2.3). Null where it says nothing usable.
 */
export function parseRetryAfter(headers: { get(name: string): string | null }, now: number): number | null {
  for (const name of ["retry-after-ms", "x-ms-retry-after-ms"]) {
    const ms = decimal(headers.get(name));
    if (ms !== null) return Math.min(ms, longestMs);
  }
  const value = headers.get("retry-after");
  if (value === null) return null;
  const seconds = decimal(value);
  if (seconds !== null) return Math.min(Math.ceil(seconds * 1000), longestMs);
  // Date.parse reads almost anything with digits as a date: a real one begins with the day's name.
  const date = /^\s*[A-Za-z]{3}/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? null : Math.min(Math.max(0, date - now), longestMs);
}

const decimal = (value: string | null): number | null =>
  value !== null && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : null;
