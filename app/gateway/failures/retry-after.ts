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

/**
 * The same for a 429 that does not say it: OpenAI's `x-ratelimit-reset-requests` and `-tokens` (`6m0s`, `1.5s`, `20ms`) of what
 * is used up. https://platform.openai.com/docs/guides/rate-limits
 */
export function parseLimitReset(headers: { get(name: string): string | null }): number | null {
  let longest: number | null = null;
  for (const kind of ["requests", "tokens"]) {
    if (headers.get(`x-ratelimit-remaining-${kind}`)?.trim() !== "0") continue;
    const ms = duration(headers.get(`x-ratelimit-reset-${kind}`)?.trim() ?? "");
    if (ms !== null) longest = Math.max(longest ?? 0, ms);
  }
  return longest;
}

const unitMs: Record<string, number> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** `1h2m3.5s`, or seconds alone. */
function duration(text: string): number | null {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g)];
  const seconds = decimal(text);
  const ms =
    seconds !== null
      ? seconds * 1_000
      : parts.length > 0 && parts.map(([part]) => part).join("") === text
        ? parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * unitMs[unit!]!, 0)
        : null;
  return ms === null ? null : Math.min(Math.ceil(ms), longestMs);
}
