import { readSize } from "../../media/images";
import type { VideoVendor } from "../../media/video-tasks";
import { isObject } from "../../openai/fields";
import { given, pictureOf, ratioOf, statusOf, textOr } from "./words";

// https://docs.siliconflow.cn/cn/api-reference/videos/videos_submit and .../get_videos_status

const sizes = ["1280:720", "720:1280", "960:960"];
const words = { InQueue: "queued", InProgress: "in_progress", Succeed: "completed", Failed: "failed" } as const;

export const siliconFlow: VideoVendor = {
  name: "SiliconFlow",

  async order(order, api) {
    const size = (ratioOf(order, sizes) ?? "1280:720").replace(":", "x");
    const body = given({
      model: order.model,
      prompt: order.prompt,
      image_size: size,
      image: pictureOf(order),
      ...order.extra,
    });
    const answer = await api.json("/video/submit", { method: "POST", body: JSON.stringify(body) });
    // The length is the model's own.
    return { id: textOr(answer.requestId, ""), seconds: null, size: readSize(size) === null ? null : size };
  },

  async state(id, api) {
    const body = JSON.stringify({ requestId: id });
    const { status: word, reason, results } = await api.json("/video/status", { method: "POST", body });
    const status = statusOf(word, words);
    if (status === "failed") {
      const message = textOr(reason, "the video could not be made");
      return { status, error: { code: "failed", message } };
    }
    const videos = isObject(results) && Array.isArray(results.videos) ? results.videos : [];
    const [first] = videos.filter(isObject);
    return { status, address: typeof first?.url === "string" ? first.url : null };
  },
};
