import type { Call, NativeRequest } from "../dialects/dialect";
import { isObject, type JsonObject } from "../openai/fields";
import { nativeExtras } from "./native-extras";

// Two requests are the same where everything that may change the answer is: the model asked for, the conversation, the tools
// and the parameters, whatever surface they came in by. How the answer is wanted (streamed or not) and who asks are no part.

/** Fields of OpenAI's body that do not change the answer. */
const ignored = new Set([
  "model",
  "stream",
  "stream_options",
  "user",
  "metadata",
  "store",
  "prompt_cache_key",
  "prompt_cache_retention",
  "safety_identifier",
]);

/** A later form of kept answers gets another number: older ones are then not found. */
const form = 1;

export interface CacheKey {
  /** SHA-256 of the whole request and of whom its answer may serve, hex. */
  id: string;
  /** For a chat that ends with a user's plain text: the rest of the request, and the text. */
  semantic: { context: string; question: string } | null;
}

/** Operations whose answers are kept, as far as the request can be understood without its vendor. */
export const isCacheable = (call: Call): boolean =>
  call.media === undefined && (call.native === null || call.native.nativeOnly === null) && !asksForSound(call.body);

const asksForSound = ({ modalities, audio }: JsonObject) =>
  audio !== undefined || (Array.isArray(modalities) && modalities.some((modality) => modality !== "text"));

/** `scope`: whom the answer may serve. `compares`: whether similar questions are looked for. */
export async function cacheKey(call: Call, scope: string, compares: boolean): Promise<CacheKey> {
  const body: JsonObject = {};
  for (const name in call.body) if (!ignored.has(name)) body[name] = call.body[name];
  const { provider, models } = call.routing;
  const about = [form, scope, call.operation, call.model, provider, models, extrasOf(call.native)];
  const question = compares && call.operation === "chat" ? lastQuestion(body.messages) : null;
  const id = await sha256Hex(stableText([...about, body]));
  if (question === null) return { id, semantic: null };
  const rest = { ...body, messages: (body.messages as unknown[]).slice(0, -1) };
  return { id, semantic: { context: await sha256Hex(stableText(["context", ...about, rest])), question } };
}

const extrasOf = (native: NativeRequest | null) => (native === null ? null : nativeExtras(native));

/** The text of the last message, where it is a user's and nothing but text. */
function lastQuestion(messages: unknown): string | null {
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : null;
  if (!isObject(last) || last.role !== "user") return null;
  const { content } = last;
  if (typeof content === "string") return content.trim() === "" ? null : content;
  if (!Array.isArray(content)) return null;
  const texts = content.map((part: unknown) => (isObject(part) && part.type === "text" ? part.text : null));
  if (texts.length === 0 || !texts.every((text) => typeof text === "string")) return null;
  return texts.join("\n");
}

/** JSON with the names of objects in order, so that equal values are equal texts. What is undefined or null is left out. */
function stableText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => stableText(item ?? null)).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  let text = "";
  for (const name of Object.keys(value).sort()) {
    const item = value[name];
    if (item === undefined || item === null) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(name)}:${stableText(item)}`;
  }
  return `{${text}}`;
}

async function sha256Hex(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
