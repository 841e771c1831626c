import type { Operation } from "../../dialects/dialect";
import { isObject, type JsonObject } from "../../openai/fields";
import type { Adapter, UpstreamCall } from "../adapter";
import { jsonHeaders } from "../foreign/headers";
import type { Endpoint } from "../target";
import { withFetchedMedia } from "./media";
import { maySign } from "./models";
import { geminiMedia } from "./operations";
import { embedRequest, generateRequest } from "./request";
import { geminiTranslation as translation } from "./translation";

// The Gemini API: https://ai.google.dev/api/generate-content and https://ai.google.dev/api/embeddings

/** The key is never put into the address, where it would get into logs. */
const headers = (target: Endpoint) =>
  jsonHeaders(target, target.credential === null ? {} : { "x-goog-api-key": target.credential.secret });

/** `gemini-x` -> `models/gemini-x`; tuned models have a folder of their own. */
const resource = (model: string) =>
  (/^(?:models|tunedModels)\//.test(model) ? model : `models/${model}`).split("/").map(encodeURIComponent).join("/");

/** Names that tools may have here. */
const toolName = /^[a-zA-Z_][\w.:-]{0,63}$/;

const embed = "batchEmbedContents";
const chatMethod = (stream: boolean) => (stream ? "streamGenerateContent?alt=sse" : "generateContent");

export const gemini: Adapter = {
  id: "gemini",
  lacks: ["logit_bias", "prediction"],
  operations: new Set<Operation>(["chat", "embeddings"]),

  prepare(call, target, context) {
    const model = resource(target.model);
    const post = (method: string, body: JsonObject): UpstreamCall => ({
      method: "POST",
      url: `${target.provider.baseUrl}/${model}:${method}`,
      headers: headers(target),
      body: JSON.stringify(body),
    });
    if (call.operation === "embeddings") return post(embed, embedRequest(call, model));
    const build = (body: JsonObject) => post(chatMethod(call.stream), generateRequest({ ...call, body }, target));
    const fetched = withFetchedMedia(call.body, target.provider, context);
    return fetched instanceof Promise ? fetched.then(build) : build(fetched);
  },

  listModels: (target) => ({
    method: "GET",
    url: `${target.provider.baseUrl}/models?pageSize=1000`,
    headers: headers(target),
    body: null,
  }),

  readModels(answer) {
    if (!isObject(answer) || !Array.isArray(answer.models)) throw new Error("the answer is not a list of models");
    return answer.models
      .map((model) => (isObject(model) ? model.name : null))
      .filter((name): name is string => typeof name === "string")
      .map((name) => name.replace(/^models\//, ""))
      .sort();
  },

  media: geminiMedia({
    url: ({ provider, model }, method) => `${provider.baseUrl}/${resource(model)}:${method}`,
    headers,
  }),

  translation,

  toolNames: () => toolName,

  wantsSignatures: (_call, { model }) => maySign(model),

  native: {
    speaks: (format) => format === "gemini",
    prepare: ({ body, text }, call, target) => ({
      method: "POST",
      url: `${target.provider.baseUrl}/${resource(target.model)}:${call.operation === "embeddings" ? embed : chatMethod(call.stream)}`,
      headers: headers(target),
      body: text ?? JSON.stringify(body),
    }),
    translation,
  },

  // https://ai.google.dev/api/tokens
  countTokens: {
    prepare(call, target) {
      const model = resource(target.model);
      const request = call.native?.format === "gemini" ? call.native.body : generateRequest(call, target);
      return {
        method: "POST",
        url: `${target.provider.baseUrl}/${model}:countTokens`,
        headers: headers(target),
        body: JSON.stringify({ generateContentRequest: { ...request, model } }),
      };
    },
    read: (answer) => (typeof answer?.totalTokens === "number" ? answer.totalTokens : null),
    error: translation.error,
  },
};
