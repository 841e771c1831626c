import { badRequest } from "../../errors";
import {
  type ImageInput,
  imageInputs,
  imagesAnswer,
  type MadeImage,
  nearestRatio,
  readSize,
  refuseUnusual,
  vendorFields,
} from "../../media/images";
import { maskOf } from "../../media/mask";
import type { MediaAnswer, MediaCall, UpstreamPort } from "../../media/media";
import { jobFailed } from "../../media/upstream";
import type { JsonObject } from "../../openai/fields";
import { toBase64 } from "../../openai/vectors";
import type { Target } from "../target";

// Pictures over InvokeModel, base64 in and out. Amazon's Titan and Nova Canvas:
// https://docs.aws.amazon.com/nova/latest/userguide/image-gen-req-resp-structure.html and
// https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-image.html. Stability's, one picture a call:
// https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-stability-diffusion.html, its image services:
// https://docs.aws.amazon.com/bedrock/latest/userguide/stable-image-services.html

/** One invocation of the model with this body. */
type Invoke = (body: JsonObject) => Promise<JsonObject>;

export async function bedrockImages(
  call: MediaCall,
  target: Target,
  upstream: UpstreamPort,
  invoke: Invoke,
): Promise<MediaAnswer> {
  const isStability = target.model.includes("stability.");
  if (!isStability && !/titan-image|nova-canvas/.test(target.model))
    throw badRequest("On Bedrock images come from Amazon's and Stability's models.", "model");
  const services = isStability && !/stable-image-(?:core|ultra)|sd3/.test(target.model);
  refuseUnusual(call, isStability ? "Stability AI on Bedrock" : "Amazon's models", { mask: services || !isStability });
  const isEdit = call.operation === "image_edits";
  const inputs = isEdit ? await imageInputs(call, upstream, "image") : [];
  const mask = await maskOf(call, upstream, isStability ? "white" : "black");
  if (!isStability) {
    const made = read(await invoke(amazonBody(call, inputs, mask)));
    return imagesAnswer(call, made, upstream, { model: target.model });
  }
  if (inputs.length > 1) throw badRequest("This model takes one image.", "image");
  const body = services ? serviceBody(call, inputs[0], mask) : stabilityBody(call, inputs[0]);
  const made = await Promise.all(
    Array.from({ length: Number(call.body.n ?? 1) }, async () => read(await invoke(body))),
  );
  return imagesAnswer(call, made.flat(), upstream, { model: target.model });
}

const base64 = ({ bytes }: ImageInput): string => toBase64(bytes);

function amazonBody(call: MediaCall, inputs: ImageInput[], mask: ImageInput | undefined): JsonObject {
  const { prompt: text, n, quality } = call.body;
  const { negative_prompt: negative, mask_prompt: maskPrompt, seed, cfg_scale, ...own } = vendorFields(call);
  const place =
    mask !== undefined ? { maskImage: base64(mask) } : typeof maskPrompt === "string" ? { maskPrompt } : null;
  if (place !== null && inputs.length > 1) throw badRequest("Amazon's models fill in one image at a time.", "image");
  const numberOfImages = typeof n === "number" ? { numberOfImages: n } : {};
  const config: JsonObject = {
    ...numberOfImages,
    ...(inputs.length === 0 || place === null ? readSize(call.body.size) : {}),
    ...(quality === "hd" || quality === "high" || quality === "premium" ? { quality: "premium" } : {}),
    ...(typeof seed === "number" ? { seed } : {}),
    ...(typeof cfg_scale === "number" ? { cfgScale: cfg_scale } : {}),
  };
  const words = { text, ...(typeof negative === "string" ? { negativeText: negative } : {}) };
  const task =
    inputs[0] === undefined
      ? { taskType: "TEXT_IMAGE", textToImageParams: words }
      : place !== null
        ? { taskType: "INPAINTING", inPaintingParams: { ...words, image: base64(inputs[0]), ...place } }
        : { taskType: "IMAGE_VARIATION", imageVariationParams: { ...words, images: inputs.map(base64) } };
  return { ...task, ...(Object.keys(config).length === 0 ? {} : { imageGenerationConfig: config }), ...own };
}

const ratios = ["16:9", "1:1", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21"];

function stabilityBody(call: MediaCall, input: ImageInput | undefined): JsonObject {
  const ratio = nearestRatio(call.body.size, ratios);
  const format = call.body.output_format;
  const own = { ...(typeof format === "string" ? { output_format: format } : {}), ...vendorFields(call) };
  if (input === undefined)
    return { prompt: call.body.prompt, ...(ratio === null ? {} : { aspect_ratio: ratio }), ...own };
  // How far the result may move away from the picture has no default there.
  return { prompt: call.body.prompt, mode: "image-to-image", image: base64(input), strength: 0.7, ...own };
}

function serviceBody(call: MediaCall, input: ImageInput | undefined, mask: ImageInput | undefined): JsonObject {
  if (input === undefined) throw badRequest("This model changes a picture: use /v1/images/edits.", "image");
  const format = call.body.output_format;
  return {
    image: base64(input),
    ...(typeof call.body.prompt === "string" && call.body.prompt !== "" ? { prompt: call.body.prompt } : {}),
    ...(mask === undefined ? {} : { mask: base64(mask) }),
    ...(typeof format === "string" ? { output_format: format } : {}),
    ...vendorFields(call),
  };
}

/** `{"images": ["..."], "error"}` of Amazon's; `finish_reasons` of Stability's, a text where the filter refused. */
function read({ images, error, finish_reasons: reasons }: JsonObject): MadeImage[] {
  const list = Array.isArray(images) ? images.filter((image) => typeof image === "string" && image !== "") : [];
  const refused = Array.isArray(reasons) ? reasons.find((reason) => typeof reason === "string") : error;
  if (list.length === 0 && typeof refused === "string" && refused !== "") throw jobFailed(refused, true);
  return list.map((image): MadeImage => ({ base64: String(image) }));
}
