import type { Quirks } from "../catalog/quirks";
import type { Provider } from "../config/entities";
import type { Operation } from "../dialects/dialect";
import { classifyErrorObject } from "../failures/classify";
import { UpstreamFailure } from "../failures/failure";
import { encodeForm, formForUpstream } from "../media/form";
import {
  jsonAnswer,
  type MediaAdapter,
  type MediaAnswer,
  type MediaCall,
  streamAnswer,
  type UpstreamInit,
  type UpstreamPort,
} from "../media/media";
import type { MediaOperation, MediaUnits } from "../media/media-request";
import { rerankAnswer, rerankTexts, rerankUsage } from "../media/rerank";
import { EventMeter } from "../media/stream-meter";
import { badAnswer } from "../media/upstream";
import { followed, runVideo, videoApi } from "../media/video-tasks";
import { isObject, type JsonObject, parseObject } from "../openai/fields";
import { readUsage } from "../openai/usage";
import { longestData, textWithin } from "../whole-body";
import { drawBy } from "./images/vendors";
import type { Target } from "./target";
import { videoVendors } from "./videos/vendors";

// OpenAI's image, audio, moderation and video endpoints, and reranking beside them, for everybody who speaks the format:
// the client's request goes on with another model, the answer comes back as it is.

const paths: Record<Exclude<MediaOperation, "passthrough">, string> = {
  images: "/images/generations",
  image_edits: "/images/edits",
  speech: "/audio/speech",
  transcriptions: "/audio/transcriptions",
  translations: "/audio/translations",
  moderations: "/moderations",
  rerank: "/rerank",
  videos: "/videos",
};

interface Way {
  url(target: Target, path: string): string;
  headers(target: Target): Record<string, string>;
  quirks(provider: Provider): Quirks;
}

export const openAiMedia = (way: Way): MediaAdapter => ({
  operations: new Set<Operation>(Object.keys(paths) as MediaOperation[]),
  run(call, target, upstream) {
    const { videoFormat } = call.operation === "videos" ? way.quirks(target.provider) : {};
    if (videoFormat !== undefined) {
      const api = videoApi(way.url(target, ""), () => way.headers(target), upstream);
      return runVideo(videoVendors[videoFormat], call, target.model, api);
    }
    if (call.media.video !== null) return existingVideo(call, target, upstream, way);
    if (call.operation === "rerank") return rank(call, target, upstream, way);
    const { imageFormat } = call.operation.startsWith("image") ? way.quirks(target.provider) : {};
    if (imageFormat !== undefined) return draw(imageFormat, call, target, upstream, way);
    return create(call, target, upstream, way);
  },
});

async function draw(
  format: NonNullable<Quirks["imageFormat"]>,
  call: MediaCall,
  target: Target,
  upstream: UpstreamPort,
  way: Way,
): Promise<MediaAnswer> {
  const api = videoApi(way.url(target, ""), () => way.headers(target), upstream);
  const made = await drawBy(format, call, target.model, api);
  return made ?? create(call, target, upstream, way);
}

/** `~/` at its start: below the origin, else below the base URL. */
const below = (path: string, target: Target, way: Way): string =>
  path.startsWith("~/") ? new URL(target.provider.baseUrl).origin + path.slice(1) : way.url(target, path);

async function create(call: MediaCall, target: Target, upstream: UpstreamPort, way: Way): Promise<MediaAnswer> {
  const url = way.url(target, paths[call.operation as keyof typeof paths]);
  const init = await post(call, target, way);
  const response = await upstream.call(url, init);
  const contentType = response.headers.get("content-type") ?? "";
  const units = unitsOf(call);
  if (/^text\/event-stream/i.test(contentType))
    return streamAnswer(response, contentType, { meter: new EventMeter(true), units });
  const isJson = /json/i.test(contentType);
  if (call.operation === "speech" && !isJson) return streamAnswer(response, contentType || "audio/mpeg", { units });
  const text = await textWithin(response, longestData);
  const body = isJson || /^\s*\{/.test(text) ? parseObject(text) : null;
  if (body !== null && body.error !== undefined && body.error !== null)
    throw new UpstreamFailure(classifyErrorObject(body.error));
  const isText = ["text", "srt", "vtt"].includes(String(call.body.response_format)) && body === null;
  if (isText && text !== "") return { ...jsonAnswer({}), contentType: contentType || "text/plain", body: text };
  if (body === null || !isAnswer(call.operation, body))
    throw badAnswer(`the upstream's answer is not that of ${call.operation.replace("_", " ")}`);
  const model = typeof body.model === "string" ? body.model : null;
  if (call.operation === "videos") return { ...jsonAnswer(body, { units, model }), video: body };
  return { ...jsonAnswer({}, { usage: readUsage(body.usage), units: unitsOf(call, body), model }), body: text };
}

/** The client's body for this upstream: JSON or the form with its files. */
async function post(call: MediaCall, target: Target, way: Way): Promise<UpstreamInit> {
  const headers = { ...way.headers(target) };
  if (call.media.idempotencyKey !== null) headers["idempotency-key"] = call.media.idempotencyKey;
  if (call.media.form === null)
    return { method: "POST", headers, body: JSON.stringify({ ...call.body, model: target.model }) };
  const { contentType, body } = await encodeForm(formForUpstream(call.media.form, target.model));
  return { method: "POST", headers: { ...headers, "content-type": contentType }, body };
}

function isAnswer(operation: Operation, body: JsonObject): boolean {
  switch (operation) {
    case "images":
    case "image_edits":
      return Array.isArray(body.data);
    case "moderations":
      return Array.isArray(body.results);
    case "videos":
      return typeof body.id === "string";
    case "transcriptions":
    case "translations":
      return typeof body.text === "string" || Array.isArray(body.segments);
    default:
      return false;
  }
}

function unitsOf(call: MediaCall, body: JsonObject = {}): MediaUnits | null {
  switch (call.operation) {
    case "speech":
      return { characters: [...String(call.body.input)].length };
    case "images":
    case "image_edits":
      return { images: Array.isArray(body.data) ? body.data.length : Number(call.body.n ?? 1) };
    case "transcriptions":
    case "translations": {
      const usage = isObject(body.usage) ? body.usage : {};
      const seconds = usage.seconds ?? body.duration;
      return Number.isFinite(Number(seconds)) ? { seconds: Number(seconds) } : null;
    }
    case "videos":
      return call.body.seconds === undefined ? null : { seconds: Number(call.body.seconds) };
    default:
      return null;
  }
}

async function existingVideo(call: MediaCall, target: Target, upstream: UpstreamPort, way: Way): Promise<MediaAnswer> {
  const { action, upstreamId, query } = call.media.video!;
  const path = `${paths.videos}/${encodeURIComponent(upstreamId)}`;
  const headers = way.headers(target);
  if (action === "content") {
    const response = await followed(upstream, `${way.url(target, `${path}/content`)}${query}`, headers);
    return streamAnswer(response, response.headers.get("content-type") ?? "video/mp4");
  }
  const body =
    action === "remix"
      ? await upstream.json(way.url(target, `${path}/remix`), {
          method: "POST",
          headers,
          body: JSON.stringify(call.body),
        })
      : await upstream.json(way.url(target, path), { method: action === "delete" ? "DELETE" : "GET", headers });
  return { ...jsonAnswer(body, { model: typeof body.model === "string" ? body.model : null }), video: body };
}

async function rank(call: MediaCall, target: Target, upstream: UpstreamPort, way: Way): Promise<MediaAnswer> {
  const { rerankPath, rerankFormat } = way.quirks(target.provider);
  const isNative = rerankFormat === "dashscope" && /^gte-rerank/.test(target.model);
  const path = isNative ? "~/api/v1/services/rerank/text-rerank/text-rerank" : (rerankPath ?? paths.rerank);
  const answer = await upstream.json(below(path, target, way), {
    method: "POST",
    headers: way.headers(target),
    body: JSON.stringify(
      isNative ? dashScopeRequest(call, target.model) : rankRequest(call, target.model, rerankFormat),
    ),
  });
  if (answer.error !== undefined && answer.error !== null) throw new UpstreamFailure(classifyErrorObject(answer.error));
  const body = rerankAnswer(call, target.model, answer);
  return jsonAnswer(body, { usage: rerankUsage(answer), model: String(body.model) });
}

function rankRequest(call: MediaCall, model: string, format: Quirks["rerankFormat"]): JsonObject {
  const { top_n, return_documents: _, documents, ...rest } = call.body;
  // Documents are put back into the answer by the gateway: they need not travel.
  const asked = { ...rest, model, documents: format === undefined ? documents : rerankTexts(call) };
  if (top_n === undefined) return asked;
  return { ...asked, [format === "voyage" ? "top_k" : "top_n"]: top_n };
}

/** https://help.aliyun.com/zh/model-studio/text-rerank-api */
const dashScopeRequest = (call: MediaCall, model: string): JsonObject => ({
  model,
  input: { query: call.body.query, documents: rerankTexts(call) },
  parameters: { return_documents: false, ...(call.body.top_n === undefined ? {} : { top_n: call.body.top_n }) },
});
