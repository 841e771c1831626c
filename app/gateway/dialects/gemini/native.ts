import { isObject, type JsonObject } from "../../openai/fields";
import { carried } from "../carried";
import type { NativeRequest } from "../dialect";
import { read } from "./fields";
import { nativeOnlyFeature } from "./native-only";

/** What Google documents for calls of another vendor's model: https://ai.google.dev/gemini-api/docs/thought-signatures */
const noSignature = "skip_thought_signature_validator";

/** The request for upstreams that speak Google's format themselves. `text` are the bytes that `body` came from. */
export function nativeRequest(body: JsonObject, text: string): NativeRequest {
  const { provider, models, route, metadata, ...own } = body;
  let changed = [provider, models, route, metadata].some((value) => value !== undefined);
  if (Array.isArray(own.contents) && own.contents.some((content) => partsOf(content).some(isForeign))) {
    changed = true;
    own.contents = own.contents.map((content) =>
      isObject(content) && Array.isArray(content.parts)
        ? { ...content, parts: content.parts.map(ownSignature) }
        : content,
    );
  }
  return {
    format: "gemini",
    body: changed ? own : body,
    text: changed ? null : text,
    headers: {},
    nativeOnly: nativeOnlyFeature(body),
  };
}

const partsOf = (content: unknown): unknown[] =>
  isObject(content) && Array.isArray(content.parts) ? content.parts : [];

const isForeign = (part: unknown): boolean => isObject(part) && carried(read(part, "thoughtSignature")) !== null;

function ownSignature(part: unknown): unknown {
  if (!isForeign(part)) return part;
  const { thought_signature: _other, ...rest } = part as JsonObject;
  return { ...rest, thoughtSignature: noSignature };
}
