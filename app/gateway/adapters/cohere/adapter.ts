import type { Operation } from "../../dialects/dialect";
import { isObject } from "../../openai/fields";
import type { Adapter } from "../adapter";
import { jsonHeaders } from "../foreign/headers";
import type { Endpoint } from "../target";
import { chatRequest, embedRequest, refused } from "./request";
import { cohereMedia } from "./rerank";
import { cohereAnswer, cohereError } from "./response";
import { CohereStream } from "./stream";

// Cohere's API, version 2: https://docs.cohere.com/reference/chat and https://docs.cohere.com/reference/embed

const headers = (target: Endpoint) =>
  jsonHeaders(target, target.credential === null ? {} : { authorization: `Bearer ${target.credential.secret}` });

export const cohere: Adapter = {
  id: "cohere",
  lacks: [...refused, "top_logprobs", "prediction"],
  operations: new Set<Operation>(["chat", "embeddings"]),

  prepare(call, target) {
    const embeds = call.operation === "embeddings";
    return {
      method: "POST",
      url: `${target.provider.baseUrl}/${embeds ? "embed" : "chat"}`,
      headers: headers(target),
      body: JSON.stringify(embeds ? embedRequest(call, target) : chatRequest(call, target)),
    };
  },

  /** The list stayed at version 1. */
  listModels: (target) => ({
    method: "GET",
    url: `${target.provider.baseUrl.replace(/\/v2$/, "/v1")}/models?page_size=1000`,
    headers: headers(target),
    body: null,
  }),

  readModels(answer) {
    if (!isObject(answer) || !Array.isArray(answer.models)) throw new Error("the answer is not a list of models");
    return answer.models
      .map((model) => (isObject(model) ? model.name : null))
      .filter((name): name is string => typeof name === "string")
      .sort();
  },

  media: cohereMedia(headers),

  translation: {
    whole: cohereAnswer,
    error: cohereError,
    stream: (call) => new CohereStream(call),
  },
};
