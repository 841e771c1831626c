import { badRequest } from "../errors";
import { fromBase64, readAll } from "../media/bytes";
import { encodeForm, needFile } from "../media/form";
import { imageInputs, imagesAnswer, type MadeImage, readSize, refuseUnusual, vendorFields } from "../media/images";
import {
  jsonAnswer,
  type MediaAdapter,
  type MediaAnswer,
  type MediaCall,
  type UpstreamInit,
  type UpstreamPort,
} from "../media/media";
import { rerankAnswer, rerankTexts } from "../media/rerank";
import { type Transcript, transcriptAnswer } from "../media/transcript";
import { badAnswer } from "../media/upstream";
import { isObject, type JsonObject } from "../openai/fields";
import { toBase64 } from "../openai/vectors";
import { longestData, textWithin } from "../whole-body";
import type { Target } from "./target";

// Workers AI's own endpoint: https://developers.cloudflare.com/workers-ai/models/ says per model what it takes and gives.
// Answers are raw bytes, or `{result, success, errors}` with base64 in it.

interface Way {
  headers(target: Target): Record<string, string>;
}

const largest = 64 * 1024 * 1024;

export const workersAiMedia = (way: Way): MediaAdapter => ({
  operations: new Set(["images", "image_edits", "speech", "transcriptions", "translations", "rerank"]),
  error: cloudflareError,
  run(call, target, upstream) {
    const run: Run = (init) => upstream.call(urlOf(target), { method: "POST", ...init });
    const json: RunJson = (body) => ({ headers: way.headers(target), body: JSON.stringify(body) });
    switch (call.operation) {
      case "images":
      case "image_edits":
        return draw(call, target, upstream, run, json, way);
      case "speech":
        return speak(call, target, run, json);
      case "rerank":
        return rank(call, target, run, json);
      default:
        return hear(call, target, run, json, way);
    }
  },
});

type Answer = Awaited<ReturnType<UpstreamPort["call"]>>;
type Run = (init: UpstreamInit) => Promise<Answer>;
type RunJson = (body: JsonObject) => UpstreamInit;

const urlOf = ({ provider, model }: Target): string =>
  `${provider.baseUrl.replace(/\/v1$/, "")}/run/${model.split("/").map(encodeURIComponent).join("/").replaceAll("%40", "@")}`;

/** `{"success": false, "errors": [{"code", "message"}]}` */
function cloudflareError(text: string): JsonObject {
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    // Told as the plain text that it is.
  }
  const errors = isObject(body) && Array.isArray(body.errors) ? body.errors.filter(isObject) : [];
  const message = errors.map((error) => String(error.message)).join("; ");
  const code = errors[0]?.code === undefined ? null : String(errors[0].code);
  return { error: { message: message || text.slice(0, 500), type: "upstream_error", param: null, code } };
}

async function resultOf(response: Answer): Promise<JsonObject> {
  const body: unknown = JSON.parse(await textWithin(response, longestData));
  if (!isObject(body)) throw badAnswer("the upstream's answer is not an object");
  return isObject(body.result) ? body.result : body;
}

const isJson = (response: Answer) => /json/i.test(response.headers.get("content-type") ?? "");

async function bytesOf(response: Answer): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = response.body === null ? null : await readAll(response.body.getReader(), largest);
  if (bytes === null || bytes.byteLength === 0) throw badAnswer("the upstream's answer is empty");
  return bytes;
}

async function draw(
  call: MediaCall,
  target: Target,
  upstream: UpstreamPort,
  run: Run,
  json: RunJson,
  way: Way,
): Promise<MediaAnswer> {
  refuseUnusual(call, "Workers AI");
  const size = readSize(call.body.size);
  const inputs = call.operation === "image_edits" ? await imageInputs(call, upstream, "image") : [];
  const fields: JsonObject = { prompt: call.body.prompt, ...vendorFields(call) };
  // The smallest FLUX model has one size.
  if (size !== null && !/flux-1-schnell/.test(target.model)) Object.assign(fields, size);
  const init = async (): Promise<UpstreamInit> => {
    if (/flux-2/.test(target.model)) {
      const form = new FormData();
      for (const name in fields) form.append(name, String(fields[name]));
      for (const [index, { bytes, mediaType, name }] of inputs.entries())
        form.append(`input_image_${index}`, new Blob([bytes], { type: mediaType }), name);
      const { contentType, body } = await encodeForm(form);
      return { headers: { ...way.headers(target), "content-type": contentType }, body };
    }
    return json(inputs[0] === undefined ? fields : { ...fields, image_b64: toBase64(inputs[0].bytes) });
  };
  const one = async (): Promise<MadeImage> => {
    const response = await run(await init());
    if (!isJson(response)) return { base64: toBase64(await bytesOf(response)) };
    const { image } = await resultOf(response);
    if (typeof image !== "string") throw badAnswer("the upstream's answer has no image");
    return { base64: image };
  };
  const images = await Promise.all(Array.from({ length: Number(call.body.n ?? 1) }, one));
  return imagesAnswer(call, images, upstream, { model: target.model });
}

async function speak(call: MediaCall, target: Target, run: Run, json: RunJson): Promise<MediaAnswer> {
  const { input, voice, response_format: format, stream_format: streamFormat } = call.body;
  if (streamFormat === "sse") throw badRequest("'stream_format' of Workers AI's speech is 'audio'.", "stream_format");
  const isAura = /aura/.test(target.model);
  const asked = format ?? "mp3";
  const encodings: Record<string, string> = { mp3: "mp3", opus: "opus", aac: "aac", flac: "flac", pcm: "linear16" };
  const encoding = encodings[String(asked)];
  if (isAura ? encoding === undefined && asked !== "wav" : asked !== "mp3")
    throw badRequest(`'response_format' '${asked}' is not supported by '${call.model}'.`, "response_format");
  const speaker = String(isObject(voice) ? voice.id : voice);
  // OpenAI's own voices mean nothing here: the model's default speaks.
  const isOpenAis = /^(?:alloy|ash|ballad|cedar|coral|echo|fable|marin|nova|onyx|sage|shimmer|verse)$/.test(speaker);
  const fields: JsonObject = isAura
    ? {
        text: input,
        ...(isOpenAis ? {} : { speaker }),
        encoding: encoding ?? "linear16",
        ...(asked === "wav" ? { container: "wav" } : asked === "pcm" ? { container: "none" } : {}),
      }
    : { prompt: input, ...(isOpenAis ? {} : { lang: speaker }) };
  const response = await run(json(fields));
  const types: Record<string, string> = { mp3: "audio/mpeg", opus: "audio/ogg", pcm: "audio/pcm" };
  const more = {
    contentType: types[String(asked)] ?? `audio/${asked}`,
    usage: null,
    units: { characters: [...String(input)].length },
    model: target.model,
    status: 200,
  };
  if (!isJson(response)) {
    if (response.body === null) throw badAnswer("the upstream's answer is empty");
    return { ...more, body: { reader: response.body.getReader(), meter: null } };
  }
  const { audio } = await resultOf(response);
  const bytes = typeof audio === "string" ? fromBase64(audio) : null;
  if (bytes === null) throw badAnswer("the upstream's answer has no audio");
  return { ...more, body: bytes };
}

async function rank(call: MediaCall, target: Target, run: Run, json: RunJson): Promise<MediaAnswer> {
  const { query, top_n: top } = call.body;
  const contexts = rerankTexts(call).map((text) => ({ text }));
  const { response } = await resultOf(
    await run(json({ query, contexts, ...(top === undefined ? {} : { top_k: top }) })),
  );
  return jsonAnswer(rerankAnswer(call, target.model, { results: response }), { model: target.model });
}

async function hear(call: MediaCall, target: Target, run: Run, json: RunJson, way: Way): Promise<MediaAnswer> {
  const { language, prompt } = call.body;
  const file = needFile(call.media.form ?? new FormData(), "file");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isTurbo = /turbo/.test(target.model);
  const translates = call.operation === "translations";
  if (translates && !isTurbo)
    throw badRequest(`The model '${call.model}' does not translate: use whisper-large-v3-turbo.`, "model");
  const init: UpstreamInit = isTurbo
    ? json({
        audio: toBase64(bytes),
        task: translates ? "translate" : "transcribe",
        ...(language ? { language } : {}),
        ...(prompt ? { initial_prompt: prompt } : {}),
      })
    : { headers: { ...way.headers(target), "content-type": file.type || "application/octet-stream" }, body: bytes };
  return transcriptAnswer(call, readTranscript(await resultOf(await run(init))), target.model);
}

const seconds = (value: unknown): number => (typeof value === "number" ? value : 0);

/** Whisper's `{text, words, segments, transcription_info}`, or Deepgram's `{results: {channels}}`. */
function readTranscript(result: JsonObject): Transcript {
  const results = isObject(result.results) ? result.results : null;
  const channel = results !== null && Array.isArray(results.channels) ? results.channels[0] : null;
  const best = isObject(channel) && Array.isArray(channel.alternatives) ? channel.alternatives[0] : null;
  const source = isObject(best) ? best : result;
  const text = source.transcript ?? source.text;
  if (typeof text !== "string") throw badAnswer("the upstream's answer has no text");
  const info = isObject(result.transcription_info) ? result.transcription_info : {};
  const list = (value: unknown) => (Array.isArray(value) ? value.filter(isObject) : []);
  return {
    text: text.trim(),
    language: typeof info.language === "string" ? info.language : null,
    duration: typeof info.duration === "number" ? info.duration : null,
    words: list(source.words).map(({ word, start, end }) => ({
      word: String(word ?? ""),
      start: seconds(start),
      end: seconds(end),
    })),
    segments: list(source.segments).map((segment) => ({
      text: String(segment.text ?? ""),
      start: seconds(segment.start),
      end: seconds(segment.end),
    })),
  };
}
