import { badRequest } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import type { NativeOnly } from "./native-only";

// Content parts of the Responses API -> chat's.

export const inputParts = ["input_text", "input_image", "input_file", "input_audio"] as const;
export const outputParts = ["output_text", "refusal"] as const;

/** A 400 in OpenAI's words for a `type` (or role) that is none of the allowed. */
export function unsupported(value: unknown, name: string, allowed: readonly string[]): never {
  if (value === undefined) throw badRequest(`Missing required parameter: '${name}'.`, name);
  throw badRequest(
    `Invalid value: ${typeof value === "string" ? `'${value.slice(0, 100)}'` : "not a string"}. Supported values are: ${allowed.map((word) => `'${word}'`).join(", ")}.`,
    name,
  );
}

export function requireString(value: unknown, name: string): string {
  if (value === undefined || value === null) throw badRequest(`Missing required parameter: '${name}'.`, name);
  if (typeof value !== "string") throw badRequest(`Invalid type for '${name}': expected a string.`, name);
  return value;
}

/** Types that belong elsewhere: chat's, or the other role's. Any other unknown type may be newer than the gateway. */
const misplaced = new Set<string>([...inputParts, ...outputParts, "text", "image_url", "file"]);

/** A message's or a tool output's content: a string or parts, each an object with one of the `allowed` types. */
export function contentParts(
  content: unknown,
  name: string,
  allowed: readonly string[],
  native: NativeOnly,
): string | JsonObject[] {
  if (typeof content === "string") return content;
  if (content === undefined) throw badRequest(`Missing required parameter: '${name}'.`, name);
  if (!Array.isArray(content))
    throw badRequest(`Invalid type for '${name}': expected a string or an array of content parts.`, name);
  return content.map((part, index) => {
    const at = `${name}[${index}]`;
    if (!isObject(part)) throw badRequest(`Invalid type for '${at}': expected an object.`, at);
    const { type } = part;
    if (typeof type === "string" && (allowed.includes(type) || !misplaced.has(type))) {
      if (!allowed.includes(type)) native.note(`${at}.type`, `A content part of the type '${type.slice(0, 100)}'`);
      return part;
    }
    return unsupported(type, `${at}.type`, allowed);
  });
}

/** An input part as chat has it; null where chat has nothing like it. */
export function chatPart(part: JsonObject, name: string, native: NativeOnly): JsonObject | null {
  // OpenRouter's mark for prompt caching passes; adapters that know it use it.
  const mark = isObject(part.cache_control) ? { cache_control: part.cache_control } : {};
  switch (part.type) {
    case "input_text":
      return { type: "text", text: requireString(part.text, `${name}.text`), ...mark };
    case "input_image":
      return imagePart(part, name, native, mark);
    case "input_file":
      return filePart(part, name, mark);
    case "input_audio": {
      const audio = part.input_audio;
      if (!isObject(audio))
        throw badRequest(`Missing required parameter: '${name}.input_audio'.`, `${name}.input_audio`);
      const data = requireString(audio.data, `${name}.input_audio.data`);
      return {
        type: "input_audio",
        input_audio: { data, format: requireString(audio.format, `${name}.input_audio.format`) },
      };
    }
    default:
      return null;
  }
}

function imagePart(part: JsonObject, name: string, native: NativeOnly, mark: JsonObject): JsonObject | null {
  const { image_url: url, file_id: fileId, detail } = part;
  if (detail !== undefined && detail !== null && !["auto", "low", "high", "original"].includes(String(detail)))
    unsupported(detail, `${name}.detail`, ["auto", "low", "high", "original"]);
  if (url === undefined || url === null) {
    if (typeof fileId !== "string")
      throw badRequest(
        `Missing required parameter: give '${name}.image_url' or '${name}.file_id'.`,
        `${name}.image_url`,
      );
    native.note(`${name}.file_id`, "An image by its file id");
    return null;
  }
  if (typeof url !== "string" || !/^(?:https?:\/\/|data:)/i.test(url))
    throw badRequest(
      `Invalid value for '${name}.image_url': expected an http(s) address or a base64 data URL as a string.`,
      `${name}.image_url`,
    );
  // Chat has no `original`.
  const known = typeof detail === "string" ? { detail: detail === "original" ? "high" : detail } : {};
  return { type: "image_url", image_url: { url, ...known }, ...mark };
}

function filePart(part: JsonObject, name: string, mark: JsonObject): JsonObject {
  const { file_data: data, file_id: fileId, file_url: url, filename } = part;
  const named = typeof filename === "string" ? { filename } : {};
  if (typeof data === "string") return { type: "file", file: { ...named, file_data: data }, ...mark };
  if (typeof fileId === "string") return { type: "file", file: { file_id: fileId }, ...mark };
  // Adapters take an address where chat has data: they fetch it, or let the vendor do so.
  if (typeof url === "string") return { type: "file", file: { ...named, file_data: url }, ...mark };
  throw badRequest(
    `Missing required parameter: give '${name}.file_data', '${name}.file_id' or '${name}.file_url'.`,
    `${name}.file_data`,
  );
}
