import { badRequest } from "../../errors";
import { imageInputs, imagesAnswer, type MadeImage, nearestRatio, refuseUnusual } from "../../media/images";
import type { MediaAdapter, MediaAnswer, MediaCall, UpstreamPort } from "../../media/media";
import { usageIn } from "../../media/stream-meter";
import { badAnswer, jobFailed } from "../../media/upstream";
import { runVideo, videoApi } from "../../media/video-tasks";
import { isObject, type JsonObject } from "../../openai/fields";
import { toBase64 } from "../../openai/vectors";
import type { Endpoint, Target } from "../target";
import { geminiError } from "./response";
import { soundOf, speechConfig, spokenPart, wavOf } from "./speech";
import { veo } from "./videos";

// Images: https://ai.google.dev/gemini-api/docs/image-generation (Gemini's own models) and
// https://ai.google.dev/gemini-api/docs/imagen. Speech: https://ai.google.dev/gemini-api/docs/speech-generation

interface Way {
  url(target: Target, method: string): string;
  headers(target: Endpoint): Record<string, string>;
}

export const geminiMedia = (way: Way): MediaAdapter => ({
  operations: new Set(["images", "image_edits", "speech", "videos"]),
  error: geminiError,
  run(call, target, upstream) {
    if (call.operation === "videos") {
      const { baseUrl } = target.provider;
      const vendor = veo((model, method) =>
        way.url({ ...target, model }, method).slice(baseUrl.replace(/\/$/, "").length),
      );
      return runVideo(
        vendor,
        call,
        target.model,
        videoApi(baseUrl, () => way.headers(target), upstream),
      );
    }
    if (call.operation === "speech") return speak(call, target, upstream, way);
    refuseUnusual(call, "Gemini");
    return /(?:^|\/)imagen-/.test(target.model)
      ? imagen(call, target, upstream, way)
      : draw(call, target, upstream, way);
  },
});

const post = (
  upstream: UpstreamPort,
  way: Way,
  target: Target,
  method: string,
  body: JsonObject,
): Promise<JsonObject> =>
  upstream.json(way.url(target, method), { method: "POST", headers: way.headers(target), body: JSON.stringify(body) });

const imagenRatios = ["1:1", "3:4", "4:3", "9:16", "16:9"];

async function imagen(call: MediaCall, target: Target, upstream: UpstreamPort, way: Way): Promise<MediaAnswer> {
  if (call.operation === "image_edits")
    throw badRequest(`The model '${call.model}' makes images and edits none: use a Gemini image model.`, "model");
  const { prompt, n, size, output_format: format, output_compression: compression } = call.body;
  const aspectRatio = nearestRatio(size, imagenRatios);
  const mimeType = imageFormat(format);
  const answer = await post(upstream, way, target, "predict", {
    instances: [{ prompt }],
    parameters: {
      sampleCount: n ?? 1,
      ...(aspectRatio === null ? {} : { aspectRatio }),
      ...(mimeType === null ? {} : { outputOptions: { mimeType, compressionQuality: compression ?? undefined } }),
    },
  });
  const predictions = Array.isArray(answer.predictions) ? answer.predictions.filter(isObject) : [];
  const images = predictions.flatMap(({ bytesBase64Encoded: base64 }): MadeImage[] =>
    typeof base64 === "string" ? [{ base64 }] : [],
  );
  const reason = predictions.find(({ raiFilteredReason }) => typeof raiFilteredReason === "string")?.raiFilteredReason;
  if (images.length === 0 && reason !== undefined) throw jobFailed(String(reason), true);
  if (images.length === 0 && Object.keys(answer).length === 0)
    throw jobFailed("the prompt was filtered: no image was made", true);
  return imagesAnswer(call, images, upstream, { model: target.model });
}

/** Null where the vendor's own choice will do. */
function imageFormat(format: unknown): string | null {
  if (format === undefined || format === null) return null;
  if (format === "png" || format === "jpeg") return `image/${format}`;
  throw badRequest("'output_format' of Gemini's images is 'png' or 'jpeg'.", "output_format");
}

const geminiRatios = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];

async function draw(call: MediaCall, target: Target, upstream: UpstreamPort, way: Way): Promise<MediaAnswer> {
  const { prompt, n, size } = call.body;
  const inputs = call.operation === "image_edits" ? await imageInputs(call, upstream, "image") : [];
  const parts = [
    ...inputs.map(({ bytes, mediaType }) => ({ inlineData: { mimeType: mediaType, data: toBase64(bytes) } })),
    { text: prompt },
  ];
  const aspectRatio = nearestRatio(size, geminiRatios);
  const body = {
    contents: [{ role: "user", parts }],
    generationConfig: {
      responseModalities: ["TEXT", "IMAGE"],
      ...(aspectRatio === null ? {} : { imageConfig: { aspectRatio } }),
    },
  };
  // One answer holds one picture; several are asked for at once.
  const answers = await Promise.all(
    Array.from({ length: Number(n ?? 1) }, () => post(upstream, way, target, "generateContent", body)),
  );
  const images = answers.flatMap((answer) =>
    partsOf(answer).flatMap((part): MadeImage[] => {
      const data = isObject(part.inlineData) ? part.inlineData : null;
      return typeof data?.data === "string" && part.thought !== true ? [{ base64: data.data }] : [];
    }),
  );
  if (images.length === 0) throw notMade(answers[0] ?? {});
  const usages = answers.map((answer) => usageIn(answer)).filter((usage) => usage !== null);
  const first = usages[0];
  if (first === undefined) return imagesAnswer(call, images, upstream, { model: target.model });
  const promptTokens = usages.reduce((sum, usage) => sum + usage.promptTokens, 0);
  const completionTokens = usages.reduce((sum, usage) => sum + usage.completionTokens, 0);
  return imagesAnswer(call, images, upstream, {
    usage: { ...first, promptTokens, completionTokens },
    model: target.model,
    body: {
      usage: {
        input_tokens: promptTokens,
        output_tokens: completionTokens,
        total_tokens: promptTokens + completionTokens,
      },
    },
  });
}

function partsOf(answer: JsonObject): JsonObject[] {
  const candidate = Array.isArray(answer.candidates) ? answer.candidates[0] : null;
  const content = isObject(candidate) && isObject(candidate.content) ? candidate.content : {};
  return Array.isArray(content.parts) ? content.parts.filter(isObject) : [];
}

/** Why there is no picture: the vendor's filter, or words instead of it. */
function notMade(answer: JsonObject): Error {
  const candidate = Array.isArray(answer.candidates) && isObject(answer.candidates[0]) ? answer.candidates[0] : {};
  const feedback = isObject(answer.promptFeedback) ? answer.promptFeedback : {};
  const reason = String(feedback.blockReason ?? candidate.finishReason ?? "");
  if (/SAFETY|PROHIBITED|BLOCK|RECITATION|SPII/.test(reason))
    return jobFailed(`no image was made: the vendor's filter says ${reason}`, true);
  const words = partsOf(answer)
    .map(({ text }) => (typeof text === "string" ? text : ""))
    .join(" ")
    .trim();
  return words === ""
    ? badAnswer("the upstream's answer has no image")
    : jobFailed(`no image was made: ${words}`, true);
}

async function speak(call: MediaCall, target: Target, upstream: UpstreamPort, way: Way): Promise<MediaAnswer> {
  const { input, instructions, response_format: format, stream_format: streamFormat, speed } = call.body;
  if (streamFormat === "sse") throw badRequest("'stream_format' of Gemini's speech is 'audio'.", "stream_format");
  if (speed !== undefined && speed !== null && speed !== 1)
    throw badRequest("'speed' is not supported by Gemini: ask for it in the instructions.", "speed");
  if (format !== undefined && format !== null && format !== "wav" && format !== "pcm")
    throw badRequest("'response_format' of Gemini's speech is 'wav' (the default here) or 'pcm'.", "response_format");
  const style = typeof instructions === "string" ? instructions : "";
  const answer = await post(upstream, way, target, "generateContent", {
    contents: [{ role: "user", parts: [spokenPart(target.model, String(input), style)] }],
    generationConfig: { responseModalities: ["AUDIO"], speechConfig: speechConfig(call.body.voice) },
  });
  const part = partsOf(answer).find(({ inlineData }) => isObject(inlineData) && typeof inlineData.data === "string");
  const sound = part !== undefined && isObject(part.inlineData) ? soundOf(part.inlineData) : null;
  if (sound === null) throw badAnswer("the upstream's answer has no audio");
  return {
    status: 200,
    contentType: format === "pcm" ? "audio/pcm" : "audio/wav",
    body: format === "pcm" ? sound.pcm : wavOf(sound),
    usage: usageIn(answer),
    units: { characters: [...String(input)].length },
    model: target.model,
  };
}
