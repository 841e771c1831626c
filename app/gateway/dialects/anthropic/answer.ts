import { isObject, type JsonObject, wordTable } from "../../openai/fields";
import { noUsage, readUsage, type Usage } from "../../openai/usage";
import { carry } from "../carried";
import { argumentsObject } from "../tool-arguments";
import { CitedDocuments } from "./citations";
import { type OwnName, sameName } from "./tool-names";

// OpenAI's chat completion -> a message: https://platform.claude.com/docs/en/api/messages/create#response

/**
 * `stops`: the stop sequences of the request, to know one again that an upstream names. `ownName`: the request's name of a
 * tool that is called. `documents`: what of the request may be cited.
 */
export function messageOf(
  answer: JsonObject,
  stops: readonly string[],
  ownName = sameName,
  documents = new CitedDocuments(null),
): JsonObject {
  const choice = Array.isArray(answer.choices) && isObject(answer.choices[0]) ? answer.choices[0] : {};
  const message = isObject(choice.message) ? choice.message : {};
  const content = [...thinkingOf(message), ...textOf(message, documents), ...toolsOf(message, ownName)];
  const called = content.some((block) => block.type === "tool_use");
  return {
    ...messageHead(answer.id, answer.model),
    content,
    ...stopOf(choice, called, typeof message.refusal === "string" ? message.refusal : null, stops),
    usage: messageUsage(readUsage(answer.usage) ?? noUsage),
  };
}

export const messageHead = (id: unknown, model: unknown): JsonObject => ({
  id: messageId(id),
  type: "message",
  role: "assistant",
  model: typeof model === "string" ? model : "",
});

const messageId = (id: unknown): string => {
  const own = typeof id === "string" && id !== "" ? id : crypto.randomUUID().replaceAll("-", "");
  return own.startsWith("msg_") ? own : `msg_${own.replace(/^chatcmpl-/, "")}`;
};

/** `input_tokens` are those that were neither read from the cache nor written to it. */
export const messageUsage = (usage: Usage): JsonObject => ({
  input_tokens: Math.max(0, usage.promptTokens - usage.cachedTokens - usage.cacheWriteTokens),
  cache_creation_input_tokens: usage.cacheWriteTokens,
  cache_read_input_tokens: usage.cachedTokens,
  output_tokens: usage.completionTokens,
  ...(usage.reasoningTokens > 0 ? { output_tokens_details: { thinking_tokens: usage.reasoningTokens } } : {}),
});

const reasons = wordTable<string>({
  length: "max_tokens",
  content_filter: "refusal",
  tool_calls: "tool_use",
  function_call: "tool_use",
});

/** `called`: there is a tool call; some upstreams say `stop` all the same. */
export function stopOf(
  choice: JsonObject,
  called: boolean,
  refusal: string | null,
  stops: readonly string[],
): { stop_reason: string; stop_sequence: string | null; stop_details?: JsonObject } {
  const reason = reasons[String(choice.finish_reason)] ?? "end_turn";
  const found = stops.find((stop) => stop === choice.stop_reason || stop === choice.matched_stop);
  if (reason === "refusal" || (refusal !== null && reason === "end_turn"))
    return {
      stop_reason: "refusal",
      stop_sequence: null,
      stop_details: { type: "refusal", category: null, explanation: refusal },
    };
  if (reason === "max_tokens") return { stop_reason: reason, stop_sequence: null };
  if (called) return { stop_reason: "tool_use", stop_sequence: null };
  if (found !== undefined) return { stop_reason: "stop_sequence", stop_sequence: found };
  return { stop_reason: reason === "tool_use" ? "end_turn" : reason, stop_sequence: null };
}

/** A part of `reasoning_details` as a block; null for one whose text is in `reasoning_content` and needs nothing more. */
export function reasoningBlock(detail: unknown): JsonObject | null {
  if (!isObject(detail)) return null;
  const own = typeof detail.format !== "string" || detail.format.startsWith("anthropic");
  const signed = typeof detail.signature === "string" && detail.signature !== "";
  if (own && detail.type === "reasoning.text" && signed)
    return {
      type: "thinking",
      thinking: typeof detail.text === "string" ? detail.text : "",
      signature: detail.signature,
    };
  if (own && detail.type === "reasoning.encrypted" && typeof detail.data === "string")
    return { type: "redacted_thinking", data: detail.data };
  // Another vendor's: opaque for the client, and given back as it was when the client returns it.
  return signed || typeof detail.data === "string" ? { type: "redacted_thinking", data: carry(detail) } : null;
}

function thinkingOf(message: JsonObject): JsonObject[] {
  const details = Array.isArray(message.reasoning_details) ? message.reasoning_details : [];
  const blocks = details.map(reasoningBlock).filter((block) => block !== null);
  const text = message.reasoning_content;
  if (typeof text !== "string" || text === "" || blocks.some((block) => block.type === "thinking")) return blocks;
  return [{ type: "thinking", thinking: text, signature: "" }, ...blocks];
}

function textOf(message: JsonObject, documents: CitedDocuments): JsonObject[] {
  const parts = Array.isArray(message.content) ? message.content : [{ text: message.content }];
  const texts = [...parts.map((part) => (isObject(part) ? part.text : null)), message.refusal];
  const text = texts.filter((value) => typeof value === "string").join("");
  if (text === "") return [];
  const citations = documents.citations(message.annotations);
  return [{ type: "text", text, ...(citations.length === 0 ? {} : { citations }) }];
}

function toolsOf(message: JsonObject, ownName: OwnName): JsonObject[] {
  const calls = Array.isArray(message.tool_calls)
    ? message.tool_calls
    : isObject(message.function_call)
      ? [{ function: message.function_call }]
      : [];
  return calls.filter(isObject).flatMap((call) => {
    if (!isObject(call.function) || typeof call.function.name !== "string") return [];
    const { name, arguments: input } = call.function;
    return [{ type: "tool_use", id: toolId(call), name: ownName(name), input: argumentsObject(input) }];
  });
}

/** The id of a call for the client; upstreams that give none get one. */
export const toolId = (call: JsonObject): string =>
  typeof call.id === "string" && call.id !== "" ? call.id : `toolu_${crypto.randomUUID().replaceAll("-", "")}`;
