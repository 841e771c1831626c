import { isObject, type JsonObject } from "../../openai/fields";
import { carried } from "../carried";
import type { NativeFeature, NativeRequest } from "../dialect";
import { responseOfItem } from "./ids";

/** Item types whose id an upstream needs not know. */
const freeIds = new Set([
  "message",
  "function_call",
  "function_call_output",
  "custom_tool_call",
  "custom_tool_call_output",
  "tool_search_call",
  "tool_search_output",
]);

/**
 * The request for an upstream that speaks the Responses API: as it came, unless earlier turns that the gateway kept have
 * to be put in front of the input, or it holds what only the gateway understands. `input` has references resolved.
 */
export function nativeRequest(
  body: JsonObject,
  text: string,
  earlier: readonly unknown[],
  input: readonly unknown[] | null,
  nativeOnly: NativeFeature | null,
): NativeRequest {
  const { provider, models, route, ...rest } = body;
  const own = provider === undefined && models === undefined && route === undefined;
  let next = own ? body : rest;
  const old = earlier.map((item) => forUpstream(item, true)).filter((item) => item !== null);
  const given = input ?? (Array.isArray(body.input) ? body.input : null);
  const fresh = given?.map((item) => forUpstream(item, false)).filter((item) => item !== null) ?? null;
  const changed =
    fresh !== null &&
    (input !== null || fresh.length !== given!.length || fresh.some((item, at) => item !== given![at]));
  if (typeof body.previous_response_id === "string") {
    const { previous_response_id: _expanded, ...alone } = next;
    const asked = fresh ?? (typeof body.input === "string" ? [{ role: "user", content: body.input }] : []);
    next = { ...alone, input: [...old, ...asked] };
  } else if (changed) next = { ...next, input: fresh };
  return { format: "responses", body: next, text: next === body ? text : null, headers: {}, nativeOnly };
}

/** An item without what another upstream would stumble over; the same object where there is nothing. Null: left out. */
function forUpstream(item: unknown, kept: boolean): unknown {
  if (!isObject(item)) return item;
  const own = responseOfItem(item.id) !== null;
  if (item.type === "reasoning") {
    const { encrypted_content: encrypted } = item;
    if (typeof encrypted !== "string" || encrypted === "") return own || kept ? null : item;
    return carried(encrypted) === null ? item : null;
  }
  if (item.type === "image_generation_call" && own && typeof item.result === "string") {
    const image = { type: "input_image", image_url: `data:image/png;base64,${item.result}` };
    return { type: "message", role: "user", content: [image] };
  }
  const strange = (own || kept) && typeof item.id === "string" && freeIds.has(String(item.type ?? "message"));
  if (!strange && item.extra_content === undefined) return item;
  const { id, extra_content: _extra, ...rest } = item;
  return strange || id === undefined ? rest : { ...rest, id };
}
