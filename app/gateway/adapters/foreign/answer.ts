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

/** The body of an error that is not the format's: a proxy's page, a plain line. */
export const unknownError = (text: string): JsonObject =>
  errorAnswer({
    message: text
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, 500),
    type: "upstream_error",
    code: null,
  });
