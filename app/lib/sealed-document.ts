import { fromBase64Url, toBase64 } from "./base64";

// A JSON document that is closed with a passphrase, by WebCrypto alone: PBKDF2 makes the key, AES-256-GCM closes.

const format = "ai-gateway-config-encrypted";
const version = 1;
/** The most that Workers' WebCrypto takes (workerd refuses more), so that a file opens on every host. */
const iterations = 100_000;
const kdf = { name: "PBKDF2", hash: "SHA-256", iterations } as const;

export const shortestPassphrase = 12;
export const longestPassphrase = 1024;

/** The file. `salt` (16 bytes), `iv` (12 bytes) and `data` (with GCM's tag at its end) are base64. */
interface SealedDocument {
  format: typeof format;
  version: typeof version;
  kdf: typeof kdf & { salt: string };
  cipher: { name: "AES-GCM"; iv: string };
  data: string;
}

/**
 * `version`: a file that this version does not read, or one that lacks a part. `passphrase`: another passphrase, or the file
 * was changed; the two cannot be told apart.
 */
export class SealedDocumentError extends Error {
  readonly code: "version" | "passphrase";
  constructor(code: "version" | "passphrase") {
    super(code === "version" ? "not a sealed document of this version" : "wrong passphrase, or a changed file");
    this.name = "SealedDocumentError";
    this.code = code;
  }
}

const encoder = new TextEncoder();
/** What stands before the data is closed with it. */
const header = (salt: string, iv: string) => encoder.encode([format, version, iterations, salt, iv].join(" "));

async function keyOf(passphrase: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  // The same letters are typed as different bytes on different systems.
  const typed = encoder.encode(passphrase.normalize("NFC"));
  const material = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ ...kdf, salt }, material, { name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
}

/** The text of a file that holds `clear`; each has a salt and an initialisation vector of its own. */
export async function sealDocument(clear: string, passphrase: string): Promise<string> {
  const saltBytes = crypto.getRandomValues(new Uint8Array(16));
  const ivBytes = crypto.getRandomValues(new Uint8Array(12));
  const [salt, iv] = [toBase64(saltBytes), toBase64(ivBytes)];
  const parameters = { name: "AES-GCM", iv: ivBytes, additionalData: header(salt, iv) };
  const data = await crypto.subtle.encrypt(parameters, await keyOf(passphrase, saltBytes), encoder.encode(clear));
  const document: SealedDocument = {
    format,
    version,
    kdf: { ...kdf, salt },
    cipher: { name: "AES-GCM", iv },
    data: toBase64(new Uint8Array(data)),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** Whether a parsed file is one, of whatever version. */
export const isSealedDocument = (document: unknown): boolean => fieldsOf(document).format === format;

/** The same of a file's text. */
export function isSealedText(text: string): boolean {
  // Looked at with each letter that is typed, and a document may be long.
  if (!text.includes(format)) return false;
  try {
    return isSealedDocument(JSON.parse(text));
  } catch {
    return false;
  }
}

function bytesOf(value: unknown): Uint8Array<ArrayBuffer> {
  try {
    if (typeof value === "string") return fromBase64Url(value);
  } catch {
    // Not base64: told below.
  }
  throw new SealedDocumentError("version");
}

/** What a parsed file holds; throws SealedDocumentError. */
export async function openDocument(document: unknown, passphrase: string): Promise<string> {
  const { kdf: derivation, cipher, data, ...rest } = fieldsOf(document);
  const { salt, ...derived } = fieldsOf(derivation);
  const { iv, name } = fieldsOf(cipher);
  const known =
    rest.format === format &&
    rest.version === version &&
    name === "AES-GCM" &&
    derived.name === kdf.name &&
    derived.hash === kdf.hash &&
    derived.iterations === iterations;
  if (!known) throw new SealedDocumentError("version");
  const [saltBytes, ivBytes, dataBytes] = [bytesOf(salt), bytesOf(iv), bytesOf(data)];
  const key = await keyOf(passphrase, saltBytes);
  try {
    const parameters = { name: "AES-GCM", iv: ivBytes, additionalData: header(String(salt), String(iv)) };
    return new TextDecoder().decode(await crypto.subtle.decrypt(parameters, key, dataBytes));
  } catch {
    throw new SealedDocumentError("passphrase");
  }
}
