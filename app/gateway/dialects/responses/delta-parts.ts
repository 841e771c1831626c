import { isObject, type JsonObject } from "../../openai/fields";

// Parts of a chat delta or message, as upstreams vary them.

/** The texts of a string, or of parts as some upstreams send them. */
export function textsOf(content: unknown): string[] {
  if (typeof content === "string") return content === "" ? [] : [content];
  if (!Array.isArray(content)) return [];
  return content
    .map((part) => (isObject(part) ? part.text : null))
    .filter((text): text is string => typeof text === "string" && text !== "");
}

export const logprobsOf = (logprobs: unknown): JsonObject[] =>
  isObject(logprobs) && Array.isArray(logprobs.content) ? logprobs.content.filter(isObject) : [];

/** `{"type": "url_citation", "url_citation": {...}}` -> `{"type": "url_citation", ...}`. */
export function flatAnnotation(annotation: unknown): JsonObject | null {
  if (!isObject(annotation) || typeof annotation.type !== "string") return null;
  const inner = annotation[annotation.type];
  if (!isObject(inner)) return annotation;
  if (annotation.type !== "url_citation") return { type: annotation.type, ...inner };
  return { type: "url_citation", start_index: 0, end_index: 0, title: "", ...inner };
}
