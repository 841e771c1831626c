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

/** The error shape of an address of the client API, also of one that does not exist. */
export function errorShape(path: string, headers: Headers): ErrorShape {
  if (path === "/v1/messages" || path.startsWith("/v1/messages/")) return anthropic;
  if (path.startsWith("/v1beta") || /^\/v1\/(?:tunedModels|publishers)\//.test(path)) return gemini;
  if (path !== "/v1/models" && !path.startsWith("/v1/models/")) return openAi;
  // One address, three vendors' lists: the headers of their SDKs tell which is meant.
  if (headers.has("anthropic-version")) return anthropic;
  return headers.has("x-goog-api-key") || /(?::|%3a)\w+$/i.test(path) ? gemini : openAi;
}
