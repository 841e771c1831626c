import { badRequest } from "../../errors";
import { encodeForm } from "../../media/form";
import {
  type ImageInput,
  imageInputs,
  imagesAnswer,
  type MadeImage,
  nearestRatio,
  refuseUnusual,
  vendorFields,
} from "../../media/images";
import { maskOf } from "../../media/mask";
import type { MediaAdapter, MediaCall, UpstreamPort } from "../../media/media";
import { badAnswer, jobFailed } from "../../media/upstream";
import { type JsonObject, parseObject } from "../../openai/fields";
import { longestData, textWithin } from "../../whole-body";
import { bearer, keyHeaders } from "../foreign/media-only";
import type { Target } from "../target";
import { editPath, imageFieldOf } from "./endpoints";

// One picture a call, as form in and base64 out: https://platform.stability.ai/docs/api-reference#tag/Generate

const ratios = ["1:1", "16:9", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21"];

export const stabilityMedia: MediaAdapter = {
  operations: new Set(["images", "image_edits"]),
  error: stabilityError,
  async run(call, target, upstream) {
    refuseUnusual(call, "Stability AI", { mask: true });
    const edits = call.operation === "image_edits";
    const images = edits ? await imageInputs(call, upstream, "image") : [];
    const mask = await maskOf(call, upstream, "white");
    if (images.length > 1) throw badRequest("Stability AI edits one image at a time.", "image");
    const path = edits ? editPath(target.model, mask !== undefined) : generatePath(target.model);
    const one = () => make(call, target, upstream, path, images[0], mask);
    const made = await Promise.all(Array.from({ length: Number(call.body.n ?? 1) }, one));
    return imagesAnswer(call, made, upstream, { model: target.model });
  },
};

/** `{"id", "name", "errors": ["..."]}` */
function stabilityError(text: string): JsonObject {
  const body = parseObject(text);
  const errors = Array.isArray(body?.errors) ? body.errors.map(String) : [];
  const name = typeof body?.name === "string" ? body.name : null;
  // A 403 of the moderation is the caller's, one of the account is not: the words say which.
  const message = errors.join(" ") || (typeof body?.message === "string" ? body.message : text.slice(0, 500));
  return { error: { message, type: "upstream_error", param: null, code: name } };
}

function generatePath(model: string): string {
  if (/^sd3/.test(model)) return "generate/sd3";
  const match = /(?:^|-)(ultra|core)$/.exec(model);
  if (match !== null) return `generate/${match[1]}`;
  throw badRequest(`Stability AI makes no images with '${model}': it has ultra, core and sd3 models.`, "model");
}

async function make(
  call: MediaCall,
  target: Target,
  upstream: UpstreamPort,
  path: string,
  image: ImageInput | undefined,
  mask: ImageInput | undefined,
): Promise<MadeImage> {
  const form = new FormData();
  const { prompt, size, output_format: format, seed } = call.body;
  if (path !== "edit/remove-background" && path !== "upscale/fast") form.append("prompt", String(prompt));
  if (path === "generate/sd3") form.append("model", target.model);
  const ratio = nearestRatio(size, ratios);
  if (image === undefined && ratio !== null) form.append("aspect_ratio", ratio);
  if (image !== undefined) form.append(imageFieldOf(path), blobOf(image), image.name);
  if (image !== undefined && path === "generate/sd3") form.append("mode", "image-to-image");
  if (mask !== undefined) form.append("mask", blobOf(mask), mask.name);
  if (format !== undefined && format !== null) form.append("output_format", String(format));
  const extra = vendorFields(call);
  // How far the result may move away from the picture has no default there.
  if (image !== undefined && path.startsWith("generate/") && extra.strength === undefined) extra.strength = 0.7;
  for (const name in extra) form.append(name, String(extra[name]));
  if (seed !== undefined && extra.seed === undefined) form.append("seed", String(seed));
  const { contentType, body } = await encodeForm(form);
  const auth = keyHeaders(target, bearer);
  const headers = { ...auth, "content-type": contentType, accept: "application/json" };
  const answer = await upstream.json(`${target.provider.baseUrl}/v2beta/stable-image/${path}`, {
    method: "POST",
    headers,
    body,
  });
  return readImage(typeof answer.id === "string" ? await later(target, upstream, answer.id, auth) : answer);
}

const blobOf = ({ bytes, mediaType }: ImageInput) => new Blob([bytes], { type: mediaType });

/** The slow endpoints answer an id: https://platform.stability.ai/docs/api-reference#tag/Results */
async function later(
  target: Target,
  upstream: UpstreamPort,
  id: string,
  auth: Record<string, string>,
): Promise<JsonObject> {
  const { "content-type": _, ...headers } = auth;
  for (;;) {
    await upstream.sleep(5_000);
    const response = await upstream.call(`${target.provider.baseUrl}/v2beta/results/${encodeURIComponent(id)}`, {
      headers: { ...headers, accept: "application/json" },
    });
    const text = await textWithin(response, longestData);
    if (response.status === 202) continue;
    const body = parseObject(text);
    if (body === null) throw badAnswer("the upstream's answer is not JSON");
    return body;
  }
}

function readImage({ image, result, finish_reason: finish }: JsonObject): MadeImage {
  if (finish === "CONTENT_FILTERED") throw jobFailed("the vendor's filter refused the image", true);
  const base64 = image ?? result;
  if (typeof base64 !== "string" || base64 === "") throw badAnswer("the upstream's answer has no image");
  return { base64 };
}
