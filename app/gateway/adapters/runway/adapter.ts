import { keyHeaders, mediaOnly } from "../foreign/media-only";
import { runwayAuth, runwayMedia } from "./media";

// Runway: https://docs.dev.runwayml.com/api. The organisation shows whether a key works; the models have no list.

export const runway = mediaOnly({
  id: "runway",
  auth: runwayAuth,
  media: runwayMedia,
  listModels: () => null,
  readModels: () => [],
  checkKey: (target) => ({
    method: "GET",
    url: `${target.provider.baseUrl}/organization`,
    headers: keyHeaders(target, runwayAuth),
    body: null,
  }),
});
