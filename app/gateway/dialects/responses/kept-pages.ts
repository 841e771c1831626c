import { badRequest, GatewayError } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";

// Reading what was kept: https://platform.openai.com/docs/api-reference/responses/input-items

/** One page of a response's input items, newest first unless `order` says otherwise. */
export function inputItemsPage(items: readonly unknown[], query: URLSearchParams): JsonObject {
  const order = query.get("order") ?? "desc";
  if (order !== "asc" && order !== "desc")
    throw badRequest("Invalid value for 'order': expected 'asc' or 'desc'.", "order");
  const limit = Number(query.get("limit") ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw badRequest("Invalid value for 'limit': expected an integer between 1 and 100.", "limit");
  const known = items.filter(isObject);
  const ordered = order === "asc" ? known : known.toReversed();
  const after = query.get("after");
  const start = after === null ? 0 : ordered.findIndex((item) => item.id === after) + 1;
  if (after !== null && start === 0)
    throw badRequest(`Invalid value for 'after': this response has no input item '${after.slice(0, 100)}'.`, "after");
  const data = ordered.slice(start, start + limit);
  return {
    object: "list",
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: start + limit < ordered.length,
  };
}

export const responseNotFound = (id: string) =>
  new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "response_not_found",
    message: `Response with id '${id.slice(0, 100)}' not found. The gateway keeps responses of this API key for 72 hours after their last use, unless 'store' is false.`,
  });
