import { isObject, type JsonObject } from "../../openai/fields";
import { holdsLongNumber } from "../../openai/long-numbers";
import { carried } from "../carried";
import { shortName } from "./tool-names";

// Turns of a Messages request -> OpenAI's messages. Marks of the prompt cache stay on the parts, where the adapters that
// know them look for them; blocks that only Anthropic's API knows are left out (see native-only.ts).

/** Claude Code's line about itself, different in every version: it would spoil every upstream's prompt cache. */
const billingHeader = "x-anthropic-billing-header:";

/** A call of an earlier turn holds a number whose digits are lost: the messages have to be read again from their text. */
export const losesDigits = (messages: unknown): boolean =>
  Array.isArray(messages) &&
  messages.some(
    (message) =>
      isObject(message) &&
      message.role === "assistant" &&
      Array.isArray(message.content) &&
      message.content.some((block) => isObject(block) && block.type === "tool_use" && holdsLongNumber(block.input)),
  );

export function chatMessages(system: unknown, messages: unknown): JsonObject[] {
  const result = systemMessage(system);
  if (!Array.isArray(messages)) return result;
  for (const message of messages) {
    if (!isObject(message)) continue;
    const blocks = blocksOf(message.content);
    if (message.role === "system") result.push(...systemMessage(message.content));
    else if (message.role === "assistant") result.push(assistantMessage(blocks));
    else result.push(...userMessages(blocks));
  }
  return result;
}

const blocksOf = (content: unknown): JsonObject[] =>
  typeof content === "string"
    ? [{ type: "text", text: content }]
    : Array.isArray(content)
      ? content.filter(isObject)
      : [];

const mark = (block: JsonObject): JsonObject =>
  isObject(block.cache_control) ? { cache_control: block.cache_control } : {};

function systemMessage(system: unknown): JsonObject[] {
  const parts = blocksOf(system)
    .filter((block) => block.text !== "" && !String(block.text).startsWith(billingHeader))
    .map((block) => ({ type: "text", text: block.text, ...mark(block) }));
  return parts.length === 0 ? [] : [{ role: "system", content: compact(parts, "\n\n") }];
}

/** Plain text as a string, which every upstream takes; anything with a mark or beside text as a list. */
function compact(parts: JsonObject[], separator: string): string | JsonObject[] {
  const plain = parts.every((part) => part.type === "text" && part.cache_control === undefined);
  return plain ? parts.map((part) => part.text).join(separator) : parts;
}

function assistantMessage(blocks: JsonObject[]): JsonObject {
  const texts: JsonObject[] = [];
  const calls: JsonObject[] = [];
  const details: JsonObject[] = [];
  let reasoning = "";
  for (const block of blocks) {
    if (block.type === "text") texts.push({ type: "text", text: block.text, ...mark(block) });
    else if (block.type === "tool_use") calls.push(toolCall(block));
    else if (block.type === "thinking") {
      reasoning += block.thinking;
      if (typeof block.signature === "string" && block.signature !== "")
        details.push({ type: "reasoning.text", text: block.thinking, signature: block.signature });
    } else if (block.type === "redacted_thinking")
      details.push(carried(block.data) ?? { type: "reasoning.encrypted", data: block.data });
  }
  return {
    role: "assistant",
    content: texts.length === 0 && calls.length > 0 ? null : compact(texts, ""),
    ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
    ...(details.length === 0 ? {} : { reasoning_details: details }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

function toolCall(block: JsonObject): JsonObject {
  return {
    id: block.id,
    type: "function",
    function: { name: shortName(block.name), arguments: JSON.stringify(block.input ?? {}) },
    ...mark(block),
  };
}

/** Results first, each a message of its own; then what the user says, with the images that results had. */
function userMessages(blocks: JsonObject[]): JsonObject[] {
  const results = blocks.filter((block) => block.type === "tool_result").map(toolMessage);
  const parts = [
    ...results.flatMap(({ media }) => media),
    ...blocks.filter((block) => block.type !== "tool_result").flatMap(userParts),
  ];
  const messages: JsonObject[] = results.map(({ message }) => message);
  // A turn without anything stays one: the turns around it would run together.
  if (parts.length > 0 || messages.length === 0) messages.push({ role: "user", content: compact(parts, "\n\n") });
  return messages;
}

function toolMessage(block: JsonObject): { message: JsonObject; media: JsonObject[] } {
  const parts = blocksOf(block.content).flatMap(userParts);
  const text = parts
    .filter((part) => part.type === "text")
    .map((part) => part.text)
    .join("\n");
  const media = parts.filter((part) => part.type !== "text");
  const failed = block.is_error === true;
  const instead = failed ? "The tool failed." : media.length > 0 ? "The result follows." : "";
  return {
    message: {
      role: "tool",
      tool_call_id: block.tool_use_id,
      content: text === "" ? instead : text,
      ...(failed ? { is_error: true } : {}),
      ...mark(block),
    },
    media,
  };
}

function userParts(block: JsonObject): JsonObject[] {
  switch (block.type) {
    case "text":
      return block.text === "" ? [] : [{ type: "text", text: block.text, ...mark(block) }];
    case "image":
      return imageParts(block);
    case "document":
      return documentParts(block);
    case "search_result": {
      const head = [block.title, block.source].filter((line) => typeof line === "string" && line !== "").join("\n");
      const text = blocksOf(block.content).map((part) => part.text);
      return [{ type: "text", text: [head, ...text].join("\n\n"), ...mark(block) }];
    }
    case "tool_reference":
      return [{ type: "text", text: `The tool '${shortName(block.tool_name)}' can be called now.` }];
    default:
      return [];
  }
}

function imageParts(block: JsonObject): JsonObject[] {
  const source = isObject(block.source) ? block.source : {};
  const url =
    source.type === "base64"
      ? `data:${source.media_type};base64,${source.data}`
      : source.type === "url"
        ? source.url
        : null;
  return url === null ? [] : [{ type: "image_url", image_url: { url }, ...mark(block) }];
}

function documentParts(block: JsonObject): JsonObject[] {
  const source = isObject(block.source) ? block.source : {};
  const title = typeof block.title === "string" && block.title !== "" ? block.title : null;
  const file = (data: unknown) => [
    { type: "file", file: { filename: title ?? "document.pdf", file_data: data }, ...mark(block) },
  ];
  switch (source.type) {
    case "base64":
      return file(`data:${source.media_type};base64,${source.data}`);
    case "url":
      return file(source.url);
    case "text": {
      const context = typeof block.context === "string" ? block.context : null;
      const text = [title, context, source.data].filter((line) => line !== null).join("\n\n");
      return [{ type: "text", text, ...mark(block) }];
    }
    case "content":
      return blocksOf(source.content).flatMap(userParts);
    default:
      return [];
  }
}
