import type { Quirks } from "../catalog/quirks";
import { isObject, type JsonObject } from "../openai/fields";
import { textOf } from "./foreign/content";
import { nineCharacters } from "./foreign/tool-ids";

/** The messages as this upstream takes them; the same list where nothing differs. */
export function adaptMessages(messages: unknown[], quirks: Quirks): unknown[] {
  let changed = false;
  let next = messages.map((message) => {
    if (!isObject(message)) return message;
    const adapted = adaptMessage(message, quirks);
    if (adapted !== message) changed = true;
    return adapted;
  });
  if (quirks.alternate === true) {
    const together = alternating(next);
    changed ||= together.length !== next.length;
    next = together;
  }
  return changed ? next : messages;
}

function adaptMessage(message: JsonObject, quirks: Quirks): JsonObject {
  let next = message;
  if (message.role === "developer" && quirks.developerRole === false) next = { ...next, role: "system" };
  if (message.role === "tool" && quirks.toolCallIds === "nine" && typeof message.tool_call_id === "string") {
    const id = nineCharacters(message.tool_call_id);
    if (id !== message.tool_call_id) next = { ...next, tool_call_id: id };
  }
  if (message.role !== "assistant") return next;
  if (quirks.developerRole === false && message.refusal !== undefined) next = withoutRefusal(next);
  const calls = Array.isArray(message.tool_calls) ? message.tool_calls : [];
  if (quirks.toolCallIds === "nine" && calls.length > 0)
    next = {
      ...next,
      tool_calls: calls.map((call) =>
        isObject(call) && typeof call.id === "string" ? { ...call, id: nineCharacters(call.id) } : call,
      ),
    };
  if (quirks.reasoningReplay === "require" && calls.length > 0 && typeof message.reasoning_content !== "string")
    next = { ...next, reasoning_content: reasoningText(message) };
  if (quirks.reasoningReplay !== "drop") return next;
  if (
    message.reasoning_content === undefined &&
    message.reasoning_details === undefined &&
    message.annotations === undefined
  )
    return next;
  const { reasoning_content: _, reasoning_details: __, annotations: ___, ...rest } = next;
  return rest;
}

/** OpenAI's own field, which strict upstreams refuse also where it is empty: what was said is content. */
function withoutRefusal({ refusal, ...message }: JsonObject): JsonObject {
  if (typeof refusal !== "string" || refusal === "") return message;
  return { ...message, content: [textOf(message.content), refusal].filter((text) => text !== "").join("\n") };
}

/** What other names say the reasoning was; empty where the client kept none. */
function reasoningText(message: JsonObject): string {
  if (typeof message.reasoning === "string") return message.reasoning;
  if (!Array.isArray(message.reasoning_details)) return "";
  return message.reasoning_details
    .map((detail) => (isObject(detail) ? (detail.text ?? detail.summary) : null))
    .filter((text) => typeof text === "string")
    .join("\n\n");
}

/** Neighbours of one role in one message. */
function alternating(messages: unknown[]): unknown[] {
  const result: JsonObject[] = [];
  for (const message of messages) {
    if (!isObject(message)) continue;
    const last = result.at(-1);
    if (last === undefined || last.role !== message.role) result.push(message);
    else result[result.length - 1] = { ...last, content: together(last.content, message.content) };
  }
  return result;
}

const together = (first: unknown, second: unknown): unknown =>
  Array.isArray(first) || Array.isArray(second)
    ? [...asParts(first), ...asParts(second)]
    : [textOf(first), textOf(second)].filter((text) => text !== "").join("\n\n");

const asParts = (content: unknown): unknown[] =>
  Array.isArray(content) ? content : [{ type: "text", text: String(content ?? "") }];
