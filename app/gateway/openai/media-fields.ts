import { badRequest } from "../errors";
import {
  array,
  boolean,
  checkFields,
  type FieldCheck,
  integer,
  isObject,
  type JsonObject,
  number,
  oneOf,
  string,
  stringOrStrings,
} from "./fields";

// Requests of the operations other than text. Names and ranges: https://platform.openai.com/docs/api-reference (images,
// audio, moderations, videos); reranking: https://docs.cohere.com/reference/rerank and https://api.jina.ai/redoc.
// Unknown fields pass: other vendors have more of them.

const size: FieldCheck = (value, name) => {
  if (typeof value !== "string" || !/^(?:auto|\d{1,5}[x:*]\d{1,5})$/.test(value))
    throw badRequest(`Invalid value for '${name}': expected 'auto' or a size such as '1024x1024'.`, name);
};

const image: Record<string, FieldCheck> = {
  n: integer(1, 10),
  size,
  quality: string,
  style: string,
  response_format: oneOf("url", "b64_json"),
  background: string,
  moderation: string,
  output_format: string,
  output_compression: integer(0, 100),
  partial_images: integer(0, 3),
  stream: boolean,
  user: string,
};

const edit: Record<string, FieldCheck> = { ...image, input_fidelity: string };

const speech: Record<string, FieldCheck> = {
  response_format: oneOf("mp3", "opus", "aac", "flac", "wav", "pcm"),
  speed: number(0.25, 4),
  stream_format: oneOf("sse", "audio"),
  instructions: string,
};

const transcription: Record<string, FieldCheck> = {
  language: string,
  prompt: string,
  response_format: oneOf("json", "text", "srt", "verbose_json", "vtt", "diarized_json"),
  temperature: number(0, 1),
  stream: boolean,
  timestamp_granularities: (value, name) => {
    if (!Array.isArray(value) || !value.every((item) => item === "word" || item === "segment"))
      throw badRequest(`Invalid value for '${name}': expected 'word', 'segment' or both.`, name);
  },
  include: stringOrStrings,
};

const translation: Record<string, FieldCheck> = {
  prompt: string,
  response_format: oneOf("json", "text", "srt", "verbose_json", "vtt"),
  temperature: number(0, 1),
};

const rerank: Record<string, FieldCheck> = {
  top_n: integer(1, Number.MAX_SAFE_INTEGER),
  return_documents: boolean,
  rank_fields: array,
  max_chunks_per_doc: integer(1, Number.MAX_SAFE_INTEGER),
  max_tokens_per_doc: integer(1, Number.MAX_SAFE_INTEGER),
};

const video: Record<string, FieldCheck> = {
  size,
  seconds: (value, name) => {
    if (!/^\d+(?:\.\d+)?$/.test(String(value)) || Number(value) <= 0)
      throw badRequest(`Invalid value for '${name}': expected a number of seconds.`, name);
  },
  input_reference: (value, name) => {
    if (typeof value !== "string" && !isObject(value))
      throw badRequest(`Invalid value for '${name}': expected an image.`, name);
  },
};

export function checkImagesRequest(body: JsonObject): void {
  needText(body, "prompt");
  checkFields(body, image);
}

/** `image` files of a form are checked where the form is read. */
export function checkImageEditsRequest(body: JsonObject): void {
  needText(body, "prompt");
  checkFields(body, edit);
}

export function checkSpeechRequest(body: JsonObject): void {
  needText(body, "input");
  const { voice } = body;
  if (voice === undefined || voice === null) throw missing("voice");
  if (!(typeof voice === "string" && voice !== "") && !(isObject(voice) && typeof voice.id === "string"))
    throw badRequest("Invalid value for 'voice': expected the name of a voice or an object with its id.", "voice");
  checkFields(body, speech);
}

export const checkTranscriptionRequest = (body: JsonObject): void => checkFields(body, transcription);
export const checkTranslationRequest = (body: JsonObject): void => checkFields(body, translation);

export function checkModerationRequest(body: JsonObject): void {
  const { input } = body;
  if (input === undefined || input === null) throw missing("input");
  const isList =
    Array.isArray(input) &&
    input.length > 0 &&
    input.every((item) => typeof item === "string" || (isObject(item) && typeof item.type === "string"));
  if (typeof input !== "string" && !isList)
    throw badRequest(
      "Invalid value for 'input': expected a string, an array of strings or an array of parts.",
      "input",
    );
}

export function checkRerankRequest(body: JsonObject): void {
  needText(body, "query");
  const { documents } = body;
  if (documents === undefined || documents === null) throw missing("documents");
  if (!Array.isArray(documents) || documents.length === 0)
    throw badRequest("Invalid value for 'documents': expected an array of at least one document.", "documents");
  for (const [index, item] of documents.entries()) {
    if (typeof item === "string" || isObject(item)) continue;
    const name = `documents[${index}]`;
    throw badRequest(`Invalid value for '${name}': expected a string or an object.`, name);
  }
  checkFields(body, rerank);
}

export function checkVideoRequest(body: JsonObject): void {
  needText(body, "prompt");
  checkFields(body, video);
}

const missing = (name: string) => badRequest(`Missing required parameter: '${name}'.`, name);

function needText(body: JsonObject, name: string): void {
  const value = body[name];
  if (value === undefined || value === null) throw missing(name);
  if (typeof value !== "string") throw badRequest(`Invalid value for '${name}': expected a string.`, name);
  if (value.trim() === "") throw badRequest(`Invalid value for '${name}': expected a text that is not empty.`, name);
}
