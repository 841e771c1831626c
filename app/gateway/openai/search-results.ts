import { isObject, type JsonObject } from "./fields";

/**
 * Perplexity keeps what it read beside the choices (`search_results`, older: `citations`): there it stays, and as
 * `annotations` it comes where OpenAI's clients look for it. `place` is the message or the last delta; true where it
 * was changed.
 */
export function annotateSearch(body: JsonObject, place: JsonObject): boolean {
  if (place.annotations !== undefined) return false;
  const results = Array.isArray(body.search_results) ? body.search_results : body.citations;
  if (!Array.isArray(results)) return false;
  const annotations = results.flatMap((result): JsonObject[] => {
    const { url, title }: JsonObject = isObject(result) ? result : { url: result };
    if (typeof url !== "string") return [];
    return [{ type: "url_citation", url_citation: { url, ...(typeof title === "string" ? { title } : {}) } }];
  });
  if (annotations.length === 0) return false;
  place.annotations = annotations;
  return true;
}
