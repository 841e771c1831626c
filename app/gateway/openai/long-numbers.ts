// Integers past 2^53 (ids, 64-bit limits in tool schemas, seeds) do not fit a JavaScript number: what goes through one comes
// out with other digits. A body that is only passed on keeps its text; one that is written anew is written from here.
// https://github.com/tc39/proposal-json-parse-with-source, in V8 since 11.4 and not yet in TypeScript's library.

interface PreciseJson {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  rawJSON(text: string): unknown;
}
const precise = JSON as unknown as PreciseJson;

/** Whether there may be such a number in a text; digits within a string count, too. */
export const mayHaveLongNumbers = (text: string): boolean => /\d{16}/.test(text);

/** The fields of a JSON object, for `JSON.stringify` alone: long integers stand in it as they were written. */
export const readPrecisely = (text: string): Record<string, unknown> =>
  precise.parse(text, (_, value, { source }) =>
    typeof value === "number" && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source)
      ? precise.rawJSON(source)
      : value,
  ) as Record<string, unknown>;

/** Whether parsed JSON holds such a number, whose digits then are others than those that came. Texts are not looked into. */
export function holdsLongNumber(value: unknown): boolean {
  if (typeof value === "number") return Number.isInteger(value) && !Number.isSafeInteger(value);
  if (typeof value !== "object" || value === null) return false;
  for (const name in value) if (holdsLongNumber((value as Record<string, unknown>)[name])) return true;
  return false;
}

/** The text of a JSON value as `JSON.parse` has it; with long integers as they were written, for `JSON.stringify` alone. */
export function parseKeepingDigits(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return holdsLongNumber(value) ? readPrecisely(text) : value;
}
