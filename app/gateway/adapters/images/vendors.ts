import type { Quirks } from "../../catalog/quirks";
import {
  dataUri,
  type ImageInput,
  imageInputs,
  imagesAnswer,
  type MadeImage,
  nearestRatio,
  readSize,
  refuseUnusual,
  vendorFields,
} from "../../media/images";
import type { MediaAnswer, MediaCall, UpstreamPort } from "../../media/media";
import { isObject, type JsonObject } from "../../openai/fields";

// Pictures of vendors that speak OpenAI's chat and have words of their own for images (`quirks.imageFormat`).

interface ImageVendor {
  name: string;
  /** Below the base URL; `~/` at its start: below the origin. Default OpenAI's. */
  path?: string;
  /** Whether pictures can be edited; each then is one of the inputs. */
  edits: boolean;
  request(call: MediaCall, model: string, inputs: ImageInput[]): JsonObject;
  made(answer: JsonObject): MadeImage[];
}

/** `data` of OpenAI's shape. */
const openAiData = ({ data, images }: JsonObject): MadeImage[] => {
  const list = Array.isArray(data) && data.length > 0 ? data : images;
  return (Array.isArray(list) ? list.filter(isObject) : []).flatMap(({ b64_json: base64, url }): MadeImage[] =>
    typeof base64 === "string" ? [{ base64 }] : typeof url === "string" ? [{ address: url }] : [],
  );
};

/** https://docs.siliconflow.cn/cn/api-reference/images/images-generations */
const siliconflow: ImageVendor = {
  name: "SiliconFlow",
  edits: true,
  request: ({ body, ...call }, model, inputs) => ({
    model,
    prompt: body.prompt,
    ...(readSize(body.size) === null ? {} : { image_size: body.size }),
    ...(typeof body.n === "number" ? { batch_size: body.n } : {}),
    ...Object.fromEntries(
      inputs.slice(0, 3).map((input, index) => [`image${index === 0 ? "" : index + 1}`, dataUri(input)]),
    ),
    ...vendorFields({ body, ...call }),
  }),
  made: openAiData,
};

/** https://docs.together.ai/reference/post-images-generations */
const together: ImageVendor = {
  name: "Together",
  edits: true,
  request: ({ body, ...call }, model, inputs) => ({
    model,
    prompt: body.prompt,
    ...readSize(body.size),
    ...(typeof body.n === "number" ? { n: body.n } : {}),
    ...(body.response_format === "b64_json" ? { response_format: "base64" } : {}),
    ...(inputs[0] === undefined ? {} : { image_url: dataUri(inputs[0]) }),
    ...vendorFields({ body, ...call }),
  }),
  made: openAiData,
};

const xaiRatios = ["1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3", "2:1", "1:2"];

/** https://docs.x.ai/docs/guides/image-generations: a ratio instead of a size, and nothing of quality and style. */
const xai: ImageVendor = {
  name: "xAI",
  edits: false,
  request: ({ body, ...call }, model) => {
    const ratio = nearestRatio(body.size, xaiRatios);
    return {
      model,
      prompt: body.prompt,
      ...(ratio === null ? {} : { aspect_ratio: ratio }),
      ...(typeof body.n === "number" ? { n: body.n } : {}),
      ...(typeof body.response_format === "string" ? { response_format: body.response_format } : {}),
      ...vendorFields({ body, ...call }),
    };
  },
  made: openAiData,
};

/** https://help.aliyun.com/zh/model-studio/qwen-image-api: a message with pictures and a text, answered by one with pictures. */
const dashscope: ImageVendor = {
  name: "DashScope",
  path: "~/api/v1/services/aigc/multimodal-generation/generation",
  edits: true,
  request: ({ body, ...call }, model, inputs) => {
    const size = readSize(body.size);
    return {
      model,
      input: {
        messages: [
          { role: "user", content: [...inputs.map((input) => ({ image: dataUri(input) })), { text: body.prompt }] },
        ],
      },
      parameters: {
        ...(size === null ? {} : { size: `${size.width}*${size.height}` }),
        ...(typeof body.n === "number" ? { n: body.n } : {}),
        ...vendorFields({ body, ...call }),
      },
    };
  },
  made({ output }) {
    const choices = isObject(output) && Array.isArray(output.choices) ? output.choices.filter(isObject) : [];
    return choices
      .flatMap(({ message }) => (isObject(message) && Array.isArray(message.content) ? message.content : []))
      .flatMap((part): MadeImage[] =>
        isObject(part) && typeof part.image === "string" ? [{ address: part.image }] : [],
      );
  },
};

const vendors: Record<NonNullable<Quirks["imageFormat"]>, ImageVendor> = { siliconflow, together, xai, dashscope };

interface Way {
  url(path: string): string;
  headers: Record<string, string>;
}

/** Pictures made by one of them; null where the vendor does edits as OpenAI does, or not at all. */
export async function drawBy(
  format: NonNullable<Quirks["imageFormat"]>,
  call: MediaCall,
  model: string,
  upstream: UpstreamPort,
  way: Way,
): Promise<MediaAnswer | null> {
  const vendor = vendors[format];
  const isEdit = call.operation === "image_edits";
  if (isEdit && !vendor.edits) return null;
  refuseUnusual(call, vendor.name, { urls: true });
  const inputs = isEdit ? await imageInputs(call, upstream, "image") : [];
  const answer = await upstream.json(way.url(vendor.path ?? "/images/generations"), {
    method: "POST",
    headers: way.headers,
    body: JSON.stringify(vendor.request(call, model, inputs)),
  });
  return imagesAnswer(call, vendor.made(answer), upstream, { model });
}
