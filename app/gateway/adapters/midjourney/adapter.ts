import { keyHeaders, mediaOnly } from "../foreign/media-only";
import { midjourneyAuth, midjourneyMedia } from "./media";

// midjourney-proxy and what speaks like it: https://github.com/novicezk/midjourney-proxy. Unofficial: Midjourney has no
// public API, and automation breaks its terms.

export const midjourney = mediaOnly({
  id: "midjourney",
  auth: midjourneyAuth,
  media: midjourneyMedia,
  listModels: () => null,
  readModels: () => [],
  checkKey: (target) => ({
    method: "GET",
    url: `${target.provider.baseUrl}/mj/task/queue`,
    headers: keyHeaders(target, midjourneyAuth),
    body: null,
  }),
});
