import type { Quirks } from "../catalog/quirks";
import { isObject, type JsonObject } from "../openai/fields";
import { textOf } from "./foreign/content";
import { fortyCharacters, nineCharacters } from "./foreign/tool-ids";
import { adaptParts } from "./openai-parts";
import { withoutMark } from "./plain-chat";

/** The messages as this upstream takes them; the same list where nothing differs. */
export function adaptMessages(messages: unknown[], quirks: Quirks): unknown[] {
  let changed = false;
  let next = messages.map((message, index) => {
    if (!isObject(message)) return message;
    const adapted = adaptMessage(message, quirks, index);
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

function adaptMessage(message: JsonObject, quirks: Quirks, index: number): JsonObject {
  let next = message;
  if (message.role === "developer" && quirks.developerRole === false) next = { ...next, role: "system" };
  if (quirks.parts !== undefined && Array.isArray(message.content)) {
    const content = adaptParts(message.content, quirks.parts, `messages[${index}]`);
    if (content !== message.content) next = { ...next, content };
  }
  if (quirks.cacheMarks === false) next = withoutMarks(next);
  const shorten = quirks.toolCallIds === undefined ? null : idForms[quirks.toolCallIds];
  if (message.role === "tool" && shorten !== null && typeof message.tool_call_id === "string") {
    const id = shorten(message.tool_call_id);
    if (id !== message.tool_call_id) next = { ...next, tool_call_id: id };
  }
  if (message.role !== "assistant") return next;
  next = withoutNothing(next);
  if (quirks.developerRole === false && message.refusal !== undefined) next = withoutRefusal(next);
  const calls = Array.isArray(message.tool_calls) ? message.tool_calls : [];
  const adapted = calls.length === 0 ? calls : adaptCalls(calls, shorten, quirks);
  if (adapted !== calls) next = { ...next, tool_calls: adapted };
  if (quirks.reasoningReplay === "require" && calls.length > 0 && typeof message.reasoning_content !== "string")
    next = { ...next, reasoning_content: reasoningText(message) };
  if (quirks.reasoningReplay !== "drop") return next;
  if (
    message.reasoning_content === undefined &&
    message.reasoning_details === undefined &&
    message.annotations === undefined &&
    message.extra_content === undefined &&
    message.images === undefined
  )
    return next;
  const {
    reasoning_content: _content,
    reasoning_details: _details,
    annotations: _annotations,
    extra_content: _extra,
    images: _images,
    ...rest
  } = next;
  return rest;
}

/** The same message where it holds no mark of the prompt cache. */
function withoutMarks(message: JsonObject): JsonObject {
  const { content } = message;
  const bare = withoutMark(message) as JsonObject;
  if (!Array.isArray(content) || !content.some((part) => isObject(part) && part.cache_control !== undefined))
    return bare;
  return { ...bare, content: content.map(withoutMark) };
}

const idForms = { nine: nineCharacters, forty: fortyCharacters };

/** The same list where nothing differs. */
function adaptCalls(calls: unknown[], shorten: ((id: string) => string) | null, quirks: Quirks): unknown[] {
  const adapted = calls.map((call) => {
    if (!isObject(call)) return call;
    const id = shorten !== null && typeof call.id === "string" ? shorten(call.id) : call.id;
    const signed = quirks.reasoningReplay === "drop" && call.extra_content !== undefined;
    if (id === call.id && !signed) return call;
    const { extra_content: extra, ...rest } = call;
    return signed || extra === undefined ? { ...rest, id } : { ...call, id };
  });
  return adapted.some((call, index) => call !== calls[index]) ? adapted : calls;
}

/** Clients send answers back as they came, with fields of null and empty lists that strict upstreams refuse. */
function withoutNothing(message: JsonObject): JsonObject {
  let next = message;
  for (const name in message) {
    const value = message[name];
    if (name === "content" || (value !== null && !(Array.isArray(value) && value.length === 0))) continue;
    if (next === message) next = { ...message };
    delete next[name];
  }
  return next;
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
