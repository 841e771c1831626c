import { badRequest } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import {
  fromBase64Text,
  isTextType,
  partsOf,
  readDataUri,
  spokenParts,
  textOf,
  toolCallsOf,
  withLateInstructions,
} from "../foreign/content";
import { ToolIds } from "../foreign/tool-ids";
import { thinkingBlocks } from "./thinking";

interface Turn {
  role: "user" | "assistant";
  blocks: JsonObject[];
}

export interface Conversation {
  /** A string, or blocks where the client marks cache breakpoints; absent where there is none. */
  system?: string | JsonObject[];
  messages: { role: string; content: string | JsonObject[] }[];
}

/** OpenAI's messages -> system text and turns that alternate, beginning with the user. */
export function conversation(messages: JsonObject[], instruction: string | null): Conversation {
  const system: JsonObject[] = [];
  const turns: Turn[] = [];
  const add = (role: Turn["role"], blocks: JsonObject[]) => {
    if (blocks.length === 0) return;
    const last = turns.at(-1);
    if (last?.role === role) last.blocks.push(...blocks);
    else turns.push({ role, blocks });
  };
  const ids = new ToolIds();
  withLateInstructions(messages).forEach((message, index) => {
    const at = `messages[${index}]`;
    const { role } = message;
    if (role === "system" || role === "developer") system.push(...textBlocks(message));
    else if (role === "user") add("user", marked(message, userBlocks(message.content, at)));
    else if (role === "assistant") add("assistant", marked(message, assistantBlocks(message, at, ids)));
    else add("user", [toolResult(message, at, ids)]);
  });
  if (instruction !== null) system.push({ type: "text", text: instruction });
  if (turns.length === 0) {
    // Instructions alone are a prompt for OpenAI; here there must be a user's turn.
    if (system.length === 0) throw badRequest("There is no text in 'messages'.", "messages");
    return { messages: [{ role: "user", content: system.splice(0) }] };
  }
  if (turns[0]!.role === "assistant") turns.unshift({ role: "user", blocks: [{ type: "text", text: "." }] });
  for (const turn of turns) if (turn.role === "user") turn.blocks.sort((a, b) => rank(a) - rank(b));
  trimPrefill(turns.at(-1)!);
  return {
    ...(system.length === 0 ? {} : { system: systemOf(system) }),
    messages: turns.map(({ role, blocks }) => ({ role, content: compact(blocks) })),
  };
}

/** The results of a turn's tool calls come before anything else that the user says. */
const rank = (block: JsonObject) => (block.type === "tool_result" ? 0 : 1);

const compact = (blocks: JsonObject[]): string | JsonObject[] => {
  const only = blocks.length === 1 ? blocks[0]! : null;
  return only?.type === "text" && only.cache_control === undefined ? String(only.text) : blocks;
};

const systemOf = (blocks: JsonObject[]): string | JsonObject[] =>
  blocks.some((block) => block.cache_control !== undefined)
    ? blocks
    : blocks.map((block) => String(block.text)).join("\n\n");

/** A last assistant turn is a prefill: white space at its end is refused. */
function trimPrefill(turn: Turn): void {
  const last = turn.blocks.at(-1);
  if (turn.role === "assistant" && last?.type === "text") last.text = String(last.text).trimEnd();
}

/** Keeps a cache breakpoint that was set on the whole message. */
function marked(message: JsonObject, blocks: JsonObject[]): JsonObject[] {
  const last = blocks.at(-1);
  if (last !== undefined && isObject(message.cache_control)) last.cache_control ??= message.cache_control;
  return blocks;
}

const cacheMark = (part: JsonObject) => (isObject(part.cache_control) ? { cache_control: part.cache_control } : {});

/** Text that is nothing but white space is refused by the API. */
const text = (part: JsonObject, value: unknown): JsonObject[] =>
  typeof value === "string" && value.trim() !== "" ? [{ type: "text", text: value, ...cacheMark(part) }] : [];

const textBlocks = (message: JsonObject): JsonObject[] =>
  marked(
    message,
    partsOf(message.content).flatMap((part) => text(part, part.text ?? part.refusal)),
  );

const userBlocks = (content: unknown, at: string): JsonObject[] =>
  partsOf(content).flatMap((part, index) => userBlock(part, `${at}.content[${index}]`));

function userBlock(part: JsonObject, at: string): JsonObject[] {
  if (part.type === "text") return text(part, part.text);
  if (part.type === "image_url") {
    const url = isObject(part.image_url) ? part.image_url.url : part.image_url;
    return [{ type: "image", source: imageSource(url, at), ...cacheMark(part) }];
  }
  if (part.type === "file") return [{ ...documentBlock(part.file, at), ...cacheMark(part) }];
  // Blocks of the API's own that clients put among OpenAI's parts.
  if (part.type === "document" || part.type === "image") return [part];
  throw badRequest(`Anthropic's models do not take content of the type '${part.type}'.`, at);
}

const imageTypes = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);

function imageSource(url: unknown, at: string): JsonObject {
  if (typeof url !== "string") throw badRequest(`Missing required parameter: '${at}.image_url.url'.`, at);
  const inline = readDataUri(url);
  if (inline === null) {
    if (/^https?:\/\//i.test(url)) return { type: "url", url };
    throw badRequest("Anthropic's models take images by address, or as a data URI in base64.", at);
  }
  const mediaType = inline.mediaType === "image/jpg" ? "image/jpeg" : inline.mediaType;
  if (!imageTypes.has(mediaType))
    throw badRequest(`Anthropic's models take JPEG, PNG, GIF and WebP images, not '${inline.mediaType}'.`, at);
  return { type: "base64", media_type: mediaType, data: inline.data };
}

function documentBlock(file: unknown, at: string): JsonObject {
  const data = isObject(file) ? file.file_data : null;
  if (!isObject(file) || typeof data !== "string")
    throw badRequest("Files are taken as 'file_data' (a data URI); a 'file_id' means nothing to this upstream.", at);
  const title = typeof file.filename === "string" ? { title: file.filename } : {};
  if (/^https?:\/\//.test(data)) return { type: "document", source: { type: "url", url: data }, ...title };
  const inline = readDataUri(data) ?? { mediaType: "application/pdf", data };
  if (imageTypes.has(inline.mediaType)) return { type: "image", source: imageSource(data, at) };
  if (inline.mediaType === "application/pdf")
    return {
      type: "document",
      source: { type: "base64", media_type: inline.mediaType, data: inline.data },
      ...title,
    };
  if (isTextType(inline.mediaType)) {
    const source = { type: "text", media_type: "text/plain", data: fromBase64Text(inline.data, at) };
    return { type: "document", source, ...title };
  }
  throw badRequest(`Anthropic's models take PDF and text files, not '${inline.mediaType}'.`, at);
}

/** Nothing for a turn of thinking alone: no turn may end with thinking. */
function assistantBlocks(message: JsonObject, at: string, ids: ToolIds): JsonObject[] {
  const calls = toolCallsOf(message, at).map((call) => ({
    type: "tool_use",
    id: ids.of(call.id),
    name: call.name,
    input: call.arguments,
    ...cacheMark(call.source),
  }));
  const spoken = spokenParts(message).flatMap((part) => text(part, part.text ?? part.refusal));
  return spoken.length + calls.length === 0 ? [] : [...thinkingBlocks(message), ...spoken, ...calls];
}

function toolResult(message: JsonObject, at: string, ids: ToolIds): JsonObject {
  const id = typeof message.tool_call_id === "string" ? message.tool_call_id : "call_0";
  const rich = Array.isArray(message.content) && message.content.some((part) => isObject(part) && part.type !== "text");
  const content = rich ? userBlocks(message.content, at) : textOf(message.content);
  // Of parts that become one text, the last mark stands for the whole.
  const marks = rich ? [] : partsOf(message.content).filter(({ cache_control: mark }) => isObject(mark));
  return {
    type: "tool_result",
    tool_use_id: ids.of(id),
    ...(content.length === 0 ? {} : { content }),
    ...(message.is_error === true ? { is_error: true } : {}),
    ...cacheMark(marks.at(-1) ?? {}),
    ...cacheMark(message),
  };
}
