import type { Quirks } from "../catalog/quirks";
import { badRequest } from "../errors";
import { isObject, type JsonObject } from "../openai/fields";
import { readDataUri } from "./foreign/content";

// Files and sounds of OpenAI's messages for upstreams that have other words for them (`quirks.parts`).

type Words = NonNullable<Quirks["parts"]>;

/** The content with each part in the upstream's words; the same list where nothing differs. */
export function adaptParts(content: readonly unknown[], words: Words, at: string): readonly unknown[] {
  let changed = false;
  const parts = content.map((part, index) => {
    if (!isObject(part)) return part;
    const adapted = adaptPart(part, words, `${at}.content[${index}]`);
    if (adapted !== part) changed = true;
    return adapted;
  });
  return changed ? parts : content;
}

function adaptPart(part: JsonObject, words: Words, name: string): JsonObject {
  if (part.type === "file" && isObject(part.file)) {
    if (words === "mistral") return mistralFile(part.file, name);
    if (words === "perplexity") return perplexityFile(part.file, name);
  }
  if (part.type === "input_audio" && isObject(part.input_audio)) {
    if (words === "mistral") return { type: "input_audio", input_audio: part.input_audio.data };
    if (words === "dashscope") return dashScopeSound(part, part.input_audio);
  }
  return part;
}

/** https://docs.mistral.ai/capabilities/document_ai/document_qna and https://docs.mistral.ai/capabilities/audio */
function mistralFile({ file_data: data, file_id: id, filename }: JsonObject, name: string): JsonObject {
  if (typeof data !== "string") {
    if (typeof id === "string") return { type: "file", file_id: id };
    throw badRequest(`Missing required parameter: '${name}.file.file_data'.`, `${name}.file.file_data`);
  }
  if (/^data:image\//i.test(data)) return { type: "image_url", image_url: { url: data } };
  const title = typeof filename === "string" && filename !== "" ? { document_name: filename } : {};
  return { type: "document_url", document_url: asAddress(data), ...title };
}

/** https://docs.perplexity.ai/guides/file-attachments: base64 without the head of a data URI, or an address. */
function perplexityFile({ file_data: data, filename }: JsonObject, name: string): JsonObject {
  if (typeof data !== "string")
    throw badRequest("Perplexity takes files as 'file_data'; a 'file_id' means nothing to it.", `${name}.file.file_id`);
  const title = typeof filename === "string" && filename !== "" ? { file_name: filename } : {};
  return { type: "file_url", file_url: { url: readDataUri(data)?.data ?? data }, ...title };
}

/** https://help.aliyun.com/zh/model-studio/qwen-omni: an address, or a data URI, which may leave the type out. */
function dashScopeSound(part: JsonObject, audio: JsonObject): JsonObject {
  const { data } = audio;
  if (typeof data !== "string" || /^(?:data:|https?:)/.test(data)) return part;
  return { ...part, input_audio: { ...audio, data: `data:;base64,${data}` } };
}

/** Bare base64 is a PDF, as OpenAI has it. */
const asAddress = (data: string): string =>
  /^(?:data:|https?:)/i.test(data) ? data : `data:application/pdf;base64,${data}`;
