import type { Quirks } from "../catalog/quirks";
import { isObject, type JsonObject } from "../openai/fields";

/**
 * A chat body that another surface was translated to, without what only some upstreams know: marks of the prompt cache,
 * reasoning of earlier turns, `top_k`, the task of an embedding. Strict upstreams refuse such fields. Bodies of clients that speak OpenAI's format
 * themselves are not touched: what they send is their choice.
 */
export function plainChat(body: JsonObject, quirks: Quirks): JsonObject {
  const { top_k: _topK, task_type: _task, ...rest } = body;
  const result: JsonObject = quirks.topK === true ? { ...rest, top_k: body.top_k } : rest;
  if (Array.isArray(body.messages))
    result.messages = body.messages.map((message) => (isObject(message) ? plainMessage(message, quirks) : message));
  if (quirks.cacheMarks !== true && Array.isArray(body.tools)) result.tools = body.tools.map(withoutMark);
  return result;
}

function plainMessage(message: JsonObject, quirks: Quirks): JsonObject {
  const { is_error: _failed, ...plain } = message;
  if (quirks.reasoningReplay !== "keep" && quirks.reasoningReplay !== "require") {
    delete plain.reasoning_content;
    delete plain.reasoning_details;
  }
  if (quirks.cacheMarks === true) return plain;
  delete plain.cache_control;
  if (Array.isArray(plain.tool_calls)) plain.tool_calls = plain.tool_calls.map(withoutMark);
  if (Array.isArray(plain.content)) {
    const parts = plain.content.map(withoutMark);
    // Text alone goes as a string, which every upstream takes.
    plain.content = parts.every((part) => isObject(part) && part.type === "text")
      ? parts.map((part) => (part as JsonObject).text).join("\n\n")
      : parts;
  }
  return plain;
}

function withoutMark(value: unknown): unknown {
  if (!isObject(value) || value.cache_control === undefined) return value;
  const { cache_control: _mark, ...rest } = value;
  return rest;
}
