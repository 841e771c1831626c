import type { Call, Operation } from "../../dialects/dialect";
import { isObject, type JsonObject } from "../../openai/fields";
import type { Adapter, UpstreamCall } from "../adapter";
import { reasoningOf } from "../foreign/content";
import { jsonHeaders } from "../foreign/headers";
import { withInlineMedia } from "../foreign/remote-media";
import { openAiCompatible } from "../openai-compatible";
import type { Target } from "../target";
import type { Translation } from "../translation";
import { authorised, invoke } from "./call";
import { claudeNative } from "./claude";
import { bedrockCount } from "./count-tokens";
import { embeddingsTranslation, invokeEmbeddings } from "./embeddings";
import { BedrockFrames } from "./frames";
import { bedrockMedia } from "./media";
import { familyOf } from "./models";
import { hasVersion, openAiProvider } from "./openai";
import { converseRequest } from "./request";
import { converseAnswer, converseError } from "./response";
import { ConverseStream } from "./stream";

/** Names that tools may have here. */
const toolName = /^[\w-]{1,64}$/;

// Amazon Bedrock: Converse, which every chat model has, and OpenAI's own format where the model or the operator wants it.
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
// `options.api`: "converse" | "openai". Without it a base URL with a version (`.../v1`) and OpenAI's models mean "openai",
// and Anthropic's clients reach Claude in their own format.

export const bedrock: Adapter = {
  id: "bedrock",
  operations: new Set<Operation>(["chat", "embeddings"]),

  prepare(call, target, context) {
    if (call.operation === "chat" && apiOf(target) === "openai") {
      const prepared = openAiCompatible.prepare(call, { ...target, provider: openAiProvider(target.provider) });
      return authorised(prepared, target, context);
    }
    if (call.operation === "embeddings")
      return authorised(
        invoke(target, "invoke", invokeEmbeddings(call, target), embeddingsTranslation(target.model)),
        target,
        context,
      );
    const build = (body: JsonObject): UpstreamCall => {
      const request = converseRequest({ ...call, body }, target);
      const path = call.stream ? "converse-stream" : "converse";
      return authorised(invoke(target, path, request, converse(target.model)), target, context);
    };
    const inline = withInlineMedia(call.body, target.provider, context);
    return inline instanceof Promise ? inline.then(build) : build(inline);
  },

  passesText: (target) => apiOf(target) === "openai",

  toolNames: () => toolName,

  wantsSignatures: (call, target) => apiOf(target) === "converse" && reasoningOf(call.body) !== null,

  native: claudeNative,

  countTokens: bedrockCount,

  media: bedrockMedia,

  listModels(target, context) {
    const { provider } = target;
    if (hasVersion(provider.baseUrl)) {
      const call = openAiCompatible.listModels({ ...target, provider: openAiProvider({ ...provider, preset: null }) });
      return call === null ? null : authorised(call, target, context);
    }
    // The list is the control plane's, at a host of its own.
    const base = provider.baseUrl.replace("//bedrock-runtime", "//bedrock").replace(/\/$/, "");
    const call: UpstreamCall = {
      method: "GET",
      url: `${base}/foundation-models`,
      headers: jsonHeaders(target, {}),
      body: null,
    };
    return authorised(call, target, context);
  },

  /** OpenAI's list, or `{"modelSummaries": [{"modelId", "modelArn", "inferenceTypesSupported"}]}`. */
  readModels(answer) {
    if (!isObject(answer) || !Array.isArray(answer.modelSummaries)) return openAiCompatible.readModels(answer);
    const ids = answer.modelSummaries.filter(isObject).flatMap((model) => {
      const lifecycle = isObject(model.modelLifecycle) ? model.modelLifecycle.status : "ACTIVE";
      return lifecycle === "LEGACY" || typeof model.modelId !== "string" ? [] : [callableId(model, model.modelId)];
    });
    return [...new Set(ids)].sort();
  },

  authorise({ url, method, headers, body }, target, context) {
    const type = headers["content-type"] ?? "application/json";
    const call = {
      method: method as "POST",
      url,
      headers: { "content-type": type },
      body: body && new TextDecoder().decode(body),
    };
    return authorised(call, target, context);
  },
};

export const converse = (model: string): Translation => ({
  whole: (call: Call, text: string) => converseAnswer(call, model, text),
  error: (text) => converseError(text),
  stream: (call) => new ConverseStream(call, model),
  frames: () => new BedrockFrames(),
});

function apiOf({ provider, model }: Target): "converse" | "openai" {
  const { api } = provider.options;
  if (api === "converse" || api === "openai") return api;
  return hasVersion(provider.baseUrl) || familyOf(model) === "openai" ? "openai" : "converse";
}

const geographies: Record<string, string> = { us: "us", eu: "eu", ap: "apac" };

/** Newer models are only called through an inference profile of the region's part of the world. */
function callableId({ inferenceTypesSupported: types, modelArn }: JsonObject, id: string): string {
  if (!Array.isArray(types) || types.includes("ON_DEMAND") || !types.includes("INFERENCE_PROFILE")) return id;
  const region = typeof modelArn === "string" ? (modelArn.split(":")[3] ?? "") : "";
  const geography = geographies[region.split("-")[0] ?? ""];
  return geography === undefined ? id : `${geography}.${id}`;
}
