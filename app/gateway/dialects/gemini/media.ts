import { fromBase64Text, isTextType } from "../../adapters/foreign/content";
import { badRequest } from "../../errors";
import { type JsonObject, wordTable } from "../../openai/fields";
import { read, readObject } from "./fields";

const audioFormats = wordTable<string>({ "audio/mpeg": "mp3", "audio/x-wav": "wav", "audio/wave": "wav" });

/** `inlineData` or `fileData` of a part as OpenAI's content parts; none where the part has neither. */
export function mediaPart(part: JsonObject, at: string): JsonObject[] {
  const inline = readObject(part, "inlineData", at);
  if (inline !== null) {
    const type = mediaType(inline, `${at}.inlineData`);
    if (typeof inline.data !== "string")
      throw badRequest(`Missing required parameter: '${at}.inlineData.data'.`, `${at}.inlineData.data`);
    // Python's SDK sends the URL-safe alphabet, which others do not take.
    const data = inline.data.replaceAll("-", "+").replaceAll("_", "/");
    if (isTextType(type)) return [{ type: "text", text: fromBase64Text(data, `${at}.inlineData.data`) }];
    if (type.startsWith("audio/"))
      return [
        { type: "input_audio", input_audio: { data, format: audioFormats[type] ?? type.slice("audio/".length) } },
      ];
    return [addressed(`data:${type};base64,${data}`, type, inline)];
  }
  const file = readObject(part, "fileData", at);
  if (file === null) return [];
  const uri = read(file, "fileUri");
  if (typeof uri !== "string")
    throw badRequest(`Missing required parameter: '${at}.fileData.fileUri'.`, `${at}.fileData.fileUri`);
  const type = read(file, "mimeType") === undefined ? "image/jpeg" : mediaType(file, `${at}.fileData`);
  return [addressed(uri, type, file)];
}

function mediaType(data: JsonObject, at: string): string {
  const type = read(data, "mimeType");
  if (typeof type !== "string" || !type.includes("/"))
    throw badRequest(`Invalid value for '${at}.mimeType': expected a MIME type.`, `${at}.mimeType`);
  return type.toLowerCase();
}

function addressed(url: string, type: string, source: JsonObject): JsonObject {
  if (type.startsWith("image/")) return { type: "image_url", image_url: { url } };
  if (type.startsWith("video/")) return { type: "video_url", video_url: { url } };
  const name = read(source, "displayName");
  const filename = typeof name === "string" && name !== "" ? name : `file.${type.split("/")[1]}`;
  return { type: "file", file: { filename, file_data: url } };
}
