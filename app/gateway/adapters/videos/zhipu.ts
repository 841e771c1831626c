import type { VideoVendor } from "../../media/video-tasks";
import { isObject } from "../../openai/fields";
import { given, pictureOf, statusOf, textOr } from "./words";

// CogVideoX and Vidu: https://docs.bigmodel.cn/api-reference (videos/generations, async-result)

const words = { PROCESSING: "in_progress", SUCCESS: "completed", FAIL: "failed" } as const;

export const zhipu: VideoVendor = {
  name: "Zhipu",

  async order(order, api) {
    const body = given({
      model: order.model,
      prompt: order.prompt,
      duration: order.seconds,
      size: order.size,
      image_url: pictureOf(order),
      ...order.extra,
    });
    const answer = await api.json("/videos/generations", { method: "POST", body: JSON.stringify(body) });
    // A video has 5 seconds where none are asked for.
    return { id: textOr(answer.id, ""), seconds: order.seconds ?? 5, size: order.size };
  },

  async state(id, api) {
    const answer = await api.json(`/async-result/${encodeURIComponent(id)}`);
    const status = statusOf(answer.task_status, words);
    if (status === "failed") return { status, error: { code: "failed", message: "the video could not be made" } };
    const [first] = Array.isArray(answer.video_result) ? answer.video_result.filter(isObject) : [];
    return { status, address: typeof first?.url === "string" ? first.url : null };
  },
};
