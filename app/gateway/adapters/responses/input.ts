import { badRequest } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import { partsOf, textOf } from "../foreign/content";
import { reasoningItems } from "./reasoning";

// Chat messages -> the items of `input`: https://platform.openai.com/docs/api-reference/responses/create

/** The instructions that stand first, and everything after them as items. */
export function inputOf(messages: JsonObject[]): { instructions: string | null; input: JsonObject[] } {
  const first = messages.findIndex((message) => message.role !== "system" && message.role !== "developer");
  const head = first < 0 ? messages.slice(0, -1) : messages.slice(0, first);
  const input = messages.flatMap((message, index) =>
    index < head.length ? [] : itemsOf(message, `messages[${index}]`),
  );
  const custom = new Set(input.filter((item) => item.type === "custom_tool_call").map((item) => item.call_id));
  if (custom.size > 0)
    for (const item of input)
      if (item.type === "function_call_output" && custom.has(item.call_id)) item.type = "custom_tool_call_output";
  const instructions = head.map((message) => textOf(message.content)).filter((text) => text !== "");
  return { instructions: instructions.length === 0 ? null : instructions.join("\n\n"), input };
}

function itemsOf(message: JsonObject, at: string): JsonObject[] {
  switch (message.role) {
    case "system":
    case "developer":
      return [{ type: "message", role: message.role, content: inputParts(message.content, at) }];
    case "assistant":
      return assistantItems(message, at);
    case "tool":
    case "function":
      return [resultItem(message, at)];
    default:
      return [{ type: "message", role: "user", content: inputParts(message.content, at) }];
  }
}

const inputParts = (content: unknown, at: string): JsonObject[] =>
  partsOf(content).map((part, index) => inputPart(part, `${at}.content[${index}]`));

/** The gateway's other vendors' cache marks mean nothing here; OpenAI caches by itself. */
function inputPart(part: JsonObject, at: string): JsonObject {
  const mark =
    part.prompt_cache_breakpoint === undefined ? {} : { prompt_cache_breakpoint: part.prompt_cache_breakpoint };
  switch (part.type) {
    case "text":
      return { type: "input_text", text: part.text, ...mark };
    case "image_url": {
      const { url, detail } = isObject(part.image_url) ? part.image_url : { url: part.image_url };
      if (typeof url !== "string")
        throw badRequest(`Missing required parameter: '${at}.image_url.url'.`, `${at}.image_url.url`);
      return { type: "input_image", image_url: url, detail: typeof detail === "string" ? detail : "auto", ...mark };
    }
    case "file": {
      const { file_data: data, file_id: id, filename } = isObject(part.file) ? part.file : {};
      if (typeof id === "string") return { type: "input_file", file_id: id, ...mark };
      if (typeof data !== "string")
        throw badRequest(`Missing required parameter: '${at}.file.file_data'.`, `${at}.file.file_data`);
      if (/^https?:\/\//.test(data)) return { type: "input_file", file_url: data, ...mark };
      return {
        type: "input_file",
        filename: typeof filename === "string" ? filename : "file.pdf",
        file_data: data,
        ...mark,
      };
    }
    case "input_text":
    case "input_audio":
    case "input_image":
    case "input_file":
      return part;
    default:
      throw badRequest(`The Responses API does not take content of the type '${part.type}'.`, at);
  }
}

/** Nothing for a turn of reasoning alone: the API wants an item after it. */
function assistantItems(message: JsonObject, at: string): JsonObject[] {
  const content = partsOf(message.content).flatMap((part): JsonObject[] => {
    if (typeof part.refusal === "string") return [{ type: "refusal", refusal: part.refusal }];
    return typeof part.text === "string" && part.text !== "" ? [{ type: "output_text", text: part.text }] : [];
  });
  if (typeof message.refusal === "string" && message.refusal !== "")
    content.push({ type: "refusal", refusal: message.refusal });
  const calls = callItems(message, at);
  if (content.length + calls.length === 0) return [];
  const said = content.length === 0 ? [] : [{ type: "message", role: "assistant", content }];
  return [...reasoningItems(message), ...said, ...calls];
}

function callItems(message: JsonObject, at: string): JsonObject[] {
  const calls = Array.isArray(message.tool_calls)
    ? message.tool_calls
    : isObject(message.function_call)
      ? [{ id: "call_0", function: message.function_call }]
      : [];
  return calls.map((call, index) => {
    const name = `${at}.tool_calls[${index}]`;
    if (!isObject(call)) throw badRequest(`Invalid value for '${name}': expected an object.`, name);
    const id = typeof call.id === "string" ? call.id : "call_0";
    if (isObject(call.custom))
      return { type: "custom_tool_call", call_id: id, name: call.custom.name, input: call.custom.input ?? "" };
    if (!isObject(call.function) || typeof call.function.name !== "string")
      throw badRequest(`Invalid value for '${name}': expected a function call with a name.`, name);
    const { name: called, arguments: given } = call.function;
    const text = typeof given === "string" ? given : JSON.stringify(given ?? {});
    return { type: "function_call", call_id: id, name: called, arguments: text === "" ? "{}" : text };
  });
}

function resultItem(message: JsonObject, at: string): JsonObject {
  const id = typeof message.tool_call_id === "string" ? message.tool_call_id : "call_0";
  const rich = Array.isArray(message.content) && message.content.some((part) => isObject(part) && part.type !== "text");
  return {
    type: "function_call_output",
    call_id: id,
    output: rich ? inputParts(message.content, at) : textOf(message.content),
  };
}
