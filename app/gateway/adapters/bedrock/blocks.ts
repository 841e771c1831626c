import { badRequest } from "../../errors";
import { isObject, type JsonObject, wordTable } from "../../openai/fields";
import { isTextType, partsOf, readDataUri } from "../foreign/content";
import type { Caching } from "./models";

// Content blocks: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html

const imageFormats = wordTable<string>({
  "image/jpeg": "jpeg",
  "image/jpg": "jpeg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
});
const documentFormats = wordTable<string>({
  "application/pdf": "pdf",
  "text/csv": "csv",
  "text/html": "html",
  "text/markdown": "md",
  "text/plain": "txt",
  "application/msword": "doc",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.ms-excel": "xls",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
});
const videoFormats = wordTable<string>({
  "video/mp4": "mp4",
  "video/webm": "webm",
  "video/quicktime": "mov",
  "video/x-matroska": "mkv",
  "video/mpeg": "mpeg",
});

/** `cache_control` of a part -> the mark behind it, where the model takes one there. */
export function cachePoint(part: JsonObject, { hour, ...caching }: Caching, where: "messages" | "tools"): JsonObject[] {
  if (!isObject(part.cache_control) || !caching[where]) return [];
  const { ttl } = part.cache_control;
  return [{ cachePoint: { type: "default", ...(ttl === "1h" && hour ? { ttl } : {}) } }];
}

/** Text that is nothing but white space is refused by the API. */
export const textBlock = (value: unknown): JsonObject[] =>
  typeof value === "string" && value.trim() !== "" ? [{ text: value }] : [];

/** Builds a user's blocks; document names must differ within a request. */
export class UserBlocks {
  readonly #names = new Set<string>();
  readonly #caching: Caching;

  constructor(caching: Caching) {
    this.#caching = caching;
  }

  of(content: unknown, at: string): JsonObject[] {
    const blocks = partsOf(content).flatMap((part, index) => [
      ...this.#block(part, `${at}.content[${index}]`),
      ...cachePoint(part, this.#caching, "messages"),
    ]);
    // A document cannot stand without a text.
    if (blocks.some((block) => block.document !== undefined) && !blocks.some((block) => block.text !== undefined))
      blocks.unshift({ text: "." });
    return blocks;
  }

  #block(part: JsonObject, at: string): JsonObject[] {
    switch (part.type) {
      case "text":
        return textBlock(part.text);
      case "image_url": {
        const url = isObject(part.image_url) ? part.image_url.url : part.image_url;
        return [{ image: media(url, imageFormats, "JPEG, PNG, GIF and WebP images", `${at}.image_url.url`) }];
      }
      case "video_url": {
        const url = isObject(part.video_url) ? part.video_url.url : part.video_url;
        return [{ video: media(url, videoFormats, "MP4, WebM, MOV, MKV and MPEG videos", `${at}.video_url.url`) }];
      }
      case "input_audio": {
        const audio = isObject(part.input_audio) ? part.input_audio : {};
        if (typeof audio.data !== "string")
          throw badRequest(`Missing required parameter: '${at}.input_audio.data'.`, `${at}.input_audio.data`);
        return [{ audio: { format: audio.format ?? "wav", source: { bytes: audio.data } } }];
      }
      case "file":
        return [this.#file(isObject(part.file) ? part.file : {}, at)];
      default:
        throw badRequest(`Bedrock's Converse API does not take content of the type '${part.type}'.`, at);
    }
  }

  #file(file: JsonObject, at: string): JsonObject {
    const { file_data: data, filename } = file;
    if (typeof data !== "string")
      throw badRequest(
        "Files are taken as 'file_data' (a data URI); a 'file_id' means nothing to this upstream.",
        `${at}.file.file_id`,
      );
    const uri = data.startsWith("data:") || data.startsWith("s3:") ? data : `data:application/pdf;base64,${data}`;
    const mediaType = readDataUri(uri)?.mediaType ?? "";
    if (imageFormats[mediaType] !== undefined) return { image: media(uri, imageFormats, "", at) };
    const kinds = "PDF, text, Markdown, HTML, CSV, Word and Excel files";
    return { document: { name: this.#name(filename), ...media(uri, documentFormats, kinds, `${at}.file.file_data`) } };
  }

  /** Letters, digits, single spaces, hyphens, parentheses and brackets are all that a name may have. */
  #name(filename: unknown): string {
    const base = typeof filename === "string" ? filename.replace(/\.\w{1,5}$/, "") : "";
    const clean = base
      .replace(/[^A-Za-z0-9\s()[\]-]/g, "-")
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, 180);
    const wanted = clean === "" ? "document" : clean;
    let name = wanted;
    for (let count = 2; this.#names.has(name); count++) name = `${wanted}-${count}`;
    this.#names.add(name);
    return name;
  }
}

function media(uri: unknown, formats: Record<string, string>, kinds: string, at: string): JsonObject {
  if (typeof uri !== "string") throw badRequest(`Missing required parameter: '${at}'.`, at);
  if (uri.startsWith("s3://")) {
    const ending = /\.(\w+)$/.exec(uri)?.[1]?.toLowerCase().replace("jpg", "jpeg") ?? "";
    const format = Object.values(formats).includes(ending) ? ending : Object.values(formats)[0];
    return { format, source: { s3Location: { uri } } };
  }
  const inline = readDataUri(uri);
  const named = inline === null ? undefined : formats[inline.mediaType];
  const format = named ?? (formats === documentFormats && isTextType(inline?.mediaType ?? "") ? "txt" : undefined);
  if (inline === null || format === undefined)
    throw badRequest(`Bedrock's Converse API takes ${kinds}${inline ? `, not '${inline.mediaType}'` : ""}.`, at);
  return { format, source: { bytes: inline.data } };
}
