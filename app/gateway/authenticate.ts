import type { ApiKey } from "./config/entities";
import { GatewayError } from "./errors";
import { Lru } from "./lru";
import type { Ports } from "./ports";

/** `Authorization: Bearer KEY`, `x-api-key: KEY` or `x-goog-api-key: KEY`; null where none is there. */
function presentedKey(headers: { get(name: string): string | null }): string | null {
  const authorization = headers.get("authorization");
  if (authorization !== null) {
    const match = /^Bearer[ \t]+(\S+)[ \t]*$/i.exec(authorization);
    if (match) return match[1]!;
  }
  const key = headers.get("x-api-key") ?? headers.get("x-goog-api-key");
  return key === null || key.trim() === "" ? null : key.trim();
}

const invalidKey = (message: string) =>
  new GatewayError({ status: 401, type: "authentication_error", code: "invalid_api_key", message });

/** Keys already looked up, by the key itself: a known client costs neither a hash nor a read. */
export class KeyCache {
  readonly #keys = new Lru<string, { key: ApiKey | null; until: number }>(20_000);

  clear(): void {
    this.#keys.clear();
  }

  /** At once where it is known. */
  find(ports: Ports, presented: string): ApiKey | null | Promise<ApiKey | null> {
    const now = ports.now();
    const cached = this.#keys.get(presented);
    return cached !== undefined && cached.until > now ? cached.key : this.#lookUp(ports, presented, now);
  }

  async #lookUp(ports: Ports, presented: string, now: number): Promise<ApiKey | null> {
    const key = presented.startsWith("sk-gw-session-")
      ? await ports.verifyInternalKey(presented)
      : await ports.store.findKey(await sha256Hex(presented), now);
    // A key found holds until the configuration changes; a rotated-out key and a stranger's guess for a short while.
    this.#keys.set(presented, { key, until: now + (key === null ? 5_000 : 60_000) });
    return key;
  }
}

async function sha256Hex(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  let hex = "";
  for (const byte of digest) hex += byte.toString(16).padStart(2, "0");
  return hex;
}

/** The API key that a request presents, or a 401 that says what is wrong with it; at once where the key is known. */
export function authenticate(
  ports: Ports,
  cache: KeyCache,
  headers: { get(name: string): string | null },
  keyInUrl: string | null = null,
): ApiKey | Promise<ApiKey> {
  const presented = presentedKey(headers) ?? keyInUrl;
  if (presented === null) {
    throw invalidKey(
      "No API key was given. Send it as 'Authorization: Bearer KEY', 'x-api-key: KEY' or 'x-goog-api-key: KEY'.",
    );
  }
  const found = presented.length > 512 ? null : cache.find(ports, presented);
  return found instanceof Promise ? found.then((key) => valid(key, ports)) : valid(found, ports);
}

function valid(key: ApiKey | null, ports: Ports): ApiKey {
  if (key === null)
    throw invalidKey("Incorrect API key provided. Keys are made and listed in the gateway's dashboard.");
  if (!key.enabled) throw invalidKey(`The API key '${key.name}' is disabled.`);
  if (key.expiresAt !== null && key.expiresAt <= ports.now())
    throw invalidKey(`The API key '${key.name}' has expired.`);
  return key;
}
