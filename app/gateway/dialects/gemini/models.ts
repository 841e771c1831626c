import { badRequest } from "../../errors";
import type { ListedModel } from "../../model-list";
import type { JsonObject } from "../../openai/fields";

// The list of models as Google's API gives it: https://ai.google.dev/api/models

const chat = ["generateContent", "countTokens", "streamGenerateContent"];
const embedding = ["embedContent", "batchEmbedContents", "countTokens"];

export const geminiModel = (model: ListedModel): JsonObject => ({
  name: `models/${model.id}`,
  baseModelId: model.id,
  version: "001",
  displayName: model.name,
  description: `Served by ${model.providers.join(", ")}.`,
  ...(model.context_length === null ? {} : { inputTokenLimit: model.context_length }),
  ...(model.max_output_tokens === null ? {} : { outputTokenLimit: model.max_output_tokens }),
  supportedGenerationMethods: methodsOf(model),
});

function methodsOf({ id, capabilities }: ListedModel): string[] {
  const embeds = capabilities.includes("embeddings") || (capabilities.length === 0 && /embed/i.test(id));
  const chats = capabilities.includes("chat") || !embeds;
  return [...new Set([...(chats ? chat : []), ...(embeds ? embedding : [])])];
}

/** One page, by `pageSize` and `pageToken` of the address. Throws a 400 that names the parameter. */
export function geminiModels(models: readonly ListedModel[], query: URLSearchParams): JsonObject {
  const asked = query.get("pageSize") ?? query.get("page_size");
  const size = asked === null ? 50 : Number(asked);
  if (!Number.isInteger(size) || size < 0)
    throw badRequest("Invalid value for 'pageSize': expected an integer of at least 0.", "pageSize");
  const token = query.get("pageToken") ?? query.get("page_token") ?? "";
  const start = token === "" ? 0 : models.findIndex((model) => encodeToken(model.id) === token);
  if (start < 0) throw badRequest("Invalid value for 'pageToken': it is none of this list.", "pageToken");
  // More than Google's largest page is cut to it; none means the usual size.
  const end = start + (size === 0 ? 50 : Math.min(size, 1000));
  const next = models[end];
  return {
    models: models.slice(start, end).map(geminiModel),
    ...(next === undefined ? {} : { nextPageToken: encodeToken(next.id) }),
  };
}

const encodeToken = (id: string): string => encodeURIComponent(id).replaceAll("%", "~");
