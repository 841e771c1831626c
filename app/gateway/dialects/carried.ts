import { isObject, type JsonObject } from "../openai/fields";

// Signed reasoning of another vendor travels through a client that does not know it: as an opaque value in a field that
// the client's format has for its own signatures, and must be sent back. Base64, because some SDKs decode such fields.

const mark = "ai-gateway/1:";

/** An opaque text that holds the value. */
export function carry(value: JsonObject): string {
  const bytes = new TextEncoder().encode(mark + JSON.stringify(value));
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

const markInBase64 = btoa(mark).slice(0, 16);

/** What `carry` was given; null for a text that is the vendor's own. */
export function carried(text: unknown): JsonObject | null {
  // SDKs that decode may encode in the URL-safe alphabet, without padding.
  if (typeof text !== "string" || !text.startsWith(markInBase64)) return null;
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const decoded = new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
    const value: unknown = JSON.parse(decoded.slice(mark.length));
    return decoded.startsWith(mark) && isObject(value) ? value : null;
  } catch {
    return null;
  }
}
