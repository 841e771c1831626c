import type { Call, Operation } from "../dialects/dialect";
import { isObject, type JsonObject } from "../openai/fields";
import { detectLanguage, looksLikeCode } from "./text-kind";

/** What a request is made of: what its model must be able to take. Cheap for a request that is text only. */
export interface RequestParts {
  images: boolean;
  audio: boolean;
  tools: boolean;
}

export function requestParts(body: JsonObject): RequestParts {
  const parts = { images: false, audio: false, tools: Array.isArray(body.tools) && body.tools.length > 0 };
  if (Array.isArray(body.messages))
    for (const message of body.messages) if (isObject(message)) lookAt(message.content, parts);
  return parts;
}

function lookAt(content: unknown, parts: RequestParts): void {
  if (!Array.isArray(content)) return;
  for (const part of content) {
    if (!isObject(part)) continue;
    if (part.type === "image_url" || part.type === "input_image" || part.type === "image") parts.images = true;
    else if (part.type === "input_audio" || part.type === "audio") parts.audio = true;
  }
}

/** What content rules look at; computed only where a route has rules, and the dearer parts only where a rule asks. */
export interface RuleFacts extends RequestParts {
  promptTokens: number;
  /** All text of the prompt, lower case. */
  text: string;
  /** The last message of the user, as it came. */
  lastText: string;
  /** The answer is to be JSON. */
  json: boolean;
  code(): boolean;
  /** `zh`, `ja`, `en`, ...; null where it cannot be told. */
  language(): string | null;
  metadata: Record<string, string>;
  keyId: string;
  header(name: string): string | null;
  /** Unix ms. */
  now: number;
  /** 0 <= x < 1, a new one each time. */
  random(): number;
}

/** What a rule may know beside the request's body. */
export type Circumstances = Pick<RuleFacts, "keyId" | "header" | "now" | "random">;

/** Reads the facts off a request in OpenAI's shape. */
export function ruleFacts(
  body: JsonObject,
  promptTokens: number,
  metadata: Record<string, string> | null,
  circumstances: Circumstances,
): RuleFacts {
  const texts: string[] = [];
  let lastText = "";
  const collect = (value: unknown): string => {
    const start = texts.length;
    if (typeof value === "string") texts.push(value);
    else if (Array.isArray(value)) {
      for (const part of value) {
        if (typeof part === "string") texts.push(part);
        else if (isObject(part) && typeof part.text === "string") texts.push(part.text);
      }
    }
    return texts.slice(start).join("\n");
  };
  if (Array.isArray(body.messages)) {
    for (const message of body.messages) {
      if (!isObject(message)) continue;
      const said = collect(message.content);
      if (message.role === "user") lastText = said;
    }
  }
  const plain = `${collect(body.prompt)}${collect(body.input)}`;
  const format = isObject(body.response_format) ? body.response_format.type : undefined;
  return {
    ...requestParts(body),
    ...circumstances,
    promptTokens,
    text: texts.join("\n").toLowerCase(),
    lastText: lastText || plain,
    json: format === "json_object" || format === "json_schema",
    code: once(() => looksLikeCode(texts.join("\n"))),
    language: once(() => detectLanguage(lastText || plain)),
    metadata: metadata ?? {},
  };
}

function once<T>(compute: () => T): () => T {
  let known: { value: T } | null = null;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

/** What an operation asks of a model's capabilities; null where that is not listed. */
const operationCapability: Partial<Record<Operation, "chat" | "embeddings" | "image" | "audio" | "rerank" | "video">> =
  {
    chat: "chat",
    completions: "chat",
    embeddings: "embeddings",
    images: "image",
    image_edits: "image",
    speech: "audio",
    transcriptions: "audio",
    translations: "audio",
    rerank: "rerank",
    videos: "video",
  };

export const capabilityOf = (call: Pick<Call, "operation">) => operationCapability[call.operation] ?? null;
