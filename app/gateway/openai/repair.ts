import { newCallId } from "./call-id";
import { isObject, type JsonObject } from "./fields";

/**
 * Brings a message or delta of an OpenAI-compatible upstream to the canonical field names; true where something changed.
 * `reasoning` / `reasoning_text` become `reasoning_content` (some upstreams send two copies), numbers and objects
 * become text (Workers AI sends numeric tokens as JSON numbers, and arguments as objects).
 */
export function repairMessage(message: JsonObject): boolean {
  let changed = false;
  if (typeof message.content === "number") {
    message.content = String(message.content);
    changed = true;
  } else if (isObject(message.content)) {
    message.content = JSON.stringify(message.content);
    changed = true;
  } else if (Array.isArray(message.content)) {
    changed = joinParts(message, message.content);
  }
  // Strict clients take no other role than the assistant's.
  if (message.role === "") {
    delete message.role;
    changed = true;
  }
  if (Array.isArray(message.tool_calls)) {
    for (const call of message.tool_calls) {
      if (!isObject(call)) continue;
      // Mistral leaves the type out; a piece that only goes on has none.
      if (call.type === undefined && typeof call.id === "string" && isObject(call.function)) {
        call.type = "function";
        changed = true;
      }
      if (!isObject(call.function) || !isObject(call.function.arguments)) continue;
      call.function.arguments = JSON.stringify(call.function.arguments);
      changed = true;
    }
  }
  if (typeof message.reasoning_content !== "string" || message.reasoning_content === "") {
    const reasoning = message.reasoning || message.reasoning_text;
    if (typeof reasoning === "string" && reasoning !== "") {
      message.reasoning_content = reasoning;
      delete message.reasoning;
      delete message.reasoning_text;
      changed = true;
    }
  } else if (message.reasoning === message.reasoning_content) {
    delete message.reasoning;
    changed = true;
  }
  return changed;
}

/** Gives whole tool calls the id and the arguments that clients need, where the upstream left them out; true where it did. */
export function completeCalls(calls: unknown[]): boolean {
  let changed = false;
  for (const call of calls) {
    if (!isObject(call) || !isObject(call.function)) continue;
    if (typeof call.id !== "string" || call.id === "") {
      call.id = newCallId();
      call.type ??= "function";
      changed = true;
    }
    const { arguments: given } = call.function;
    if (given !== undefined && given !== null && given !== "") continue;
    call.function.arguments = "{}";
    changed = true;
  }
  return changed;
}

/** Mistral's reasoning models answer in parts: `thinking`, whose `thinking` is a list of texts, and `text`. */
function joinParts(message: JsonObject, parts: unknown[]): boolean {
  let text = "";
  let thinking = "";
  for (const part of parts) {
    if (!isObject(part)) continue;
    if (typeof part.text === "string") text += part.text;
    const inner = Array.isArray(part.thinking) ? part.thinking : [];
    for (const each of inner) if (isObject(each) && typeof each.text === "string") thinking += each.text;
    if (typeof part.thinking === "string") thinking += part.thinking;
  }
  message.content = text;
  if (thinking !== "") message.reasoning_content = `${message.reasoning_content ?? ""}${thinking}`;
  return true;
}

/** The reasoning of a message that has it in `reasoning_details` alone (MiniMax); null where it is elsewhere, or nowhere. */
export function detailedReasoning(message: JsonObject): string | null {
  if (!Array.isArray(message.reasoning_details) || isNonEmpty(message.reasoning_content)) return null;
  let text = "";
  for (const detail of message.reasoning_details) {
    if (isObject(detail) && detail.type !== "reasoning.encrypted" && typeof detail.text === "string")
      text += detail.text;
  }
  return text === "" ? null : text;
}

/** True where a message or delta holds something that a client would show or act on. */
export function hasContent(message: JsonObject): boolean {
  const { content } = message;
  if (
    typeof content === "string"
      ? content !== ""
      : Array.isArray(content)
        ? content.length > 0
        : typeof content === "number"
  )
    return true;
  return (
    isNonEmpty(message.reasoning_content) ||
    isNonEmpty(message.reasoning) ||
    isNonEmpty(message.reasoning_text) ||
    isNonEmpty(message.refusal) ||
    (Array.isArray(message.tool_calls) && message.tool_calls.length > 0) ||
    (typeof message.function_call === "object" && message.function_call !== null) ||
    (typeof message.audio === "object" && message.audio !== null)
  );
}

const isNonEmpty = (value: unknown) => typeof value === "string" && value !== "";
