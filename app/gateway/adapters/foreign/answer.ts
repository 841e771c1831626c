import type { JsonObject } from "../../openai/fields";

// OpenAI's answers, as every translation writes them.

export type FinishReason = "stop" | "length" | "tool_calls" | "content_filter";

export interface AnswerHead {
  id: string;
  model: string;
  /** Unix seconds. */
  created: number;
}

export const answerHead = (id: unknown, model: unknown): AnswerHead => ({
  id: typeof id === "string" && id !== "" ? id : `chatcmpl-${crypto.randomUUID()}`,
  model: typeof model === "string" ? model : "",
  created: Math.floor(Date.now() / 1000),
});

export const completion = (head: AnswerHead, choices: JsonObject[], usage: JsonObject | null): JsonObject => ({
  id: head.id,
  object: "chat.completion",
  created: head.created,
  model: head.model,
  choices,
  ...(usage === null ? {} : { usage }),
});

export const choice = (index: number, message: JsonObject, finish: FinishReason): JsonObject => ({
  index,
  message: { role: "assistant", content: null, ...message },
  logprobs: null,
  finish_reason: finish,
});

/** What an answer says, in the words of the upstream's format gathered. */
interface Said {
  content: string;
  reasoning?: string;
  details?: JsonObject[];
  refusal?: string;
  calls?: readonly unknown[];
  images?: JsonObject[];
  annotations?: JsonObject[];
}

const unlessEmpty = (name: string, value: { length: number } | undefined): JsonObject =>
  value === undefined || value.length === 0 ? {} : { [name]: value };

/** The message of a choice: only the fields that have something, and no empty text beside what is no text. */
export const saidMessage = ({
  content,
  reasoning,
  details,
  refusal,
  calls,
  images,
  annotations,
}: Said): JsonObject => ({
  content: content === "" && (calls?.length || refusal) ? null : content,
  ...unlessEmpty("refusal", refusal),
  ...unlessEmpty("reasoning_content", reasoning),
  ...unlessEmpty("reasoning_details", details),
  ...unlessEmpty("tool_calls", calls),
  ...unlessEmpty("images", images),
  ...unlessEmpty("annotations", annotations),
});

/** Tokens of an answer: `prompt` with those of the cache in it, `completion` with those of reasoning. */
interface Tokens {
  prompt: number;
  completion: number;
  cached?: number;
  written?: number;
  /** Of those written, for an hour. */
  keptAnHour?: number;
  reasoning?: number;
  /** `audio_tokens`, where there was sound. */
  promptAudio?: JsonObject;
  completionAudio?: JsonObject;
}

export const usageOf = ({
  prompt,
  completion: output,
  cached = 0,
  written = 0,
  keptAnHour = 0,
  reasoning = 0,
  promptAudio,
  completionAudio,
}: Tokens): JsonObject => ({
  prompt_tokens: prompt,
  completion_tokens: output,
  total_tokens: prompt + output,
  prompt_tokens_details: {
    cached_tokens: cached,
    cache_write_tokens: written,
    ...(keptAnHour > 0 ? { cache_write_1h_tokens: keptAnHour } : undefined),
    ...promptAudio,
  },
  completion_tokens_details: { reasoning_tokens: reasoning, ...completionAudio },
});

export const toolCall = (id: string, name: string, text: string): JsonObject => ({
  id,
  type: "function",
  function: { name, arguments: text },
});

export const chunk = (
  head: AnswerHead,
  delta: JsonObject,
  finish: FinishReason | null = null,
  index = 0,
): JsonObject => ({
  id: head.id,
  object: "chat.completion.chunk",
  created: head.created,
  model: head.model,
  choices: [{ index, delta, finish_reason: finish }],
});

export const usageChunk = (head: AnswerHead, usage: JsonObject): JsonObject => ({
  id: head.id,
  object: "chat.completion.chunk",
  created: head.created,
  model: head.model,
  choices: [],
  usage,
});

export const count = (value: unknown): number =>
  typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;

export interface ErrorWords {
  message: string;
  type: string;
  code: string | null;
}

export const errorAnswer = ({ message, type, code }: ErrorWords, more: JsonObject = {}): JsonObject => ({
  error: { message, type, param: null, code, ...more },
});

/** The body of an error that is not the format's, a proxy's page or a plain line: words without a type or code. */
export const unknownError = (text: string): JsonObject => ({
  error: {
    message: text
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, 500),
  },
});
