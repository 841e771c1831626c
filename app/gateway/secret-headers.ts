import { REDACTED } from "./config/config";

// Headers that an operator adds to a provider's calls may carry a secret: a gateway in between, a second key. Those are
// shown and exported as `********`, and the mark, sent back, keeps what is stored.

const secretName =
  /authori[sz]ation|cookie|secret|token|passw|credential|signature|(?:^|[-_])(?:api)?key(?:[-_]|$)|apikey/i;

export const isSecretHeader = (name: string): boolean => secretName.test(name);

/** As documents show them. */
export const shownHeaders = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isSecretHeader(name) && value !== "" ? REDACTED : value]),
  );

/** The value that is stored for a name, whatever its case. */
export function storedHeader(stored: Record<string, string>, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(stored).find(([other]) => other.toLowerCase() === wanted)?.[1];
}

/** A document's headers with the stored values in place of the marks. */
export const keptHeaders = (headers: Record<string, string>, stored: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value === REDACTED ? (storedHeader(stored, name) ?? value) : value,
    ]),
  );

/** The secrets among them. */
export const secretHeaderValues = (headers: Record<string, string>): string[] =>
  Object.entries(headers).flatMap(([name, value]) => (isSecretHeader(name) ? [value] : []));
