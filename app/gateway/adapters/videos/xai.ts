import type { VideoVendor } from "../../media/video-tasks";
import { isObject } from "../../openai/fields";
import { given, pictureOf, ratioOf, resolutionOf, statusOf, textOr } from "./words";

// https://docs.x.ai/developers/model-capabilities/video/generation

const ratios = ["1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3"];

export const xai: VideoVendor = {
  name: "xAI",

  async order(order, api) {
    const picture = pictureOf(order);
    const body = given({
      model: order.model,
      prompt: order.prompt,
      duration: order.seconds,
      aspect_ratio: ratioOf(order, ratios),
      resolution: resolutionOf(order.size, ["480p", "720p"]),
      image: picture === null ? null : { url: picture },
      ...order.extra,
    });
    const answer = await api.json("/videos/generations", { method: "POST", body: JSON.stringify(body) });
    // A video has 8 seconds where none are asked for.
    return { id: textOr(answer.request_id, ""), seconds: order.seconds ?? 8, size: order.size };
  },

  async state(id, api) {
    const { status: word, video, error, progress } = await api.json(`/videos/${encodeURIComponent(id)}`);
    const file = isObject(video) ? video : {};
    const address = typeof file.url === "string" && file.url !== "" ? file.url : null;
    const seconds = typeof file.duration === "number" ? file.duration : null;
    if (file.respect_moderation === false) return failedAs("moderation_blocked", "the video was blocked by moderation");
    const words = { pending: "queued", done: "completed", failed: "failed", expired: "failed" } as const;
    const status = word === undefined && address !== null ? "completed" : statusOf(word, words);
    if (status !== "failed")
      return { status, address, seconds, progress: typeof progress === "number" ? progress : null };
    const said = isObject(error) ? error : {};
    return failedAs(textOr(said.code, String(word)), textOr(said.message, `the task ended as '${word}'`));
  },
};

const failedAs = (code: string, message: string) => ({ status: "failed", error: { code, message } }) as const;
