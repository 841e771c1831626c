import type { Quirks } from "../catalog/quirks";
import { isObject, type JsonObject } from "../openai/fields";
import { objectsAlone } from "./openai-newer-forms";

/**
 * A chat body that another surface was translated to, without what only some upstreams know: marks of the prompt cache,
 * reasoning of earlier turns, thinking switched off, thought signatures, `top_k`, the task of an embedding. Strict upstreams
 * refuse such fields. Bodies of clients that speak OpenAI's format themselves are not touched: what they send is their choice.
 */
export function plainChat(body: JsonObject, quirks: Quirks): JsonObject {
  const { top_k: topK, task_type: _task, cache_control: mark, ...rest } = body;
  const result: JsonObject = rest;
  if (quirks.topK === true && topK !== undefined) result.top_k = topK;
  if (quirks.cacheMarks === true && mark !== undefined) result.cache_control = mark;
  // Upstreams that cannot think refuse the word, and those that have none of their own for it may be such.
  if (quirks.reasoning === undefined && isObject(rest.reasoning) && rest.reasoning.enabled === false)
    delete result.reasoning;
  if (Array.isArray(body.messages))
    result.messages = body.messages.map((message) => (isObject(message) ? plainMessage(message, quirks) : message));
  if (Array.isArray(body.tools))
    result.tools = (quirks.cacheMarks === true ? body.tools : body.tools.map(withoutMark)).map(plainTool);
  objectsAlone(result);
  return result;
}

function plainMessage(message: JsonObject, quirks: Quirks): JsonObject {
  const { is_error: _failed, ...plain } = message;
  if (quirks.reasoningReplay !== "keep" && quirks.reasoningReplay !== "require") {
    delete plain.reasoning_content;
    delete plain.reasoning_details;
  }
  if (quirks.thoughtSignatures !== true) {
    delete plain.extra_content;
    if (Array.isArray(plain.tool_calls)) plain.tool_calls = plain.tool_calls.map(unsigned);
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

function unsigned(call: unknown): unknown {
  if (!isObject(call) || call.extra_content === undefined) return call;
  const { extra_content: _signature, ...rest } = call;
  return rest;
}

function plainTool(tool: unknown): unknown {
  if (!isObject(tool) || !isObject(tool.function)) return tool;
  const { parameters } = tool.function;
  const named = withProperties(parameters);
  return named === parameters ? tool : { ...tool, function: { ...tool.function, parameters: named } };
}

/** OpenAI refuses a function whose object says nothing of properties, which Anthropic and Google take. */
export const withProperties = (parameters: unknown): unknown =>
  isObject(parameters) && parameters.type === "object" && parameters.properties === undefined
    ? { ...parameters, properties: {} }
    : parameters;

/** A part, message or tool without its mark of the prompt cache; the same where it has none. */
export function withoutMark(value: unknown): unknown {
  if (!isObject(value) || value.cache_control === undefined) return value;
  const { cache_control: _mark, ...rest } = value;
  return rest;
}
