import { isObject } from "../../openai/fields";
import { keyHeaders, mediaOnly } from "../foreign/media-only";
import { elevenLabsAuth, elevenLabsMedia } from "./media";

// ElevenLabs: https://elevenlabs.io/docs/api-reference

/** The list has the models that speak; those that listen are not in it. */
const listeners = ["scribe_v2", "scribe_v1"];

export const elevenLabs = mediaOnly({
  id: "elevenlabs",
  auth: elevenLabsAuth,
  media: elevenLabsMedia,
  listModels: (target) => ({
    method: "GET",
    url: `${target.provider.baseUrl}/models`,
    headers: keyHeaders(target, elevenLabsAuth),
    body: null,
  }),
  readModels(answer) {
    if (!Array.isArray(answer)) throw new Error("the answer is not a list of models");
    const speakers = answer
      .map((model) => (isObject(model) ? model.model_id : null))
      .filter((id): id is string => typeof id === "string");
    return [...speakers, ...listeners].sort();
  },
});
