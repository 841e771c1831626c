import { dataUri, type MadeImage, nearestRatio, vendorFields } from "../../media/images";
import type { VideoApi } from "../../media/video-tasks";
import { isObject, type JsonObject } from "../../openai/fields";
import {
  addresses,
  base64s,
  eachAlone,
  type ImageOrder,
  type ImageVendor,
  post,
  refusedJob,
  waitFor,
} from "./image-vendor";

// FLUX: https://docs.fireworks.ai/api-reference/generate-a-new-image-from-a-text-prompt; FLUX Kontext is a job:
// https://docs.fireworks.ai/api-reference/generate-or-edit-image-using-flux-kontext and .../get-generated-image-from-flux-kontex

const ratios = ["1:1", "21:9", "16:9", "3:2", "5:4", "4:5", "2:3", "9:16", "9:21", "4:3", "3:4"];

export const fireworks: ImageVendor = {
  name: "Fireworks",
  edits: true,
  draw: eachAlone((order, api) => {
    const model = order.model.split("/").map(encodeURIComponent).join("/");
    if (/kontext/.test(model) || order.inputs.length > 0) return kontext(order, api, `/workflows/${model}`);
    return drawn(api, `/workflows/${model}/text_to_image`, flux(order));
  }),
};

function flux({ call }: ImageOrder): JsonObject {
  const ratio = nearestRatio(call.body.size, ratios);
  return { prompt: call.body.prompt, ...(ratio === null ? {} : { aspect_ratio: ratio }), ...vendorFields(call) };
}

/** One picture as `base64`, or a list of them. */
async function drawn(api: VideoApi, path: string, body: JsonObject): Promise<MadeImage[]> {
  const { base64, finishReason } = await post(api, path, body, { accept: "application/json" });
  if (finishReason === "CONTENT_FILTERED") throw refusedJob("the vendor's filter refused the image", finishReason);
  return base64s(Array.isArray(base64) ? base64 : [base64]);
}

async function kontext(order: ImageOrder, api: VideoApi, path: string): Promise<MadeImage[]> {
  const [picture] = order.inputs;
  const { request_id: id } = await post(api, path, {
    ...flux(order),
    ...(picture === undefined ? {} : { input_image: dataUri(picture) }),
  });
  if (typeof id !== "string") throw refusedJob(null, null);
  const done = await waitFor(api, async () => {
    const state = await post(api, `${path}/get_result`, { id });
    if (state.status === "Ready") return state;
    if (state.status === "Pending" || state.status === "Queued" || state.status === "Processing") return null;
    throw refusedJob(state.details ?? null, state.status);
  });
  return addresses([isObject(done.result) ? done.result.sample : null]);
}
