import { breaksToolLoop } from "../../adapters/anthropic/thinking";
import { isObject, type JsonObject } from "../../openai/fields";
import { carried } from "../carried";
import type { NativeRequest } from "../dialect";
import { nativeOnlyFeature } from "./native-only";

const passed = ["anthropic-version", "anthropic-beta"];

/** The request for upstreams that speak the Messages API themselves. `text` are the bytes that `body` came from. */
export function nativeRequest(body: JsonObject, text: string, headers: Headers): NativeRequest {
  const { provider, models, route, ...own } = body;
  let changed = provider !== undefined || models !== undefined || route !== undefined;
  // The gateway keeps all of it with the log row; the API knows one field.
  if (isObject(own.metadata) && Object.keys(own.metadata).some((name) => name !== "user_id")) {
    own.metadata = own.metadata.user_id === undefined ? undefined : { user_id: own.metadata.user_id };
    changed = true;
  }
  if (Array.isArray(own.messages) && own.messages.some(hasForeignReasoning)) {
    const messages = own.messages.flatMap(withoutForeignReasoning);
    own.messages = messages;
    changed = true;
    if (isObject(own.thinking) && own.thinking.type === "enabled" && breaksToolLoop(messages)) delete own.thinking;
  }
  const kept: Record<string, string> = {};
  for (const name of passed) {
    const value = headers.get(name);
    if (value !== null) kept[name] = value;
  }
  return {
    format: "anthropic",
    body: changed ? own : body,
    text: changed ? null : text,
    headers: kept,
    nativeOnly: nativeOnlyFeature(body),
  };
}

// What other vendors' models left in the conversation would be refused: unsigned thinking, carried signatures.

const isForeign = (block: JsonObject): boolean =>
  (block.type === "thinking" && (typeof block.signature !== "string" || block.signature === "")) ||
  (block.type === "redacted_thinking" && carried(block.data) !== null);

const idField = (block: JsonObject) => (block.type === "tool_use" ? "id" : "tool_use_id");

/** The API takes these characters alone. */
const ownId = (id: unknown): string => String(id).replace(/[^a-zA-Z0-9_-]/g, "_");

const hasForeignId = (block: JsonObject): boolean =>
  (block.type === "tool_use" || block.type === "tool_result") && ownId(block[idField(block)]) !== block[idField(block)];

const hasForeignCitations = (block: JsonObject): boolean =>
  Array.isArray(block.citations) &&
  block.citations.some(
    (citation) => isObject(citation) && (citation.encrypted_index === "" || citation.end_char_index === 0),
  );

const hasForeignReasoning = (message: unknown): boolean =>
  isObject(message) &&
  Array.isArray(message.content) &&
  message.content.some(
    (block) => isObject(block) && (isForeign(block) || hasForeignId(block) || hasForeignCitations(block)),
  );

/** The turn without them; none where nothing else was in it. */
function withoutForeignReasoning(message: unknown): unknown[] {
  if (!isObject(message) || !hasForeignReasoning(message)) return [message];
  const content = (message.content as unknown[])
    .filter((block) => !isObject(block) || !isForeign(block))
    .map((block) => (isObject(block) ? ownBlock(block) : block));
  return content.length === 0 ? [] : [{ ...message, content }];
}

function ownBlock(block: JsonObject): JsonObject {
  if (hasForeignId(block)) return { ...block, [idField(block)]: ownId(block[idField(block)]) };
  if (!hasForeignCitations(block)) return block;
  const { citations: _citations, ...rest } = block;
  return rest;
}
