import { signedHeaders } from "../../attempt/upstream-request";
import type { Call, Operation } from "../../dialects/dialect";
import { runVideo, videoApi } from "../../media/video-tasks";
import type { JsonObject } from "../../openai/fields";
import type { Adapter, UpstreamCall } from "../adapter";
import { atCloud, lacksFeature } from "../anthropic/at-cloud";
import { traitsOf } from "../anthropic/models";
import { messagesRequest } from "../anthropic/request";
import { messagesTranslation } from "../anthropic/translation";
import { reasoningOf } from "../foreign/content";
import { jsonHeaders } from "../foreign/headers";
import { openAiBehind } from "../foreign/openai-behind";
import { withFetchedMedia } from "../gemini/media";
import { maySign } from "../gemini/models";
import { generateRequest } from "../gemini/request";
import { geminiError } from "../gemini/response";
import { geminiTranslation } from "../gemini/translation";
import { vertexVeo } from "../gemini/videos";
import { openAiCompatible } from "../openai-compatible";
import type { Endpoint, PrepareContext, Target } from "../target";
import { authorised, bareName, isClaude, openApi, publisherCall, rootOf, withRoles } from "./call";
import { vertexCount } from "./count-tokens";
import { predictRequest, predictTranslation } from "./embeddings";

/** Names that tools may have here. */
const toolName = /^[a-zA-Z_][\w-]{0,63}$/;

// Vertex AI: https://cloud.google.com/vertex-ai/generative-ai/docs
// A base URL that ends with `/endpoints/openapi` means OpenAI's format there, for the models of every publisher. Without
// it, and with `options.api` "native", Google's models are called in Gemini's format. Claude always has Anthropic's.

export const vertex: Adapter = {
  id: "vertex",
  operations: new Set<Operation>(["chat", "embeddings"]),

  prepare(call, target, context) {
    if (call.operation === "embeddings")
      return authorised(
        publisherCall(target, "google", "predict", predictRequest(call), predictTranslation),
        target,
        context,
      );
    if (isClaude(target.model)) {
      const { model: _, ...request } = messagesRequest(call, { ...target, model: bareName(target.model) });
      return authorised(claudeCall(call, target, request), target, context);
    }
    if (apiOf(target) === "openai") {
      const model = target.model.includes("/") ? target.model : `google/${target.model}`;
      const prepared = openAiCompatible.prepare(call, { ...target, model, provider: openAiProvider(target.provider) });
      return authorised(prepared, target, context);
    }
    const build = (body: JsonObject): UpstreamCall => {
      const request = generateRequest({ ...call, body }, { ...target, model: bareName(target.model) });
      return authorised(geminiCall(call, target, request), target, context);
    };
    const fetched = withFetchedMedia(call.body, target.provider, context);
    return fetched instanceof Promise ? fetched.then(build) : build(fetched);
  },

  passesText: (target) => !isClaude(target.model) && apiOf(target) === "openai",

  toolNames: () => toolName,

  wantsSignatures: (call: Call, { model }: Target) =>
    isClaude(model)
      ? traitsOf(model).thinking !== null && reasoningOf(call.body) !== null
      : isGoogles(model) && maySign(bareName(model)),

  countTokens: vertexCount,

  // Claude has Anthropic's format here and Google's models Gemini's: what comes in it goes through as it came.
  native: {
    speaks: (format, provider, model) =>
      isClaude(model) ? format === "anthropic" : format === "gemini" && apiOf({ provider, model }) === "native",
    lacks: ({ format, body }) => format === "anthropic" && lacksFeature(body, serverTools),
    prepare({ body, headers }, call, target, context) {
      if (!isClaude(target.model)) return authorised(geminiCall(call, target, withRoles(body)), target, context);
      const prepared = claudeCall(call, target, atCloud(body, inAddress));
      return authorised({ ...prepared, headers: { ...prepared.headers, ...knownBetas(headers) } }, target, context);
    },
    translation: geminiTranslation,
  },

  // Veo; the video itself is in the operation's answer.
  media: {
    operations: new Set<Operation>(["videos"]),
    error: geminiError,
    run(call, target, upstream) {
      const path = (model: string, method: string) =>
        `/publishers/google/models/${encodeURIComponent(bareName(model))}:${method}`;
      const api = videoApi(rootOf(target.provider.baseUrl), () => headersOf(target, upstream.context), upstream);
      return runVideo(vertexVeo(path, target.model), call, target.model, api);
    },
  },

  /** Each publisher has a list of its own, without the models of a project. */
  listModels: () => null,
  readModels: () => [],
};

const inAddress = new Set(["model"]);
/** Claude searches the web here, and has none of these. */
const serverTools = /^(?:web_fetch|code_execution|advisor|mcp_toolset)/;
/** Betas of Anthropic's own API that Vertex AI refuses, which clients such as Claude Code send with every request. */
const unknownBetas =
  /^(?:claude-code|prompt-caching-scope|files-api|mcp-client|code-execution|fast-mode|redact-thinking|structured-outputs?|oauth|effort|advisor-tool|afk-mode|cli-internal)-/;

function knownBetas(headers: Record<string, string>): Record<string, string> {
  const { "anthropic-beta": asked, ...others } = headers;
  if (asked === undefined) return headers;
  const betas = asked
    .split(",")
    .map((name) => name.trim().replace("advanced-tool-use-2025-11-20", "tool-search-tool-2025-10-19"))
    .filter((name) => name !== "" && !unknownBetas.test(name));
  return betas.length === 0 ? others : { ...others, "anthropic-beta": [...new Set(betas)].join(",") };
}

const isGoogles = (model: string): boolean => !model.includes("/") || model.startsWith("google/");

function apiOf({ provider, model }: Pick<Target, "provider" | "model">): "openai" | "native" {
  const { api } = provider.options;
  if (!isGoogles(model)) return "openai";
  if (api === "openai" || api === "native") return api;
  return provider.baseUrl.endsWith(openApi) ? "openai" : "native";
}

const openAiProvider = openAiBehind(({ baseUrl }) => ({
  baseUrl: rootOf(baseUrl) + openApi,
  quirks: { store: false, thoughtSignatures: true },
}));

/** https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai: the model stands in the address. */
const claudeCall = (call: Call, target: Target, request: JsonObject): UpstreamCall =>
  publisherCall(
    target,
    "anthropic",
    call.stream ? "streamRawPredict" : "rawPredict",
    { anthropic_version: "vertex-2023-10-16", ...request },
    messagesTranslation,
  );

const geminiCall = (call: Call, target: Target, request: JsonObject): UpstreamCall =>
  publisherCall(
    target,
    "google",
    call.stream ? "streamGenerateContent?alt=sse" : "generateContent",
    request,
    geminiTranslation,
  );

/** Of a call beside those that are prepared. */
async function headersOf(target: Endpoint, context: PrepareContext): Promise<Record<string, string>> {
  const call: UpstreamCall = { method: "POST", url: "", headers: jsonHeaders(target, {}), body: null };
  return signedHeaders(authorised(call, target, context));
}
