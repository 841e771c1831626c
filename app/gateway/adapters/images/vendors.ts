import type { Quirks } from "../../catalog/quirks";
import {
  dataUri,
  imageInputs,
  imagesAnswer,
  nearestRatio,
  readSize,
  refuseUnusual,
  vendorFields,
} from "../../media/images";
import { maskOf } from "../../media/mask";
import type { MediaAnswer, MediaCall } from "../../media/media";
import type { VideoApi } from "../../media/video-tasks";
import { isObject } from "../../openai/fields";
import { dashscope } from "./dashscope";
import { fireworks } from "./fireworks";
import { addresses, base64s, eachAlone, type ImageVendor, inOneCall, openAiData } from "./image-vendor";

// Pictures of vendors that speak OpenAI's chat and have words of their own for images (`quirks.imageFormat`).

/** https://docs.siliconflow.cn/cn/api-reference/images/images-generations */
const siliconflow: ImageVendor = {
  name: "SiliconFlow",
  edits: true,
  draw: inOneCall(({ call, model, inputs }) => ({
    model,
    prompt: call.body.prompt,
    ...(readSize(call.body.size) === null ? {} : { image_size: call.body.size }),
    ...(typeof call.body.n === "number" ? { batch_size: call.body.n } : {}),
    ...Object.fromEntries(
      inputs.slice(0, 3).map((input, index) => [`image${index === 0 ? "" : index + 1}`, dataUri(input)]),
    ),
    ...vendorFields(call),
  })),
};

/** https://docs.together.ai/reference/post-images-generations */
const together: ImageVendor = {
  name: "Together",
  edits: true,
  draw: inOneCall(({ call, model, inputs }) => ({
    model,
    prompt: call.body.prompt,
    ...readSize(call.body.size),
    ...(typeof call.body.n === "number" ? { n: call.body.n } : {}),
    ...(call.body.response_format === "b64_json" ? { response_format: "base64" } : {}),
    ...(inputs[0] === undefined ? {} : { image_url: dataUri(inputs[0]) }),
    ...vendorFields(call),
  })),
};

const xaiRatios = ["1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3", "2:1", "1:2"];

/** https://docs.x.ai/docs/guides/image-generations: a ratio instead of a size, and nothing of quality and style. */
const xai: ImageVendor = {
  name: "xAI",
  edits: false,
  draw: inOneCall(({ call, model }) => {
    const { prompt, size, n, response_format: format } = call.body;
    const ratio = nearestRatio(size, xaiRatios);
    return {
      model,
      prompt,
      ...(ratio === null ? {} : { aspect_ratio: ratio }),
      ...(typeof n === "number" ? { n } : {}),
      ...(typeof format === "string" ? { response_format: format } : {}),
      ...vendorFields(call),
    };
  }),
};

const minimaxRatios = ["1:1", "16:9", "4:3", "3:2", "2:3", "3:4", "9:16", "21:9"];

/** https://platform.minimaxi.com/docs/api-reference/image-generation-t2i and .../image-generation-i2i: the person of a picture is kept. */
const minimax: ImageVendor = {
  name: "MiniMax",
  edits: true,
  draw: inOneCall(
    ({ call, model, inputs }) => {
      const { prompt, size, n, response_format: format } = call.body;
      const ratio = nearestRatio(size, minimaxRatios);
      return {
        model,
        prompt,
        ...(ratio === null ? {} : { aspect_ratio: ratio }),
        ...(typeof n === "number" ? { n } : {}),
        ...(format === "b64_json" ? { response_format: "base64" } : {}),
        ...(inputs[0] === undefined
          ? {}
          : { subject_reference: [{ type: "character", image_file: dataUri(inputs[0]) }] }),
        ...vendorFields(call),
      };
    },
    ({ data }) => (isObject(data) ? [...addresses(data.image_urls), ...base64s(data.image_base64)] : []),
    "/image_generation",
  ),
};

/** Newer models refuse fewer pixels. */
const fewestPixels = 3_686_400;

/** https://www.volcengine.com/docs/82379/1541523: one picture a call, whose size newer models want larger than OpenAI's. */
const ark: ImageVendor = {
  name: "Volcano Engine Ark",
  edits: true,
  draw: eachAlone(
    inOneCall(({ call, model, inputs }) => {
      const pictures = inputs.map(dataUri);
      const size = arkSize(call.body.size, model);
      return {
        model,
        prompt: call.body.prompt,
        ...(size === null ? {} : { size }),
        ...(call.body.response_format === "b64_json" ? { response_format: "b64_json" } : {}),
        ...(pictures.length === 0 ? {} : { image: pictures.length === 1 ? pictures[0] : pictures }),
        ...vendorFields(call),
      };
    }),
  ),
};

function arkSize(size: unknown, model: string): string | null {
  const wanted = readSize(size);
  if (wanted === null) return typeof size === "string" && /^\d+k$/i.test(size) ? size : null;
  const { width, height } = wanted;
  const pixels = width * height;
  if (pixels >= fewestPixels || pixels === 0 || !/seedream-(?:4-5|[5-9])/.test(model)) return `${width}x${height}`;
  const scale = Math.sqrt(fewestPixels / pixels);
  return `${Math.ceil(width * scale)}x${Math.ceil(height * scale)}`;
}

/** https://docs.bigmodel.cn/api-reference/模型-api/图像生成: one picture a call, as an address. */
const zhipu: ImageVendor = {
  name: "Zhipu",
  edits: false,
  draw: eachAlone(
    inOneCall(({ call, model }) => {
      const { prompt, size, quality } = call.body;
      return {
        model,
        prompt,
        ...(readSize(size) === null ? {} : { size }),
        ...(quality === "hd" || quality === "standard" ? { quality } : {}),
        ...vendorFields(call),
      };
    }),
  ),
};

/** https://cloud.baidu.com/doc/qianfan-api/s/8m7u6un8a: addresses; a picture to start from is `refer_image`, or `image` of models for edits. */
const qianfan: ImageVendor = {
  name: "Qianfan",
  edits: true,
  draw: inOneCall(
    ({ call, model, inputs }) => ({
      model,
      prompt: call.body.prompt,
      ...(readSize(call.body.size) === null ? {} : { size: call.body.size }),
      ...(typeof call.body.n === "number" ? { n: call.body.n } : {}),
      ...(inputs[0] === undefined ? {} : { [model.includes("edit") ? "image" : "refer_image"]: dataUri(inputs[0]) }),
      ...vendorFields(call),
    }),
    openAiData,
    ({ model, inputs }) => (inputs.length > 0 && model.includes("edit") ? "/images/edits" : "/images/generations"),
  ),
};

const chatRatios = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];

/** https://openrouter.ai/docs/features/multimodal/image-generation: pictures are answers of a chat. */
const chat: ImageVendor = {
  name: "OpenRouter",
  edits: true,
  draw: eachAlone(
    inOneCall(
      ({ call, model, inputs }) => {
        const ratio = nearestRatio(call.body.size, chatRatios);
        const pictures = inputs.map((input) => ({ type: "image_url", image_url: { url: dataUri(input) } }));
        const text = { type: "text", text: call.body.prompt };
        return {
          model,
          messages: [{ role: "user", content: pictures.length === 0 ? call.body.prompt : [text, ...pictures] }],
          // A model that only draws refuses to be asked for words.
          modalities: /gemini|gpt/.test(model) ? ["image", "text"] : ["image"],
          ...(ratio === null ? {} : { image_config: { aspect_ratio: ratio } }),
          ...vendorFields(call),
        };
      },
      ({ choices }) => {
        const first = Array.isArray(choices) && isObject(choices[0]) ? choices[0].message : null;
        const images = isObject(first) && Array.isArray(first.images) ? first.images : [];
        return addresses(
          images.map((image) => (isObject(image) && isObject(image.image_url) ? image.image_url.url : null)),
        );
      },
      "/chat/completions",
    ),
  ),
};

const vendors: Record<NonNullable<Quirks["imageFormat"]>, ImageVendor> = {
  siliconflow,
  together,
  xai,
  dashscope,
  minimax,
  fireworks,
  ark,
  zhipu,
  qianfan,
  chat,
};

/** Pictures made by one of them; null where the vendor does edits as OpenAI does, or not at all. */
export async function drawBy(
  format: NonNullable<Quirks["imageFormat"]>,
  call: MediaCall,
  model: string,
  api: VideoApi,
): Promise<MediaAnswer | null> {
  const vendor = vendors[format];
  const isEdit = call.operation === "image_edits";
  if (isEdit && !vendor.edits) return null;
  const changed = (isEdit && vendor.masks?.(model)) || null;
  refuseUnusual(call, vendor.name, { urls: true, mask: changed !== null });
  const inputs = isEdit ? await imageInputs(call, api.upstream, "image") : [];
  const mask = changed === null ? null : ((await maskOf(call, api.upstream, changed)) ?? null);
  return imagesAnswer(call, await vendor.draw({ call, model, inputs, mask }, api), api.upstream, { model });
}
