import type { VideoApi, VideoVendor } from "../../media/video-tasks";
import { isObject } from "../../openai/fields";
import { given, pictureOf, resolutionOf, statusOf, textOr } from "./words";

// Hailuo: https://platform.minimaxi.com/docs/api-reference/video-generation-t2v, .../video-generation-query and
// .../video-generation-download. The file has an id first, and an address by that.

const words = {
  Preparing: "queued",
  Queueing: "queued",
  Processing: "in_progress",
  Success: "completed",
  Fail: "failed",
} as const;

export const minimax: VideoVendor = {
  name: "MiniMax",

  async order(order, api) {
    const lines = resolutionOf(order.size, [/hailuo/i.test(order.model) ? "768" : "720", "1080"]);
    const body = given({
      model: order.model,
      prompt: order.prompt,
      duration: order.seconds,
      resolution: lines === null ? null : `${lines}P`,
      first_frame_image: pictureOf(order),
      ...order.extra,
    });
    const answer = await api.json("/video_generation", { method: "POST", body: JSON.stringify(body) });
    // A video has 6 seconds where none are asked for.
    return { id: textOr(answer.task_id, ""), seconds: order.seconds ?? 6, size: order.size };
  },

  async state(id, api) {
    const answer = await api.json(`/query/video_generation?task_id=${encodeURIComponent(id)}`);
    const status = statusOf(answer.status, words);
    if (status !== "failed") return { status };
    const base = isObject(answer.base_resp) ? answer.base_resp : {};
    const message = textOr(answer.error_message, textOr(base.status_msg, "the video could not be made"));
    return { status, error: { code: "failed", message } };
  },

  async content(id, api) {
    const { status, file_id: file } = await api.json(`/query/video_generation?task_id=${encodeURIComponent(id)}`);
    if (statusOf(status, words) !== "completed" || (typeof file !== "string" && typeof file !== "number")) return null;
    const address = await addressOf(String(file), api);
    return address === null ? null : api.upstream.download(address);
  },
};

async function addressOf(id: string, api: VideoApi): Promise<string | null> {
  const { file } = await api.json(`/files/retrieve?file_id=${encodeURIComponent(id)}`);
  return isObject(file) && typeof file.download_url === "string" ? file.download_url : null;
}
