import { isObject, type JsonObject } from "../../openai/fields";
import { fileCitation, urlCitation } from "../foreign/citations";

/** A citation of a text block: https://platform.claude.com/docs/en/build-with-claude/citations */
function annotation(citation: JsonObject, range: { start: number; end: number }): JsonObject {
  const { url, source, title, document_title: document, cited_text: quote } = citation;
  const address = typeof url === "string" ? url : source;
  return typeof address === "string" && /^https?:/.test(address)
    ? urlCitation(address, { title, quote, range })
    : fileCitation({ title: document ?? title, quote, range });
}

export const annotations = (citations: unknown, range: { start: number; end: number }): JsonObject[] =>
  Array.isArray(citations) ? citations.filter(isObject).map((citation) => annotation(citation, range)) : [];
