import type { ApiKey } from "../config/entities";
import { badRequest } from "../errors";
import { formFields, needFile, parseForm } from "../media/form";
import type { MediaOperation, MediaRequest } from "../media/media-request";
import { isObject, type JsonObject } from "../openai/fields";
import {
  checkImageEditsRequest,
  checkImagesRequest,
  checkModerationRequest,
  checkRerankRequest,
  checkSpeechRequest,
  checkTranscriptionRequest,
  checkTranslationRequest,
  checkVideoRequest,
} from "../openai/media-fields";
import { readBody, readBytes, unmarked } from "../read-body";
import type { Call, Dialect } from "./dialect";
import { parseBody } from "./json-body";
import { readModel } from "./model-name";
import { openAiError } from "./openai-error";
import { readRoutingOptions } from "./routing-options";

// OpenAI's image, audio, moderation and video endpoints, and reranking as Cohere and Jina have it.

interface Endpoint {
  path: string;
  operation: MediaOperation;
  /** How the body may come. */
  takes: "json" | "form" | "both";
  check(body: JsonObject): void;
  /** The file that a form must hold. */
  file?: string;
  /** The one that OpenAI takes where none is named. */
  defaultModel?: string;
}

function mediaDialect(endpoint: Endpoint): Dialect {
  const { path, operation } = endpoint;
  return {
    endpoint: path,
    operation,
    error: openAiError,
    read: (text) => toCall(endpoint, parseBody(text), null, "", null),
    async receive(request, key) {
      const contentType = request.headers.get("content-type") ?? "";
      const isForm = /^multipart\/form-data/i.test(contentType);
      const idempotencyKey = request.headers.get("idempotency-key");
      // Read to its end before it is refused: a client that is cut off while it sends never sees why.
      if (!isForm) {
        const text = unmarked(await readBody(request));
        if (endpoint.takes === "form") throw unsupported(contentType, "multipart/form-data");
        return toCall(endpoint, parseBody(text), null, key.id, idempotencyKey);
      }
      const bytes = await readBytes(request);
      if (endpoint.takes === "json") throw unsupported(contentType, "application/json");
      const form = await parseForm(bytes, contentType);
      return toCall(endpoint, formFields(form), form, key.id, idempotencyKey);
    },
  };
}

const unsupported = (given: string, expected: string) =>
  badRequest(
    `Unsupported content type: '${given.split(";")[0] || "none"}'. This endpoint takes '${expected}' only: send it in the 'content-type' header.`,
    "content-type",
  );

function toCall(
  endpoint: Endpoint,
  body: JsonObject,
  form: FormData | null,
  keyId: ApiKey["id"],
  idempotencyKey: string | null,
): Call {
  const { operation } = endpoint;
  if ((body.model === undefined || body.model === null) && endpoint.defaultModel !== undefined)
    body.model = endpoint.defaultModel;
  const model = readModel(body);
  if (form !== null && endpoint.file !== undefined) needFile(form, endpoint.file);
  if (form === null && operation === "image_edits") needImages(body);
  endpoint.check(body);
  const routing = readRoutingOptions(body);
  const { provider, models, route, metadata, ...rest } = body;
  const media: MediaRequest = { form, idempotencyKey, keyId, pinned: null, video: null, passthrough: null };
  return {
    operation,
    body: rest,
    text: null,
    model,
    stream: body.stream === true || body.stream_format === "sse",
    includeUsage: false,
    routing,
    surface: null,
    native: null,
    media,
  };
}

/** JSON names the images instead of carrying files: `images: [{"image_url"}]`, or `image` with addresses or data URIs. */
function needImages(body: JsonObject): void {
  const { images, image } = body;
  if (images === undefined && image === undefined) throw badRequest("Missing required parameter: 'image'.", "image");
  const name = images === undefined ? "image" : "images";
  const list = Array.isArray(body[name]) ? (body[name] as unknown[]) : [body[name]];
  const isReference = (item: unknown) =>
    (typeof item === "string" && item !== "") ||
    (isObject(item) && (typeof item.image_url === "string" || typeof item.file_id === "string"));
  if (list.length === 0 || !list.every(isReference))
    throw badRequest(`Invalid value for '${name}': expected images as {"image_url"} or {"file_id"}.`, name);
}

export const openAiImages = mediaDialect({
  path: "/v1/images/generations",
  operation: "images",
  takes: "json",
  check: checkImagesRequest,
});
export const openAiImageEdits = mediaDialect({
  path: "/v1/images/edits",
  operation: "image_edits",
  takes: "both",
  check: checkImageEditsRequest,
  file: "image",
});
export const openAiSpeech = mediaDialect({
  path: "/v1/audio/speech",
  operation: "speech",
  takes: "json",
  check: checkSpeechRequest,
});
export const openAiTranscriptions = mediaDialect({
  path: "/v1/audio/transcriptions",
  operation: "transcriptions",
  takes: "form",
  check: checkTranscriptionRequest,
  file: "file",
});
export const openAiTranslations = mediaDialect({
  path: "/v1/audio/translations",
  operation: "translations",
  takes: "form",
  check: checkTranslationRequest,
  file: "file",
});
export const openAiModerations = mediaDialect({
  path: "/v1/moderations",
  operation: "moderations",
  takes: "json",
  check: checkModerationRequest,
  defaultModel: "omni-moderation-latest",
});
export const rerank = mediaDialect({
  path: "/v1/rerank",
  operation: "rerank",
  takes: "json",
  check: checkRerankRequest,
});
export const openAiVideos = mediaDialect({
  path: "/v1/videos",
  operation: "videos",
  takes: "both",
  check: checkVideoRequest,
});
