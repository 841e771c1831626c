import type { Credential, Provider } from "../config/entities";
import type { Operation } from "../dialects/dialect";
import type { JsonObject } from "../openai/fields";
import type { Adapter } from "./adapter";
import { openAiBehind } from "./foreign/openai-behind";
import { openAiCompatible, openAiNative } from "./openai-compatible";
import { openAiLimitHeaders } from "./openai-limits";
import { openAiMedia } from "./openai-media";
import { openAiHeaders, quirksOf } from "./openai-quirks";
import type { Target } from "./target";

// Azure OpenAI: https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle
// The v1 path takes OpenAI's requests with the deployment as the model. Deployment paths (a base URL without `/v1`) carry
// the deployment and `options.apiVersion` in the address, and older versions refuse newer fields.

const defaultVersion = "2025-04-01-preview";

export const azureOpenAi: Adapter = {
  id: "azure-openai",
  limitHeaders: openAiLimitHeaders,
  operations: new Set<Operation>(["chat", "completions", "embeddings"]),

  prepare(call, target) {
    const provider = azure(target.provider);
    const prepared = openAiCompatible.prepare(call, { ...target, provider });
    return {
      ...prepared,
      url: address({ ...target, provider }, prepared.url.slice(provider.baseUrl.length)),
      headers: withToken(prepared.headers, target.credential),
    };
  },

  knowsCustomTools: () => true,
  passesText: () => true,
  toolNames: openAiCompatible.toolNames,

  listModels(target) {
    const provider = azure(target.provider);
    const call = openAiCompatible.listModels({ ...target, provider });
    if (call === null) return null;
    return { ...call, url: withVersion(call.url, provider), headers: withToken(call.headers, target.credential) };
  },

  readModels: (answer) => openAiCompatible.readModels(answer),

  native: {
    // Deployment paths have no Responses API.
    speaks: (format, provider) => isV1(provider) && openAiNative.speaks(format, provider),
    prepare(native, call, target) {
      const provider = azure(target.provider);
      const prepared = openAiNative.prepare(native, call, { ...target, provider });
      return {
        ...prepared,
        url: withVersion(prepared.url, provider),
        headers: withToken(prepared.headers, target.credential),
      };
    },
    translation: openAiNative.translation,
  },

  media: openAiMedia({
    url: (target, path) => address(target, path),
    headers: (target) =>
      withToken(openAiHeaders({ ...target, provider: azure(target.provider) }, false), target.credential),
    quirks: (provider) => quirksOf(azure(provider)),
  }),
};

/** Deployment paths have the deployment in front of the operation. */
const address = ({ provider, model }: Target, path: string): string => {
  const base = isV1(provider) ? provider.baseUrl : `${provider.baseUrl}/deployments/${encodeURIComponent(model)}`;
  return withVersion(base + path, provider);
};

const azure = openAiBehind((provider) => ({
  baseUrl: provider.baseUrl,
  quirks: {
    authHeader: "api-key",
    reasoningReplay: "drop",
    toolCallIds: "forty",
    cacheMarks: false,
    ...refusedFields(provider),
  },
}));

const isV1 = ({ baseUrl }: Provider) => /\/v\d+$/.test(baseUrl);

function withVersion(url: string, provider: Provider): string {
  const { apiVersion } = provider.options;
  if (typeof apiVersion !== "string" || apiVersion === "")
    return isV1(provider) ? url : `${url}?api-version=${defaultVersion}`;
  return `${url}?api-version=${encodeURIComponent(apiVersion)}`;
}

/** A token of Entra ID (a JWT) goes where tokens go; anything else is a key. */
function withToken(headers: Record<string, string>, credential: Credential | null): Record<string, string> {
  if (credential === null || !credential.secret.startsWith("eyJ")) return headers;
  const { "api-key": _, ...rest } = headers;
  return { ...rest, authorization: `Bearer ${credential.secret}` };
}

/** What classic versions refuse, by the day from which on they take it. */
function refusedFields(provider: Provider): JsonObject {
  if (isV1(provider)) return {};
  const { apiVersion } = provider.options;
  const day = (typeof apiVersion === "string" ? apiVersion : defaultVersion).slice(0, 10);
  return {
    ...(day < "2024-09-01" ? { streamUsage: false, maxTokensField: "max_tokens" } : {}),
    ...(day < "2024-12-01" ? { developerRole: false, store: false, reasoningEffort: false } : {}),
  };
}
