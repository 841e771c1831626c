import { badRequest } from "../../errors";
import type { ListedModel } from "../../model-list";
import type { JsonObject } from "../../openai/fields";

// The list of models as Anthropic's API gives it: https://platform.claude.com/docs/en/api/models/list

export const anthropicModel = (model: ListedModel): JsonObject => ({
  type: "model",
  id: model.id,
  display_name: model.name,
  created_at: new Date(model.created * 1000).toISOString(),
  max_input_tokens: model.context_length,
  max_tokens: model.max_output_tokens,
});

/** One page, by `limit`, `after_id` and `before_id` of the address. Throws a 400 that names the parameter. */
export function anthropicModels(models: readonly ListedModel[], query: URLSearchParams): JsonObject {
  const asked = query.get("limit");
  const limit = asked === null ? 20 : Number(asked);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    throw badRequest("Invalid value for 'limit': expected an integer between 1 and 1000.", "limit");
  const before = query.get("before_id");
  const after = query.get("after_id");
  const placeOf = (id: string, name: string) => {
    const place = models.findIndex((model) => model.id === id);
    if (place < 0) throw badRequest(`Invalid value for '${name}': there is no model '${id}'.`, name);
    return place;
  };
  let start = after === null ? 0 : placeOf(after, "after_id") + 1;
  let end = Math.min(models.length, start + limit);
  if (before !== null) {
    end = placeOf(before, "before_id");
    start = Math.max(0, end - limit);
  }
  const page = models.slice(start, end);
  return {
    data: page.map(anthropicModel),
    has_more: before === null ? end < models.length : start > 0,
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
  };
}
