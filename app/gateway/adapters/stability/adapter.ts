import { bearer, keyHeaders, mediaOnly } from "../foreign/media-only";
import { stabilityMedia } from "./media";

// Stability AI: https://platform.stability.ai/docs/api-reference. The account's balance shows whether a key works; the
// models have no list.

export const stability = mediaOnly({
  id: "stability",
  auth: bearer,
  media: stabilityMedia,
  listModels: () => null,
  readModels: () => [],
  checkKey: (target) => ({
    method: "GET",
    url: `${target.provider.baseUrl}/v1/user/balance`,
    headers: keyHeaders(target, bearer),
    body: null,
  }),
});
