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
  // Lists by their places: twice as fast, and every tool of a translated request passes here.
  if (Array.isArray(value)) {
    for (let place = 0; place < value.length; place++) if (holdsLongNumber(value[place])) return true;
    return false;
  }
  for (const name in value) if (holdsLongNumber((value as Record<string, unknown>)[name])) return true;
  return false;
}

/** The text of a JSON value as `JSON.parse` has it; with long integers as they were written, for `JSON.stringify` alone. */
export function parseKeepingDigits(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return holdsLongNumber(value) ? readPrecisely(text) : value;
}

/** Where a chat request holds schemas. */
export const schemaFields = ["tools", "functions", "response_format"] as const;

/**
 * The body with those of its fields that hold such numbers read again from its text; the same object where none does, or
 * where there is no text. The fields are for `JSON.stringify` alone.
 */
export function withExact(
  body: Record<string, unknown>,
  text: string | null,
  fields: readonly string[],
): Record<string, unknown> {
  if (text === null) return body;
  const lost = fields.filter((name) => body[name] !== undefined && holdsLongNumber(body[name]));
  if (lost.length === 0) return body;
  const exact = readPrecisely(text);
  return { ...body, ...Object.fromEntries(lost.map((name) => [name, exact[name]])) };
}
