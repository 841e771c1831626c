import { isObject } from "../../openai/fields";
import type { Adapter } from "../adapter";
import { reasoningOf } from "../foreign/content";
import { jsonHeaders } from "../foreign/headers";
import { withModel } from "../splice";
import type { Endpoint } from "../target";
import { countedFields } from "./count-tokens";
import { traitsOf } from "./models";
import { messagesRequest, refused } from "./request";
import { messagesTranslation as translation } from "./translation";

// The Messages API: https://platform.claude.com/docs/en/api/messages

const version = "2023-06-01";

const headers = (target: Endpoint) =>
  jsonHeaders(target, {
    "anthropic-version": version,
    ...(target.credential === null ? {} : { "x-api-key": target.credential.secret }),
  });

/** Names that tools may have here. */
const toolName = /^[\w-]{1,128}$/;

/** https://docs.anthropic.com/en/api/rate-limits#response-headers */
const anthropicLimitHeaders = ["requests", "tokens", "input-tokens", "output-tokens"].map(
  (what) => [`anthropic-ratelimit-${what}-limit`, `anthropic-ratelimit-${what}-remaining`] as const,
);

export const anthropic: Adapter = {
  id: "anthropic",
  limitHeaders: anthropicLimitHeaders,
  lacks: [...refused, "top_logprobs", "seed", "presence_penalty", "frequency_penalty", "prediction"],
  operations: new Set(["chat"]),

  prepare: (call, target) => ({
    method: "POST",
    url: `${target.provider.baseUrl}/messages`,
    headers: headers(target),
    body: JSON.stringify(messagesRequest(call, target)),
  }),

  listModels: (target) => ({
    method: "GET",
    url: `${target.provider.baseUrl}/models?limit=1000`,
    headers: headers(target),
    body: null,
  }),

  readModels(answer) {
    if (!isObject(answer) || !Array.isArray(answer.data)) throw new Error("the answer is not a list of models");
    return answer.data
      .map((model) => (isObject(model) ? model.id : null))
      .filter((id): id is string => typeof id === "string")
      .sort();
  },

  translation,

  toolNames: () => toolName,

  wantsSignatures: (call, { model }) => traitsOf(model).thinking !== null && reasoningOf(call.body) !== null,

  native: {
    speaks: (format) => format === "anthropic",
    prepare: ({ body, text, headers: more }, call, target) => ({
      method: "POST",
      url: `${target.provider.baseUrl}/messages`,
      headers: { ...headers(target), ...more },
      body: withModel(body, text, call.model, target.model, false),
    }),
    translation,
  },

  // https://platform.claude.com/docs/en/api/messages-count-tokens
  countTokens: {
    prepare: (call, target) => ({
      method: "POST",
      url: `${target.provider.baseUrl}/messages/count_tokens`,
      headers: { ...headers(target), ...(call.native?.format === "anthropic" ? call.native.headers : {}) },
      body: JSON.stringify(countedFields(call, target)),
    }),
    read: (answer) => (typeof answer?.input_tokens === "number" ? answer.input_tokens : null),
    error: translation.error,
  },
};
