import { presetById } from "../catalog/preset-index";
import type { Quirks } from "../catalog/quirks";
import type { Operation, TextOperation } from "../dialects/dialect";
import { isObject, type JsonObject } from "../openai/fields";
import type { Provider } from "../ports";
import type { PlainAdapter, Target } from "./adapter";
import { openAiMedia } from "./openai-media";
import { plainChat } from "./plain-chat";
import { withModel } from "./splice";

// OpenAI's own format and everybody who speaks it: https://platform.openai.com/docs/api-reference
// Deviations are fields of the preset's row (`quirks`) or of the provider's `options.quirks`, never names in an `if`.

const paths: Record<TextOperation, string> = {
  chat: "/chat/completions",
  completions: "/completions",
  embeddings: "/embeddings",
};

export const openAiCompatible: PlainAdapter = {
  id: "openai",
  operations: new Set<Operation>(["chat", "completions", "embeddings"]),

  prepare(call, target) {
    const quirks = quirksOf(target.provider);
    const askUsage = call.stream && !call.includeUsage && quirks.streamUsage !== false;
    const asked = call.surface === null ? call.body : plainChat(call.body, quirks);
    const body = quirks === noQuirks ? asked : adapt(asked, quirks);
    return {
      method: "POST",
      url: target.provider.baseUrl + paths[call.operation as TextOperation],
      headers: headers(target, quirks, call.stream),
      body: withModel(body, body === call.body ? call.text : null, call.model, target.model, askUsage),
    };
  },

  listModels(target) {
    const path = target.provider.preset ? presetById(target.provider.preset)?.modelsPath : "/models";
    if (path === null) return null;
    return {
      method: "GET",
      url: target.provider.baseUrl + (path ?? "/models"),
      headers: headers(target, quirksOf(target.provider), false),
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
    headers: (target) => headers(target, quirksOf(target.provider), false),
    quirks: quirksOf,
  }),
};

const noQuirks: Quirks = {};
/** By provider object: a provider lives as long as its snapshot. */
const known = new WeakMap<Provider, Quirks>();

export function quirksOf(provider: Provider): Quirks {
  let quirks = known.get(provider);
  if (quirks === undefined) {
    const preset = provider.preset ? presetById(provider.preset)?.quirks : undefined;
    const own = isObject(provider.options.quirks) ? (provider.options.quirks as Quirks) : undefined;
    const merged = { ...preset, ...own };
    quirks = Object.keys(merged).length === 0 ? noQuirks : merged;
    known.set(provider, quirks);
  }
  return quirks;
}

export function headers(
  { provider, credential }: Omit<Target, "model">,
  quirks: Quirks,
  stream: boolean,
): Record<string, string> {
  const result: Record<string, string> = {
    "content-type": "application/json",
    // Bytes are passed through: a compressed answer would have to be opened first.
    "accept-encoding": "identity",
  };
  if (stream) result.accept = "text/event-stream";
  if (credential !== null) {
    const name = quirks.authHeader ?? "authorization";
    result[name] = (quirks.authScheme ?? (name === "authorization" ? "Bearer " : "")) + credential.secret;
  }
  for (const more of [quirks.headers, provider.headers])
    for (const name in more) result[name.toLowerCase()] = more[name]!;
  return result;
}

/** The body as this upstream takes it; the same object where nothing differs. */
function adapt(body: JsonObject, quirks: Quirks): JsonObject {
  let next = body;
  const change = (): JsonObject => {
    if (next === body) next = { ...body };
    return next;
  };
  const field = quirks.maxTokensField;
  if (field !== undefined) {
    const other = field === "max_tokens" ? "max_completion_tokens" : "max_tokens";
    if (body[other] !== undefined) {
      const { [other]: value, ...rest } = next;
      next = rest[field] === undefined ? { ...rest, [field]: value } : rest;
    }
  }
  if (quirks.store === false && body.store !== undefined) delete change().store;
  if (quirks.reasoningEffort === false && body.reasoning_effort !== undefined) delete change().reasoning_effort;
  if (quirks.streamUsage === false && body.stream_options !== undefined) delete change().stream_options;
  if (
    quirks.developerRole === false &&
    Array.isArray(body.messages) &&
    body.messages.some((message) => isObject(message) && message.role === "developer")
  ) {
    change().messages = body.messages.map((message) =>
      isObject(message) && message.role === "developer" ? { ...message, role: "system" } : message,
    );
  }
  return next;
}
