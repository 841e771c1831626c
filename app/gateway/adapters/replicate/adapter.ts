import type { Operation } from "../../dialects/dialect";
import { isObject } from "../../openai/fields";
import type { Adapter } from "../adapter";
import { bearer, keyHeaders, mediaOnly } from "../foreign/media-only";
import { replicateTranslation } from "./answer";
import { chatCall, refused } from "./chat";
import { replicateMedia } from "./media";

// Replicate: https://replicate.com/docs/reference/http

const pictures = mediaOnly({
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

export const replicate: Adapter = {
  ...pictures,
  lacks: [...refused, "top_logprobs", "tools", "prediction"],
  operations: new Set<Operation>(["chat"]),
  prepare: chatCall,
  translation: replicateTranslation,
};
