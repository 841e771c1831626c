import { checkChatRequest } from "../openai/chat";
import { checkCompletionRequest } from "../openai/completions";
import { checkEmbeddingsRequest } from "../openai/embeddings";
import { isObject, type JsonObject } from "../openai/fields";
import { mayHaveLongNumbers, readPrecisely } from "../openai/long-numbers";
import type { Call, PlainDialect, TextOperation } from "./dialect";
import { parseBody } from "./json-body";
import { readModel } from "./model-name";
import { openAiError } from "./openai-error";
import { hasRoutingOptions, readRoutingOptions } from "./routing-options";

// OpenAI's surfaces whose requests go upstream in the same shape: chat, legacy completions, embeddings.

const checks: Record<TextOperation, (body: JsonObject) => void> = {
  chat: checkChatRequest,
  completions: checkCompletionRequest,
  embeddings: checkEmbeddingsRequest,
};

function openAiDialect(endpoint: string, operation: TextOperation): PlainDialect {
  return {
    endpoint,
    operation,
    error: openAiError,
    read(text) {
      const body = parseBody(text);
      const model = readModel(body);
      checks[operation](body);
      const routing = readRoutingOptions(body);
      const stream = operation !== "embeddings" && body.stream === true;
      const streamOptions = isObject(body.stream_options) ? body.stream_options : null;
      const call: Call = {
        operation,
        body,
        text,
        model,
        stream,
        includeUsage: stream && streamOptions?.include_usage === true,
        routing,
        surface: null,
        native: null,
      };
      if (Array.isArray(body.tools) && operation === "chat" && body.tools.some(isCustom)) call.customTools = true;
      if (hasRoutingOptions(body)) {
        const { provider, models, route, metadata, ...rest } = body;
        // Only the chat API takes metadata.
        const kept = operation === "chat" && metadata !== undefined;
        if (!kept || provider !== undefined || models !== undefined || route !== undefined) {
          call.body = kept ? { ...rest, metadata } : rest;
          call.text = mayHaveLongNumbers(text) ? JSON.stringify(onlyFields(call.body, readPrecisely(text))) : null;
        }
      }
      return call;
    },
  };
}

const isCustom = (tool: unknown) => isObject(tool) && tool.type === "custom";

/** What `body` has, as `from` has it. */
const onlyFields = (body: JsonObject, from: JsonObject): JsonObject =>
  Object.fromEntries(Object.keys(body).map((name) => [name, from[name]]));

export const openAiChat = openAiDialect("/v1/chat/completions", "chat");
export const openAiCompletions = openAiDialect("/v1/completions", "completions");
export const openAiEmbeddings = openAiDialect("/v1/embeddings", "embeddings");
