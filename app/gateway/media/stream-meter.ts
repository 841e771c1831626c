import { isObject, type JsonObject } from "../openai/fields";
import { readUsage, type Usage } from "../openai/usage";
import { eventData, SseSplitter } from "../stream/sse";
import type { StreamMeter } from "./media";

/** A JSON answer is read for its usage up to so many characters; a longer one is made of vectors or base64. */
const longestRead = 2 * 1024 * 1024;

/** Usage as the vendors' formats have it, wherever they put it; null where there is none. */
export function usageIn(value: unknown): Usage | null {
  if (!isObject(value)) return null;
  const holder = [value, value.response, value.message].find(
    (item): item is JsonObject => isObject(item) && (isObject(item.usage) || isObject(item.usageMetadata)),
  );
  if (holder === undefined) return null;
  if (isObject(holder.usageMetadata)) return googleUsage(holder.usageMetadata);
  const usage = readUsage(holder.usage);
  if (usage === null || !isObject(holder.usage)) return null;
  // Anthropic's input leaves out what was read from or written to the cache.
  const read = holder.usage.cache_read_input_tokens;
  const written = holder.usage.cache_creation_input_tokens;
  if (typeof read !== "number" && typeof written !== "number") return usage;
  const cachedTokens = typeof read === "number" ? read : 0;
  const cacheWriteTokens = typeof written === "number" ? written : 0;
  return {
    ...usage,
    promptTokens: usage.promptTokens + cachedTokens + cacheWriteTokens,
    cachedTokens,
    cacheWriteTokens,
  };
}

function googleUsage(value: JsonObject): Usage {
  const count = (name: string) => (typeof value[name] === "number" ? (value[name] as number) : 0);
  return {
    promptTokens: count("promptTokenCount"),
    completionTokens: count("candidatesTokenCount") + count("thoughtsTokenCount"),
    cachedTokens: count("cachedContentTokenCount"),
    cacheWriteTokens: 0,
    reasoningTokens: count("thoughtsTokenCount"),
    source: "provider",
    ...soundIn("audioInputTokens", value.promptTokensDetails),
    ...soundIn("audioOutputTokens", value.candidatesTokensDetails),
  };
}

/** `[{"modality": "AUDIO", "tokenCount"}]` */
function soundIn(name: "audioInputTokens" | "audioOutputTokens", details: unknown): Partial<Usage> {
  const list = Array.isArray(details) ? details.filter(isObject) : [];
  const tokens = list.find(({ modality }) => modality === "AUDIO")?.tokenCount;
  return typeof tokens === "number" && tokens > 0 ? { [name]: tokens } : {};
}

/** Later events of a stream complete what earlier ones said: Anthropic tells the prompt first and the answer last. */
function merged(before: Usage | null, after: Usage): Usage {
  if (before === null) return after;
  return {
    ...after,
    promptTokens: Math.max(before.promptTokens, after.promptTokens),
    cachedTokens: Math.max(before.cachedTokens, after.cachedTokens),
    cacheWriteTokens: Math.max(before.cacheWriteTokens, after.cacheWriteTokens),
  };
}

/**
 * Reads a stream of server-sent events along. `strict`: the events are OpenAI's typed ones, so a stream without its last
 * (`...done`, `...completed`) was cut: https://platform.openai.com/docs/api-reference/images-streaming
 */
export class EventMeter implements StreamMeter {
  usage: Usage | null = null;
  model: string | null = null;
  error: string | null = null;
  #typed = false;
  #finished = false;
  readonly #strict: boolean;
  readonly #splitter = new SseSplitter();

  constructor(strict: boolean) {
    this.#strict = strict;
  }

  push(bytes: Uint8Array): void {
    for (const event of this.#splitter.push(bytes)) this.#read(event);
  }

  complete(): boolean {
    for (const event of this.#splitter.end()) this.#read(event);
    if (!this.#strict) return true;
    return this.error === null && (this.#finished || !this.#typed);
  }

  #read(event: string): void {
    const data = eventData(event)?.trim();
    if (data === undefined) return;
    if (data === "[DONE]") {
      this.#finished = true;
      return;
    }
    let value: unknown;
    try {
      value = JSON.parse(data);
    } catch {
      return;
    }
    if (!isObject(value)) return;
    const usage = usageIn(value);
    if (usage !== null) this.usage = merged(this.usage, usage);
    if (this.model === null && typeof value.model === "string") this.model = value.model;
    if (typeof value.type === "string") {
      this.#typed = true;
      if (/\.(?:done|completed)$/.test(value.type)) this.#finished = true;
    }
    if (isObject(value.error)) this.error = String(value.error.message ?? "the upstream sent an error");
    else if (value.type === "error") this.error = String(value.message ?? "the upstream sent an error");
  }
}

/** Reads a JSON answer along, for its usage. */
export class JsonMeter implements StreamMeter {
  error = null;
  #text = "";
  #value: JsonObject | null | undefined;
  readonly #decoder = new TextDecoder();

  push(bytes: Uint8Array): void {
    if (this.#text.length <= longestRead) this.#text += this.#decoder.decode(bytes, { stream: true });
  }

  complete(): boolean {
    return true;
  }

  get usage(): Usage | null {
    return usageIn(this.#parsed());
  }

  get model(): string | null {
    const model = this.#parsed()?.model;
    return typeof model === "string" ? model : null;
  }

  #parsed(): JsonObject | null {
    if (this.#value !== undefined) return this.#value;
    this.#value = null;
    if (this.#text.length <= longestRead) {
      try {
        const value: unknown = JSON.parse(this.#text);
        if (isObject(value)) this.#value = value;
      } catch {
        // Not an answer whose usage could be read.
      }
    }
    this.#text = "";
    return this.#value;
  }
}
