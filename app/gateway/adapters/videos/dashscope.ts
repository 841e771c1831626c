import type { VideoVendor } from "../../media/video-tasks";
import { isObject, type JsonObject } from "../../openai/fields";
import { given, pictureOf, ratioOf, resolutionOf, statusOf, textOr } from "./words";

// Wan: https://help.aliyun.com/zh/model-studio/text-to-video-api-reference and .../image-to-video-general-api-reference;
// up to 2.6: .../legacy-wan-text-to-video-api-reference. Beside the OpenAI-compatible base URL, at the same origin.

const words = {
  PENDING: "queued",
  RUNNING: "in_progress",
  SUCCEEDED: "completed",
  FAILED: "failed",
  CANCELED: "failed",
  UNKNOWN: "failed",
} as const;
const ratios = ["16:9", "9:16", "1:1", "4:3", "3:4"];
/** Of `input`; the rest of a vendor's own fields are `parameters`. */
const inputFields = new Set(["negative_prompt", "audio_url", "media", "img_url", "reference_urls", "template"]);

export const dashScope: VideoVendor = {
  name: "Qwen",

  async order(order, api) {
    const picture = pictureOf(order);
    const isOlder = /wanx|wan2\.[1-6]/.test(order.model);
    const resolution = resolutionOf(order.size, isOlder ? ["480P", "720P", "1080P"] : ["720P", "1080P"]);
    const own = (isInput: boolean): JsonObject =>
      Object.fromEntries(Object.entries(order.extra).filter(([name]) => inputFields.has(name) === isInput));
    const input = given({
      prompt: order.prompt,
      img_url: isOlder ? picture : null,
      media: isOlder || picture === null ? null : [{ type: "first_frame", url: picture }],
      ...own(true),
    });
    // Older models of text take the size itself; what begins with a picture has its shape.
    const shape =
      picture !== null
        ? { resolution }
        : isOlder
          ? { size: order.size?.replace("x", "*") ?? null }
          : { resolution, ratio: ratioOf(order, ratios) };
    const parameters = given({ duration: order.seconds, ...shape, ...own(false) });
    const answer = await api.json("~/api/v1/services/aigc/video-generation/video-synthesis", {
      method: "POST",
      headers: { "x-dashscope-async": "enable" },
      body: JSON.stringify({ model: order.model, input, parameters }),
    });
    const output = isObject(answer.output) ? answer.output : {};
    // A video has 5 seconds where none are asked for.
    return { id: textOr(output.task_id, ""), seconds: order.seconds ?? 5, size: order.size };
  },

  async state(id, api) {
    const answer = await api.json(`~/api/v1/tasks/${encodeURIComponent(id)}`);
    const output = isObject(answer.output) ? answer.output : {};
    const status = statusOf(output.task_status, words);
    if (status === "failed") {
      const message = textOr(output.message, `the task ended as '${output.task_status}'`);
      return { status, error: { code: textOr(output.code, "failed"), message } };
    }
    return { status, address: typeof output.video_url === "string" ? output.video_url : null };
  },
};
