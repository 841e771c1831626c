import { dataUri, type MadeImage, readSize, vendorFields } from "../../media/images";
import type { VideoApi } from "../../media/video-tasks";
import { isObject, type JsonObject } from "../../openai/fields";
import { addresses, type ImageOrder, type ImageVendor, inOneCall, post, refusedJob, waitFor } from "./image-vendor";

// Qwen-Image and Wan from 2.6 on, at once: https://help.aliyun.com/zh/model-studio/qwen-image-api
// Wan up to 2.5 and the other older ones as jobs: https://help.aliyun.com/zh/model-studio/text-to-image-v2-api-reference and
// https://help.aliyun.com/zh/model-studio/wan2-5-image-edit-api-reference, .../wanx-image-edit-api-reference

const older = /^(?:wanx|wan2\.[0-5]|flux|stable-diffusion)/;

export const dashscope: ImageVendor = {
  name: "DashScope",
  edits: true,
  masks: (model) => (model.includes("imageedit") ? "white" : null),
  draw: (order, api) => (older.test(order.model) ? job(order, api) : atOnce(order, api)),
};

function parametersOf({ call }: ImageOrder, omitted: readonly string[] = []): JsonObject {
  const size = readSize(call.body.size);
  const own = Object.entries(vendorFields(call)).filter(([name]) => !omitted.includes(name));
  return {
    ...(size === null ? {} : { size: `${size.width}*${size.height}` }),
    ...(typeof call.body.n === "number" ? { n: call.body.n } : {}),
    ...Object.fromEntries(own),
  };
}

/** A message with pictures and a text, answered by one with pictures. */
const atOnce = inOneCall(
  (order) => ({
    model: order.model,
    input: {
      messages: [
        {
          role: "user",
          content: [...order.inputs.map((input) => ({ image: dataUri(input) })), { text: order.call.body.prompt }],
        },
      ],
    },
    parameters: parametersOf(order),
  }),
  ({ output }) => {
    const choices = isObject(output) && Array.isArray(output.choices) ? output.choices.filter(isObject) : [];
    return addresses(
      choices
        .flatMap(({ message }) => (isObject(message) && Array.isArray(message.content) ? message.content : []))
        .map((part) => (isObject(part) ? part.image : null)),
    );
  },
  "~/api/v1/services/aigc/multimodal-generation/generation",
);

/** Of `input`; the rest of a client's own fields are `parameters`. */
const inputFields = ["negative_prompt", "function", "ref_img"];

async function job(order: ImageOrder, api: VideoApi): Promise<MadeImage[]> {
  const { call, model, inputs } = order;
  const pictures = inputs.map(dataUri);
  const edits = model.includes("imageedit");
  const input: JsonObject = { prompt: call.body.prompt };
  if (edits) input.function = order.mask === null ? "description_edit" : "description_edit_with_mask";
  if (order.mask !== null) input.mask_image_url = dataUri(order.mask);
  if (pictures.length > 0) Object.assign(input, edits ? { base_image_url: pictures[0] } : { images: pictures });
  for (const name of inputFields) if (call.body[name] !== undefined) input[name] = call.body[name];
  const kind = pictures.length > 0 ? "image2image" : "text2image";
  const { output } = await post(
    api,
    `~/api/v1/services/aigc/${kind}/image-synthesis`,
    { model, input, parameters: parametersOf(order, inputFields) },
    { "x-dashscope-async": "enable" },
  );
  const id = isObject(output) ? output.task_id : null;
  if (typeof id !== "string") throw refusedJob(null, null);
  const path = `~/api/v1/tasks/${encodeURIComponent(id)}`;
  return api.job(`${path}/cancel`, async () => {
    const done = await waitFor(api, async () => {
      const { output: state } = await api.json(path);
      if (!isObject(state)) throw refusedJob(null, null);
      const { task_status: status, message, code } = state;
      if (status === "SUCCEEDED") return state;
      if (status === "PENDING" || status === "RUNNING") return null;
      throw refusedJob(message, code ?? status);
    });
    const results = Array.isArray(done.results) ? done.results.filter(isObject) : [];
    const made = addresses(results.map(({ url }) => url));
    // Each picture may be refused for itself.
    const refused = results.find(({ url }) => typeof url !== "string");
    if (made.length === 0 && refused !== undefined) throw refusedJob(refused.message, refused.code);
    return made;
  });
}
