import type { VideoVendor } from "../../media/video-tasks";
import { isObject } from "../../openai/fields";
import { given, pictureOf, ratioOf, resolutionOf, statusOf, textOr } from "./words";

// Seedance: https://www.volcengine.com/docs/82379/1520757 (create), 1521309 (query), 1521720 (delete)

const path = "/contents/generations/tasks";
const ratios = ["16:9", "4:3", "1:1", "3:4", "9:16", "21:9"];
const words = {
  queued: "queued",
  running: "in_progress",
  succeeded: "completed",
  failed: "failed",
  cancelled: "failed",
  expired: "failed",
} as const;

export const ark: VideoVendor = {
  name: "Doubao",

  async order(order, api) {
    const url = pictureOf(order);
    const text = { type: "text", text: order.prompt };
    const body = given({
      model: order.model,
      content: url === null ? [text] : [text, { type: "image_url", image_url: { url }, role: "first_frame" }],
      duration: order.seconds,
      ratio: ratioOf(order, ratios),
      resolution: resolutionOf(order.size, ["480p", "720p", "1080p"]),
      ...order.extra,
    });
    const answer = await api.json(path, { method: "POST", body: JSON.stringify(body) });
    // A video has 5 seconds where none are asked for.
    return { id: textOr(answer.id, ""), seconds: order.seconds ?? 5, size: order.size };
  },

  async state(id, api) {
    const { status: word, content, error, duration } = await api.json(`${path}/${encodeURIComponent(id)}`);
    const status = statusOf(word, words);
    if (status === "failed") {
      const said = isObject(error) ? error : {};
      const message = textOr(said.message, `the task ended as '${word}'`);
      return { status, error: { code: textOr(said.code, String(word)), message } };
    }
    const address = isObject(content) && typeof content.video_url === "string" ? content.video_url : null;
    return { status, address, seconds: typeof duration === "number" ? duration : null };
  },

  async remove(id, api) {
    await api.json(`${path}/${encodeURIComponent(id)}`, { method: "DELETE" });
  },
};
