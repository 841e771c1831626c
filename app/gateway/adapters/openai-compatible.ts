import { presetById } from "../catalog/preset-index";
import type { Call, Operation, TextOperation } from "../dialects/dialect";
import { isObject, type JsonObject } from "../openai/fields";
import { holdsLongNumber, readPrecisely, schemaFields, withExact } from "../openai/long-numbers";
import { matchesAny } from "../routing/pattern";
import type { PlainAdapter } from "./adapter";
import { reasoningOf } from "./foreign/content";
import { asStream, gathered } from "./gathered";
import { adapt } from "./openai-adapt";
import { openAiLimitHeaders } from "./openai-limits";
import { openAiMedia } from "./openai-media";
import { noQuirks, openAiHeaders, quirksOf } from "./openai-quirks";
import { plainChat } from "./plain-chat";
import { responsesCall } from "./responses/call";
import { nativeResponses } from "./responses/native";
import { withModel } from "./splice";
import type { Target } from "./target";

// OpenAI's own format and everybody who speaks it: https://platform.openai.com/docs/api-reference
// Deviations are fields of the preset's row (`quirks`) or of the provider's `options.quirks`, never names in an `if`.

const paths: Record<TextOperation, string> = {
  chat: "/chat/completions",
  completions: "/completions",
  embeddings: "/embeddings",
};

const openAiToolName = /^[\w-]{1,64}$/;

const pathOf = (operation: Operation, chatPath: string | undefined): string =>
  operation === "chat" && chatPath !== undefined ? chatPath : paths[operation as TextOperation];

/** /v1/responses goes to upstreams that have it as it came. */
export const openAiNative = nativeResponses((target, stream) => ({
  url: `${target.provider.baseUrl}/responses`,
  headers: openAiHeaders(target, stream),
}));

export const openAiCompatible: PlainAdapter = {
  id: "openai",
  limitHeaders: openAiLimitHeaders,
  operations: new Set<Operation>(["chat", "completions", "embeddings"]),

  prepare(call, target) {
    if (overResponses(call, target))
      return responsesCall({ ...call, body: withExact(call.body, call.text, schemaFields) }, target);
    const quirks = quirksOf(target.provider, target.model);
    const askUsage = call.stream && !call.includeUsage && quirks.streamUsage !== false;
    const asked = call.surface === null ? call.body : plainChat(call.body, quirks);
    let body =
      quirks === noQuirks && asked.reasoning === undefined ? asked : adapt(asked, quirks, target.provider.name);
    if (body !== asked) {
      const exact = withExact(asked, call.text, schemaFields);
      if (exact !== asked) body = adapt(exact, quirks, target.provider.name);
    }
    if (body !== call.body && holdsLongNumber(call.body.seed)) body = withExactSeed(body, call.text, quirks.seedField);
    const url = target.provider.baseUrl + pathOf(call.operation, quirks.chatPath);
    if (quirks.streamModels !== undefined && !call.stream && call.operation === "chat")
      if (matchesAny(quirks.streamModels, target.model)) {
        const request = JSON.stringify({ ...asStream(body), model: target.model });
        return { method: "POST", url, headers: openAiHeaders(target, true), body: request, translation: gathered };
      }
    return {
      method: "POST",
      url,
      headers: openAiHeaders(target, call.stream),
      body: withModel(body, body === call.body ? call.text : null, call.model, target.model, askUsage),
    };
  },

  passesText: () => true,
  wantsSignatures: overResponses,
  // Clients of OpenAI's own format name their tools for it.
  toolNames: ({ surface }) => (surface === null ? undefined : openAiToolName),
  knowsCustomTools: (call, target) => quirksOf(target.provider).customTools === true || overResponses(call, target),

  listModels(target) {
    const path = target.provider.preset ? presetById(target.provider.preset)?.modelsPath : "/models";
    if (path === null) return null;
    return {
      method: "GET",
      url: target.provider.baseUrl + (path ?? "/models"),
      headers: openAiHeaders(target, false),
      body: null,
    };
  },

  /** `{"data": [{"id"}]}`; Together answers a bare array, some say `models` or `name`. */
  readModels(answer) {
    const list = Array.isArray(answer) ? answer : isObject(answer) ? (answer.data ?? answer.models) : null;
    if (!Array.isArray(list)) throw new Error("the answer is not a list of models");
    const ids = list
      .map((item) => (isObject(item) ? (item.id ?? item.name) : item))
      .filter((id): id is string => typeof id === "string" && id !== "");
    return [...new Set(ids)].sort();
  },

  media: openAiMedia({
    url: ({ provider }, path) => provider.baseUrl + path,
    headers: (target) => openAiHeaders(target, false),
    quirks: quirksOf,
  }),

  native: openAiNative,
};

/** A seed of 64 bits as it was written; a name of the upstream's own stands for `seed`. */
function withExactSeed(body: JsonObject, text: string | null, name = "seed"): JsonObject {
  return text === null || body[name] === undefined ? body : { ...body, [name]: readPrecisely(text).seed };
}

/** Only /responses has this model, or takes its tools, or the operator wants it so. */
function overResponses(call: Call, { provider, model, toolsOverResponses }: Target): boolean {
  if (call.operation !== "chat") return false;
  const { responsesModels } = quirksOf(provider);
  if ((responsesModels !== undefined && matchesAny(responsesModels, model)) || provider.options.api === "responses")
    return true;
  return toolsOverResponses === true && hasTools(call.body) && reasoningOf(call.body)?.effort !== "none";
}

const hasTools = ({ tools, functions }: JsonObject): boolean =>
  (Array.isArray(tools) && tools.length > 0) || (Array.isArray(functions) && functions.length > 0);
