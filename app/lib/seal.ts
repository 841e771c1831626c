import { fromBase64Url, toBase64Url } from "./base64.ts";

/** Secrets at rest: AES-256-GCM as `v1.<key id>.<iv>.<ciphertext>`, bound to the row that they belong to. */
export interface Sealer {
  seal(clear: string, rowId: string): Promise<string>;
  /** Throws where no key fits or the text was moved or changed. */
  unseal(sealed: string, rowId: string): Promise<string>;
}

/** What a host seals under, and what it only opens. */
export interface SealingKeys {
  encryptionKey: Uint8Array;
  previousEncryptionKeys: Uint8Array[];
}

interface SealingKey {
  id: string;
  key: CryptoKey;
}

async function importKey(bytes: Uint8Array): Promise<SealingKey> {
  const raw = new Uint8Array(bytes);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  return { id: await keyIdOf(raw), key };
}

/** Names a key without telling it. */
async function keyIdOf(raw: Uint8Array<ArrayBuffer>): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", raw)).subarray(0, 6));
}

/** A function that says whether something sealed in `text`, a sealed text or what has some in it, has none of `keys` to open it. */
export async function sealedElsewhere(keys: Uint8Array[]): Promise<(text: string) => boolean> {
  const ids = new Set(await Promise.all(keys.map((key) => keyIdOf(new Uint8Array(key)))));
  return (text) => [...text.matchAll(/\bv1\.([\w-]{8})\.[\w-]{16}\./g)].some(([, id = ""]) => !ids.has(id));
}

/** So much of a sealed text says under which key it is, and tells it from every other one. */
export const sealedHeadLength = 29;

/** Under which of a host's keys a text is sealed. `unknown`: one that the host does not have; null: it is no sealed text. */
export type SealedUnder = "current" | "former" | "unknown";

/** How many texts are sealed under which. */
export type SealedCounts = Record<SealedUnder, number>;

export const noneSealed = (): SealedCounts => ({ current: 0, former: 0, unknown: 0 });

/** A function that tells it of a sealed text, or of its first `sealedHeadLength` characters. */
export async function sealedUnder({
  encryptionKey,
  previousEncryptionKeys,
}: SealingKeys): Promise<(sealed: string) => SealedUnder | null> {
  const ids = await Promise.all([encryptionKey, ...previousEncryptionKeys].map((key) => keyIdOf(new Uint8Array(key))));
  return (sealed) => {
    const [, id] = /^v1\.([\w-]{8})\.[\w-]{16}\./.exec(sealed) ?? [];
    if (id === undefined) return null;
    const place = ids.indexOf(id);
    return place === 0 ? "current" : place > 0 ? "former" : "unknown";
  };
}

const encoder = new TextEncoder();
const rememberedMost = 50_000;
/** Longer texts are kept answers and recorded bodies, which are not worth the memory. */
const longestRemembered = 4_096;

/** `previous` only unseal, so that the key can be changed; each text is unsealed once and then remembered. */
export function createSealer(current: Uint8Array, previous: Uint8Array[]): Sealer {
  // The keys are kept, not the promise of them: on Workers a promise belongs to the request that made it.
  let keys: SealingKey[] | undefined;
  const loadKeys = async () => {
    keys ??= await Promise.all([current, ...previous].map(importKey));
    return keys;
  };
  const remembered = new Map<string, string>();
  const remember = (sealed: string, rowId: string, clear: string) => {
    if (sealed.length > longestRemembered) return;
    if (remembered.size >= rememberedMost) remembered.clear();
    remembered.set(`${rowId} ${sealed}`, clear);
  };

  return {
    async seal(clear, rowId) {
      const [first] = await loadKeys();
      if (!first) throw new Error("no key to seal with");
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const parameters = { name: "AES-GCM", iv, additionalData: encoder.encode(rowId) };
      const ciphertext = await crypto.subtle.encrypt(parameters, first.key, encoder.encode(clear));
      const sealed = `v1.${first.id}.${toBase64Url(iv)}.${toBase64Url(new Uint8Array(ciphertext))}`;
      remember(sealed, rowId, clear);
      return sealed;
    },

    async unseal(sealed, rowId) {
      const known = sealed.length > longestRemembered ? undefined : remembered.get(`${rowId} ${sealed}`);
      if (known !== undefined) return known;
      const [version, keyId, iv, ciphertext] = sealed.split(".");
      if (version !== "v1" || !keyId || !iv || !ciphertext) throw new Error("not a sealed text");
      const key = (await loadKeys()).find((candidate) => candidate.id === keyId);
      if (!key) throw new Error("sealed with a key that is not configured");
      const parameters = { name: "AES-GCM", iv: fromBase64Url(iv), additionalData: encoder.encode(rowId) };
      const clear = new TextDecoder().decode(
        await crypto.subtle.decrypt(parameters, key.key, fromBase64Url(ciphertext)),
      );
      remember(sealed, rowId, clear);
      return clear;
    },
  };
}

const sealers = new WeakMap<Uint8Array, Sealer>();

/** The one sealer of a host's key, so that the store and the admin surface share what is already unsealed. */
export function sealerFor(env: SealingKeys): Sealer {
  let sealer = sealers.get(env.encryptionKey);
  if (!sealer) {
    sealer = createSealer(env.encryptionKey, env.previousEncryptionKeys);
    sealers.set(env.encryptionKey, sealer);
  }
  return sealer;
}
