import { badRequest } from "../../errors";
import { fromBase64 } from "../../media/bytes";
import type { VideoOrder, VideoState, VideoVendor } from "../../media/video-tasks";
import { isObject, type JsonObject } from "../../openai/fields";
import { toBase64 } from "../../openai/vectors";
import { given, ratioOf, resolutionOf, textOr } from "../videos/words";

// Veo. https://ai.google.dev/gemini-api/docs/video: an operation, whose video is a file that the key may fetch.
// https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/veo-video-generation: the same request; the
// operation is asked for by a method of the model, and holds the video itself.

/** Of `instances`; the rest of a vendor's own fields are `parameters`. */
const instanceFields = new Set(["lastFrame", "referenceImages", "video", "cameraControl", "mask"]);

function veoRequest({ prompt, image, seconds, size, extra, ...order }: VideoOrder): JsonObject {
  if (extra.storageUri !== undefined)
    throw badRequest("'storageUri' is not supported: the gateway hands out the video itself.", "storageUri");
  const own = (isInstance: boolean): JsonObject =>
    Object.fromEntries(Object.entries(extra).filter(([name]) => instanceFields.has(name) === isInstance));
  const picture = image && { bytesBase64Encoded: toBase64(image.bytes), mimeType: image.mediaType };
  return {
    instances: [given({ prompt, image: picture, ...own(true) })],
    parameters: given({
      sampleCount: 1,
      durationSeconds: seconds,
      aspectRatio: ratioOf({ prompt, image, seconds, size, extra, ...order }, ["16:9", "9:16"]),
      resolution: resolutionOf(size, ["720p", "1080p", "2160p"])?.replace("2160p", "4k"),
      ...own(false),
    }),
  };
}

/** Veo's videos have 8 seconds where none are asked for. */
const taskOf = (answer: JsonObject, { seconds, size }: VideoOrder) => ({
  id: textOr(answer.name, ""),
  seconds: seconds ?? 8,
  size,
});

/** What both say of an operation; null for one that made something. */
function unfinished({ done, error, response }: JsonObject): VideoState | null {
  if (isObject(error))
    return failedAs(textOr(error.status, String(error.code ?? "failed")), textOr(error.message, "it gave no reason"));
  if (done !== true) return { status: "in_progress" };
  const inner = isObject(response) && isObject(response.generateVideoResponse) ? response.generateVideoResponse : null;
  const said = inner ?? (isObject(response) ? response : {});
  const [reason] = Array.isArray(said.raiMediaFilteredReasons) ? said.raiMediaFilteredReasons : [];
  return reason !== undefined && listOf(said).length === 0 ? failedAs("content_filtered", String(reason)) : null;
}

const failedAs = (code: string, message: string): VideoState => ({ status: "failed", error: { code, message } });

const listOf = ({ generatedSamples, videos }: JsonObject): JsonObject[] => {
  const list = generatedSamples ?? videos;
  return Array.isArray(list) ? list.filter(isObject) : [];
};

const missing = failedAs("no_video", "the operation ended without a video");

const fileOf = (operation: JsonObject): string | null => {
  const { response } = operation;
  if (!isObject(response) || !isObject(response.generateVideoResponse)) return null;
  const [sample] = listOf(response.generateVideoResponse);
  return isObject(sample?.video) && typeof sample.video.uri === "string" ? sample.video.uri : null;
};

/** `path`: of the model, below the base URL. */
export const veo = (path: (model: string, method: string) => string): VideoVendor => ({
  name: "Gemini",

  async order(order, api) {
    const body = JSON.stringify(veoRequest(order));
    return taskOf(await api.json(path(order.model, "predictLongRunning"), { method: "POST", body }), order);
  },

  async state(id, api) {
    const operation = await api.json(`/${id}`);
    return unfinished(operation) ?? (fileOf(operation) === null ? missing : { status: "completed" });
  },

  async content(id, api) {
    const address = fileOf(await api.json(`/${id}`));
    return address === null ? null : api.file(address);
  },
});

/** The same at Vertex AI. */
export const vertexVeo = (path: (model: string, method: string) => string, model: string): VideoVendor => {
  const fetch = "fetchPredictOperation";
  const videoIn = ({ response }: JsonObject) => (isObject(response) ? listOf(response)[0]?.bytesBase64Encoded : null);
  return {
    name: "Vertex AI",

    async order(order, api) {
      const body = JSON.stringify(veoRequest(order));
      return taskOf(await api.json(path(order.model, "predictLongRunning"), { method: "POST", body }), order);
    },

    async state(id, api) {
      const body = JSON.stringify({ operationName: id });
      const operation = await api.json(path(model, fetch), { method: "POST", body });
      return unfinished(operation) ?? (typeof videoIn(operation) === "string" ? { status: "completed" } : missing);
    },

    async content(id, api) {
      const body = JSON.stringify({ operationName: id });
      const video = videoIn(await api.json(path(model, fetch), { method: "POST", body }));
      const bytes = typeof video === "string" ? fromBase64(video) : null;
      return bytes === null ? null : new Response(bytes, { headers: { "content-type": "video/mp4" } });
    },
  };
};
