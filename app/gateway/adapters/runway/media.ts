import { badRequest } from "../../errors";
import { dataUri, imageInputs, imagesAnswer, nearestRatio, refuseUnusual, vendorFields } from "../../media/images";
import {
  jsonAnswer,
  type MediaAdapter,
  type MediaAnswer,
  type MediaCall,
  streamAnswer,
  type UpstreamPort,
} from "../../media/media";
import { badAnswer, jobFailed } from "../../media/upstream";
import { videoNotReady } from "../../media/video-tasks";
import type { JsonObject } from "../../openai/fields";
import { keyHeaders } from "../foreign/media-only";
import type { Target } from "../target";
import { imageRatios, outputsOf, readTask, videoOf, videoRatios } from "./task";

// Everything is a task: https://docs.dev.runwayml.com/api (text_to_image, image_to_video, text_to_video, tasks)

export const runwayAuth = (secret: string) => ({
  authorization: `Bearer ${secret}`,
  "x-runway-version": "2024-11-06",
});

export const runwayMedia: MediaAdapter = {
  operations: new Set(["images", "image_edits", "videos"]),
  run(call, target, upstream) {
    if (call.media.video !== null) return existingVideo(call, target, upstream);
    return call.operation === "videos" ? createVideo(call, target, upstream) : draw(call, target, upstream);
  },
};

const start = async (upstream: UpstreamPort, target: Target, path: string, body: JsonObject): Promise<string> => {
  const { id } = await upstream.json(`${target.provider.baseUrl}/${path}`, {
    method: "POST",
    headers: keyHeaders(target, runwayAuth),
    body: JSON.stringify(body),
  });
  if (typeof id !== "string") throw badAnswer("the upstream's answer has no task");
  return id;
};

const taskUrl = ({ provider }: Target, id: string) => `${provider.baseUrl}/tasks/${encodeURIComponent(id)}`;

const task = (upstream: UpstreamPort, target: Target, id: string): Promise<JsonObject> =>
  upstream.json(taskUrl(target, id), { headers: keyHeaders(target, runwayAuth) });

async function draw(call: MediaCall, target: Target, upstream: UpstreamPort): Promise<MediaAnswer> {
  refuseUnusual(call, "Runway", { urls: true });
  const { prompt, n, size } = call.body;
  const references = call.operation === "image_edits" ? await imageInputs(call, upstream, "image") : [];
  if (references.length > 3) throw badRequest("Runway takes up to 3 images.", "image");
  const body = {
    model: target.model,
    promptText: prompt,
    ratio: nearestRatio(size, imageRatios) ?? "1920:1080",
    ...(references.length === 0 ? {} : { referenceImages: references.map((image) => ({ uri: dataUri(image) })) }),
    ...vendorFields(call),
  };
  const made = await Promise.all(
    Array.from({ length: Number(n ?? 1) }, async () => {
      const id = await start(upstream, target, "text_to_image", body);
      const cancel = { url: taskUrl(target, id), method: "DELETE", headers: keyHeaders(target, runwayAuth) };
      return outputsOf(await upstream.job(cancel, () => finished(upstream, target, id)));
    }),
  );
  const images = made.flat().map((address) => ({ address }));
  return imagesAnswer(call, images, upstream, { model: target.model });
}

async function finished(upstream: UpstreamPort, target: Target, id: string): Promise<JsonObject> {
  // The vendor asks for pauses of some seconds: https://docs.dev.runwayml.com/guides/using-the-api
  for (let waitMs = 2_000; ; waitMs = 5_000) {
    await upstream.sleep(waitMs);
    const answer = await task(upstream, target, id);
    const { status, error } = readTask(answer);
    if (status === "completed") return answer;
    if (error !== null) throw jobFailed(error.message, error.byCaller);
  }
}

async function createVideo(call: MediaCall, target: Target, upstream: UpstreamPort): Promise<MediaAnswer> {
  const { prompt, seconds, size } = call.body;
  const [first] = await imageInputs(call, upstream, "input_reference");
  const duration = seconds === undefined || seconds === null ? 5 : Number(seconds);
  const ratio = nearestRatio(size, videoRatios) ?? "1280:720";
  const { seconds: _, input_reference: __, ...extra } = vendorFields(call);
  const body = { model: target.model, promptText: prompt, ratio, duration, ...extra };
  const id =
    first === undefined
      ? await start(upstream, target, "text_to_video", body)
      : await start(upstream, target, "image_to_video", { ...body, promptImage: dataUri(first) });
  // The task does not tell its length and size later on: the id keeps them.
  const known = { id: `${id}|${duration}|${ratio.replace(":", "x")}`, model: target.model };
  const video = videoOf({ status: "PENDING" }, known, String(prompt));
  return { ...jsonAnswer(video, { model: target.model, units: { seconds: duration } }), video };
}

async function existingVideo(call: MediaCall, target: Target, upstream: UpstreamPort): Promise<MediaAnswer> {
  const { action, upstreamId } = call.media.video!;
  const [id = ""] = upstreamId.split("|");
  if (action === "remix") throw badRequest("Runway makes no remixes of videos: create a new one.", "video_id");
  if (action === "delete") {
    await upstream.call(taskUrl(target, id), { method: "DELETE", headers: keyHeaders(target, runwayAuth) });
    const video = { id: upstreamId, object: "video.deleted", deleted: true };
    return { ...jsonAnswer(video, { model: target.model }), video };
  }
  const answer = await task(upstream, target, id);
  if (action === "retrieve") {
    const video = videoOf(answer, { id: upstreamId, model: target.model }, null);
    return { ...jsonAnswer(video, { model: target.model }), video };
  }
  const [address] = outputsOf(answer);
  if (readTask(answer).status !== "completed" || address === undefined) throw videoNotReady();
  const response = await upstream.download(address);
  return streamAnswer(response, response.headers.get("content-type") ?? "video/mp4", { model: target.model });
}
