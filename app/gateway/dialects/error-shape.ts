import type { GatewayError } from "../errors";
import type { JsonObject } from "../openai/fields";
import { anthropicError } from "./anthropic/error";
import { geminiError } from "./gemini/error";
import { openAiError } from "./openai-error";

export interface ErrorShape {
  body(error: GatewayError, requestId: string): JsonObject;
  requestIdHeader?: string;
}

const anthropic: ErrorShape = { body: anthropicError, requestIdHeader: "request-id" };
const gemini: ErrorShape = { body: geminiError };
const openAi: ErrorShape = { body: openAiError };

const openAisOwn = /^\/v1\/(?:chat|completions|responses|embeddings|images|audio|moderations|rerank|videos)(?:\/|$)/;

/** The error shape of an address of the client API, also of one that does not exist. */
export function errorShape(path: string, headers: Headers): ErrorShape {
  if (path === "/v1/messages" || path.startsWith("/v1/messages/")) return anthropic;
  if (path.startsWith("/v1beta") || /^\/v1\/(?:tunedModels|publishers)\//.test(path)) return gemini;
  if (openAisOwn.test(path)) return openAi;
  // One address, several vendors' (lists of models, files): the headers of their SDKs tell which is meant.
  if (headers.has("anthropic-version")) return anthropic;
  if (headers.has("x-goog-api-key")) return gemini;
  return /^\/v1\/.+(?::|%3a)\w+$/i.test(path) ? gemini : openAi;
}
