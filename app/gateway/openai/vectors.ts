import { isObject, type JsonObject } from "./fields";

// How embeddings are written: as numbers, or as base64 of 32-bit floats, little-endian, which is what OpenAI's SDKs ask for
// when the caller says nothing: https://platform.openai.com/docs/api-reference/embeddings/create

export function floatsToBase64(vector: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(vector.length * 4));
  vector.forEach((value, index) => {
    view.setFloat32(index * 4, value, true);
  });
  return toBase64(new Uint8Array(view.buffer));
}

export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

function base64ToFloats(text: string): number[] {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => view.getFloat32(index * 4, true));
}

/**
 * An answer whose vectors came in the other encoding than the client asked for, turned into that one: many upstreams ignore
 * `encoding_format`, and an SDK that asked for base64 decodes whatever it gets. Null where it is as asked, or is not a list.
 */
export function inAskedEncoding(text: string, asked: unknown): JsonObject | null {
  const first = /"embedding"\s*:\s*(["[])/.exec(text)?.[1];
  const wantsBase64 = asked === "base64";
  if (first === undefined || wantsBase64 === (first === '"')) return null;
  const body: unknown = JSON.parse(text);
  if (!isObject(body) || !Array.isArray(body.data)) return null;
  for (const item of body.data) {
    if (!isObject(item)) continue;
    if (wantsBase64 && Array.isArray(item.embedding)) item.embedding = floatsToBase64(item.embedding as number[]);
    else if (!wantsBase64 && typeof item.embedding === "string") item.embedding = base64ToFloats(item.embedding);
  }
  return body;
}
