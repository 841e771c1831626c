import { badRequest } from "../../errors";
import {
  dataUri,
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
import { isObject, type JsonObject, parseObject } from "../../openai/fields";
import { bearer, keyHeaders } from "../foreign/media-only";
import type { Target } from "../target";

// A prediction is made, waited for some seconds within the call, and then asked for:
// https://replicate.com/docs/topics/predictions/create-a-prediction

const ratios = ["1:1", "16:9", "21:9", "3:2", "2:3", "4:5", "5:4", "3:4", "4:3", "9:16", "9:21"];

export const replicateMedia: MediaAdapter = {
  operations: new Set(["images", "image_edits"]),
  error: replicateError,
  async run(call, target, upstream) {
    refuseUnusual(call, "Replicate", { urls: true, mask: true });
    const images = call.operation === "image_edits" ? await imageInputs(call, upstream, "image") : [];
    // Ideogram's models change what is black, all others what is white.
    const mask = await maskOf(call, upstream, /ideogram/.test(target.model) ? "black" : "white");
    const input = predictionInput(call, target.model, images, mask);
    // Models differ in whether and how they make several pictures: each is a prediction of its own.
    const made = await Promise.all(
      Array.from({ length: Number(call.body.n ?? 1) }, () => predict(target, upstream, input)),
    );
    return imagesAnswer(call, made.flat(), upstream, { model: target.model });
  },
};

/** RFC 7807: `{"title", "detail", "status"}` */
export function replicateError(text: string): JsonObject {
  const body = parseObject(text) ?? {};
  const message = body.detail ?? body.title ?? text.slice(0, 500);
  return { error: { message: String(message), type: "upstream_error", param: null, code: null } };
}

function predictionInput(
  call: MediaCall,
  model: string,
  images: ImageInput[],
  mask: ImageInput | undefined,
): JsonObject {
  const { prompt, size, output_format: format, output_compression: compression } = call.body;
  const ratio = nearestRatio(size, ratios);
  const input: JsonObject = { prompt, ...(ratio === null ? {} : { aspect_ratio: ratio }) };
  if (format !== undefined && format !== null) input.output_format = format === "jpeg" ? "jpg" : format;
  if (typeof compression === "number") input.output_quality = compression;
  const uris = images.map(dataUri);
  // What a picture is called differs by family: https://replicate.com/collections/image-editing
  if (uris.length > 0 && /nano-banana|seedream|gpt-image/.test(model))
    input[/gpt-image/.test(model) ? "input_images" : "image_input"] = uris;
  else if (uris.length > 1) throw badRequest(`The model '${call.model}' takes one image.`, "image");
  else if (uris.length === 1) input[/kontext/.test(model) ? "input_image" : "image"] = uris[0];
  if (mask !== undefined) input.mask = dataUri(mask);
  return { ...input, ...vendorFields(call) };
}

async function predict(target: Target, upstream: UpstreamPort, input: JsonObject): Promise<MadeImage[]> {
  const { baseUrl } = target.provider;
  const [name = "", version] = target.model.split(":");
  const path = name.split("/").map(encodeURIComponent).join("/");
  const headers = keyHeaders(target, bearer);
  const url = version === undefined ? `${baseUrl}/models/${path}/predictions` : `${baseUrl}/predictions`;
  const body = version === undefined ? { input } : { version, input };
  // A short wait: only a prediction whose id is known can be cancelled.
  const first = await upstream.json(url, {
    method: "POST",
    headers: { ...headers, prefer: "wait=5" },
    body: JSON.stringify(body),
  });
  const { "content-type": _, ...reading } = headers;
  const cancel = { url: `${baseUrl}/predictions/${encodeURIComponent(String(first.id))}/cancel`, headers: reading };
  return upstream.job(cancel, () => outputs(first, `${baseUrl}/predictions/`, reading, upstream));
}

async function outputs(
  first: JsonObject,
  address: string,
  headers: Record<string, string>,
  upstream: UpstreamPort,
): Promise<MadeImage[]> {
  let answer = first;
  for (let waitMs = 500; ; waitMs = Math.min(waitMs * 1.5, 5_000)) {
    const { status } = answer;
    if (status === "failed" || status === "canceled" || status === "aborted") {
      const message = String(answer.error ?? `the prediction was ${status}`);
      throw jobFailed(message, /nsfw|sensitive|flagged|safety|moderat|invalid|validation/i.test(message));
    }
    if (status === "succeeded") return outputsOf(answer.output);
    // The id instead of `urls.get`: the credential goes to the provider's own address only.
    if (typeof answer.id !== "string") throw badAnswer("the upstream's answer is not a prediction");
    await upstream.sleep(waitMs);
    answer = await upstream.json(address + encodeURIComponent(answer.id), { headers });
  }
}

/** An address, a list of them, or objects with one. */
function outputsOf(output: unknown): MadeImage[] {
  const list = Array.isArray(output) ? output : [output];
  const addresses = list
    .map((item) => (isObject(item) ? (item.url ?? item.image) : item))
    .filter((item): item is string => typeof item === "string" && /^(?:https?:\/\/|data:)/i.test(item));
  if (addresses.length === 0) throw badAnswer("the prediction made no image");
  return addresses.map((address) => ({ address }));
}
