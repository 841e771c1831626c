import { isObject } from "../../openai/fields";
import { bearer, keyHeaders, mediaOnly } from "../foreign/media-only";
import { replicateMedia } from "./media";

// Replicate: https://replicate.com/docs/reference/http

export const replicate = mediaOnly({
  id: "replicate",
  auth: bearer,
  media: replicateMedia,
  /** The first page only: the list is that of everybody's models. */
  listModels: (target) => ({
    method: "GET",
    url: `${target.provider.baseUrl}/models`,
    headers: keyHeaders(target, bearer),
    body: null,
  }),
  readModels(answer) {
    if (!isObject(answer) || !Array.isArray(answer.results)) throw new Error("the answer is not a list of models");
    return answer.results
      .filter(isObject)
      .map(({ owner, name }) => `${owner}/${name}`)
      .sort();
  },
});
