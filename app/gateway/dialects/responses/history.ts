import { GatewayError } from "../../errors";
import { isObject, type JsonObject, parseObject } from "../../openai/fields";
import type { KeptResponse } from "../../store";
import type { KeptResponses } from "../dialect";
import { responseOfItem } from "./ids";

// Earlier turns that a request builds on.

/** The items of a chain of responses, oldest first: each turn's input and then its output. */
const itemsOf = (chain: readonly KeptResponse[]): unknown[] =>
  chain.flatMap((turn) => [...listOf(turn.input), ...outputOf(turn)]);

export const listOf = (json: string): unknown[] => {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value : [];
};

function outputOf(turn: KeptResponse): unknown[] {
  const output = parseObject(turn.response)?.output;
  return Array.isArray(output) ? output : [];
}

/** The items before this request's own; a 400 where the gateway does not have them. */
export async function earlierItems(kept: KeptResponses, previousId: string): Promise<unknown[]> {
  const chain = await kept.chain(previousId);
  if (chain !== null) return itemsOf(chain);
  throw new GatewayError({
    status: 400,
    type: "invalid_request_error",
    code: "previous_response_not_found",
    message: `Previous response with id '${previousId.slice(0, 100)}' not found. The gateway keeps responses of this API key for 72 hours after their last use, unless 'store' is false or they are too large.`,
    param: "previous_response_id",
  });
}

/** True where the input refers to an item of one of the gateway's own responses. */
export const hasOwnReference = (input: unknown): input is unknown[] =>
  Array.isArray(input) && input.some((item) => isReference(item) && responseOfItem(item.id) !== null);

/** The input with references to the gateway's own items replaced by these; a 400 that names one it does not have. */
export async function resolveReferences(kept: KeptResponses, input: readonly unknown[]): Promise<unknown[]> {
  const known = new Map<string, Map<unknown, unknown>>();
  const resolved: unknown[] = [];
  for (const [index, item] of input.entries()) {
    const owner = isReference(item) ? responseOfItem(item.id) : null;
    if (!isReference(item) || owner === null) {
      resolved.push(item);
      continue;
    }
    let items = known.get(owner);
    if (items === undefined) {
      const turn = await kept.find(owner);
      items = new Map(turn === null ? [] : itemsOf([turn]).map((one) => [isObject(one) ? one.id : null, one]));
      known.set(owner, items);
    }
    const found = items.get(item.id);
    if (found === undefined)
      throw new GatewayError({
        status: 400,
        type: "invalid_request_error",
        code: "invalid_request_error",
        message: `Item with id '${String(item.id)}' not found. The gateway keeps items for 72 hours, unless 'store' is false.`,
        param: `input[${index}].id`,
      });
    resolved.push(found);
  }
  return resolved;
}

/** SDKs leave the type of a reference out, as the API allows. */
const isReference = (item: unknown): item is JsonObject =>
  isObject(item) &&
  (item.type === "item_reference" ||
    ((item.type === undefined || item.type === null) && item.role === undefined && typeof item.id === "string"));
