import { badRequest } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import { InputReader } from "./input";
import type { NativeOnly } from "./native-only";
import { type OwnTool, ToolBook } from "./tool-book";
import { chatTools } from "./tools";

/** Fields that chat has under the same name. */
const same = [
  "temperature",
  "top_p",
  "user",
  "safety_identifier",
  "prompt_cache_key",
  "prompt_cache_retention",
  "service_tier",
] as const;

export interface ChatRequest {
  body: JsonObject;
  /** By chat's name: tools whose calls go back as something else. */
  ownTools: ReadonlyMap<string, OwnTool>;
  /** It has tools in namespaces, searches for tools or adds some. */
  namespaces: boolean;
}

/**
 * A checked Responses request -> the chat request that asks for the same. `earlier` are the items of the turns before,
 * which the gateway kept. What has no counterpart and would change the answer is noted as native only.
 */
export function chatRequest(body: JsonObject, earlier: readonly unknown[], native: NativeOnly): ChatRequest {
  for (const [field, what] of [
    ["prompt", "A prompt template"],
    ["conversation", "A conversation object"],
    ["moderation", "Moderation inside the request"],
  ] as const)
    if (body[field] !== undefined && body[field] !== null) native.note(field, what);
  if (Array.isArray(body.context_management) && body.context_management.length > 0)
    native.note("context_management", "Context management");
  const book = new ToolBook(native);
  if (Array.isArray(body.tools)) book.add(body.tools, "tools");
  // Items of the input may add tools.
  const read = messages(body, earlier, native, book);
  const chat: JsonObject = { model: body.model, messages: read, ...chatTools(body, book, native) };
  for (const field of same) if (body[field] !== undefined && body[field] !== null) chat[field] = body[field];
  if (typeof body.max_output_tokens === "number") chat.max_completion_tokens = body.max_output_tokens;
  if (isObject(body.reasoning) && typeof body.reasoning.effort === "string")
    chat.reasoning_effort = body.reasoning.effort;
  if (isObject(body.text)) addText(chat, body.text);
  const included = Array.isArray(body.include) && body.include.includes("message.output_text.logprobs");
  const top = typeof body.top_logprobs === "number" ? body.top_logprobs : 0;
  if (included || top > 0) chat.logprobs = true;
  if (top > 0) chat.top_logprobs = top;
  if (body.stream === true) chat.stream = true;
  return { body: chat, ownTools: book.own, namespaces: book.namespaces };
}

function messages(body: JsonObject, earlier: readonly unknown[], native: NativeOnly, book: ToolBook): JsonObject[] {
  const { input, instructions } = body;
  const reader = new InputReader(native, book);
  for (const [index, item] of earlier.entries()) reader.item(item, `previous_response_id.items[${index}]`);
  if (typeof input === "string") reader.item({ role: "user", content: input }, "input");
  else if (Array.isArray(input)) for (const [index, item] of input.entries()) reader.item(item, `input[${index}]`);
  else if (input !== undefined && input !== null)
    throw badRequest("Invalid type for 'input': expected a string or an array of items.", "input");
  reader.end();
  if (reader.messages.length === 0 && native.feature === null) {
    if (input === undefined || input === null) throw badRequest("Missing required parameter: 'input'.", "input");
    throw badRequest("Invalid value for 'input': expected at least one message or tool output.", "input");
  }
  return typeof instructions === "string" && instructions !== ""
    ? [{ role: "system", content: instructions }, ...reader.messages]
    : reader.messages;
}

function addText(chat: JsonObject, { format, verbosity }: JsonObject): void {
  if (typeof verbosity === "string") chat.verbosity = verbosity;
  if (!isObject(format)) return;
  if (format.type === "json_object") chat.response_format = { type: "json_object" };
  if (format.type !== "json_schema") return;
  const { name, schema, description, strict } = format;
  chat.response_format = {
    type: "json_schema",
    json_schema: {
      name,
      ...(typeof description === "string" ? { description } : {}),
      schema,
      ...(typeof strict === "boolean" ? { strict } : {}),
    },
  };
}
