import { isObject } from "../../openai/fields";
import type { Adapter, Endpoint } from "../adapter";
import { reasoningOf } from "../foreign/content";
import { jsonHeaders } from "../foreign/headers";
import { withModel } from "../splice";
import type { Translation } from "../translation";
import { traitsOf } from "./models";
import { messagesRequest } from "./request";
import { messagesAnswer, messagesError } from "./response";
import { MessagesStream } from "./stream";

// The Messages API: https://platform.claude.com/docs/en/api/messages

const version = "2023-06-01";

const headers = (target: Endpoint) =>
  jsonHeaders(target, {
    "anthropic-version": version,
    ...(target.credential === null ? {} : { "x-api-key": target.credential.secret }),
  });

const translation: Translation = {
  whole: messagesAnswer,
  error: messagesError,
  stream: (call) => new MessagesStream(call),
};

export const anthropic: Adapter = {
  id: "anthropic",
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
};
