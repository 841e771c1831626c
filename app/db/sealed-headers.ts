import { REDACTED } from "~/gateway/config/config";
import { isSecretHeader, storedHeader } from "~/gateway/secret-headers";
import type { Sealer } from "~/lib/seal";

// Headers of a provider as its row has them: a secret one as `sealed TEXT`, TEXT being what lib/seal.ts makes of it, bound to
// provider and name. Rows from before this was so hold the clear value, until they are written again.

type Headers = Record<string, string>;

const mark = "sealed ";
const purpose = (providerId: string, name: string) => `${providerId} header ${name.toLowerCase()}`;
const isSealed = (name: string, value: string) => value.startsWith(mark) && isSecretHeader(name);

/** Clear headers, for calls; `unreadable` names those that were sealed under another key, and are left out. */
export async function openHeaders(
  providerId: string,
  stored: Headers,
  sealer: Sealer,
): Promise<{ headers: Headers; unreadable: string[] }> {
  const headers: Headers = {};
  const unreadable: string[] = [];
  for (const name in stored) {
    const value = stored[name]!;
    if (!isSealed(name, value)) headers[name] = value;
    else
      try {
        headers[name] = await sealer.unseal(value.slice(mark.length), purpose(providerId, name));
      } catch {
        unreadable.push(name);
      }
  }
  return { headers, unreadable };
}

/** A document's headers as they are stored: what says the same as before, or has the mark `********`, stays as it is. */
export async function storedHeaders(
  providerId: string,
  wanted: Headers,
  before: Headers,
  sealer: Sealer,
): Promise<Headers> {
  const { headers: known } = await openHeaders(providerId, before, sealer);
  const entries = Object.entries(wanted).map(async ([name, value]): Promise<[string, string]> => {
    const stays = value === REDACTED || value === storedHeader(known, name);
    const kept = stays ? storedHeader(before, name) : undefined;
    if (kept !== undefined) return [name, kept];
    return [name, await sealed(providerId, name, value, sealer)];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** The same row with nothing secret left in clear. */
export async function sealHeaders(providerId: string, stored: Headers, sealer: Sealer): Promise<Headers> {
  const entries = Object.entries(stored).map(async ([name, value]) => [
    name,
    isSealed(name, value) ? value : await sealed(providerId, name, value, sealer),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

/** The sealed texts of stored headers, for whoever asks under which key they are. */
export const sealedTexts = (stored: Headers): string[] =>
  Object.entries(stored).flatMap(([name, value]) => (isSealed(name, value) ? [value.slice(mark.length)] : []));

/** The same headers with those that are `due` sealed anew; null where none is, or none can be opened. */
export async function resealedHeaders(
  providerId: string,
  stored: Headers,
  sealer: Sealer,
  due: (sealed: string) => boolean,
): Promise<{ headers: Headers; count: number } | null> {
  const headers = { ...stored };
  let count = 0;
  for (const [name, value] of Object.entries(stored)) {
    if (!isSealed(name, value) || !due(value.slice(mark.length))) continue;
    const clear = await sealer.unseal(value.slice(mark.length), purpose(providerId, name)).catch(() => null);
    if (clear === null) continue;
    headers[name] = await sealed(providerId, name, clear, sealer);
    count++;
  }
  return count > 0 ? { headers, count } : null;
}

const sealed = async (providerId: string, name: string, value: string, sealer: Sealer): Promise<string> =>
  value === "" || !isSecretHeader(name) ? value : mark + (await sealer.seal(value, purpose(providerId, name)));
