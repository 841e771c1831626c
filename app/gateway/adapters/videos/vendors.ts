import type { Quirks } from "../../catalog/quirks";
import type { VideoVendor } from "../../media/video-tasks";
import { ark } from "./ark";
import { dashScope } from "./dashscope";
import { minimax } from "./minimax";
import { siliconFlow } from "./siliconflow";
import { xai } from "./xai";
import { zhipu } from "./zhipu";

/** Videos of upstreams whose chats are OpenAI's and whose videos are not. */
export const videoVendors: Record<NonNullable<Quirks["videoFormat"]>, VideoVendor> = {
  xai,
  siliconflow: siliconFlow,
  ark,
  minimax,
  dashscope: dashScope,
  zhipu,
};
