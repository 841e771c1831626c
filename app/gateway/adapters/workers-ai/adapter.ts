import type { Operation } from "../../dialects/dialect";
import { isObject, parseObject } from "../../openai/fields";
import type { Adapter } from "../adapter";
import { openAiBehind } from "../foreign/openai-behind";
import { openAiCompatible } from "../openai-compatible";
import { openAiHeaders } from "../openai-quirks";
import { workersAiMedia } from "../workers-ai-media";
import { bindingTranslation, runBinding } from "./binding";

// Workers AI over its OpenAI-compatible endpoints, or with `options.binding` over the deployment's own AI binding:
// https://developers.cloudflare.com/workers-ai/configuration/open-ai-compatibility/
// Numbers as content and objects as arguments are mended where every answer is read (openai/repair.ts).

export const workersAi: Adapter = {
  id: "workers-ai",
  operations: new Set<Operation>(["chat", "embeddings"]),

  prepare(call, target, context) {
    const prepared = openAiCompatible.prepare(call, { ...target, provider: behind(target.provider) });
    if (target.provider.options.binding !== true) return prepared;
    return {
      ...prepared,
      translation: bindingTranslation,
      send: (body) => runBinding(context.ai, target.model, call, parseObject(body ?? "") ?? {}),
    };
  },

  passesText: () => true,
  toolNames: openAiCompatible.toolNames,

  listModels(target) {
    if (target.provider.options.binding === true) return null;
    const call = openAiCompatible.listModels({ ...target, provider: behind(target.provider) });
    const base = target.provider.baseUrl.replace(/\/v1$/, "");
    return call === null ? null : { ...call, url: `${base}/models/search?per_page=1000` };
  },

  /** `{"result": [{"name": "@cf/..."}]}`; `id` there is a number of Cloudflare's own. */
  readModels(answer) {
    if (!isObject(answer) || !Array.isArray(answer.result)) throw new Error("the answer is not a list of models");
    return answer.result
      .map((model) => (isObject(model) ? model.name : null))
      .filter((name): name is string => typeof name === "string")
      .sort();
  },

  media: workersAiMedia({
    headers: (target) => openAiHeaders({ ...target, provider: behind(target.provider) }, false),
  }),
};

const behind = openAiBehind(({ baseUrl }) => ({
  baseUrl: baseUrl.endsWith("/v1") ? baseUrl : `${baseUrl}/v1`,
  quirks: { maxTokensField: "max_tokens", developerRole: false, store: false },
}));
