import { isObject, type JsonObject } from "../../openai/fields";
import { type Citation, citationsIn } from "../citations";

// OpenAI's annotations -> citations of a text block: https://platform.claude.com/docs/en/build-with-claude/citations

/** A document of the request, as citations count them. */
interface Document {
  title: string | null;
  /** Null where it is not plain text. */
  text: string | null;
}

/** Reads the request's documents where an answer cites one, and then once. */
export class CitedDocuments {
  readonly #messages: unknown;
  #known: Document[] | null = null;

  constructor(messages: unknown) {
    this.#messages = messages;
  }

  /** The citations among the annotations of a message or delta. */
  citations(annotations: unknown): JsonObject[] {
    if (!Array.isArray(annotations)) return [];
    return citationsIn(annotations).map((citation) => this.#citation(citation));
  }

  #citation(citation: Citation): JsonObject {
    const { url, title, fileId, quote } = citation;
    if (url !== null)
      return {
        type: "web_search_result_location",
        url,
        title,
        cited_text: quote,
        // The vendor's own: empty, it tells that the citation is not (see native.ts).
        encrypted_index: "",
      };
    this.#known ??= documentsIn(this.#messages);
    const named = this.#known.findIndex((document) => document.title === title);
    const index =
      named < 0 ? this.#known.findIndex((document) => quote !== "" && document.text?.includes(quote)) : named;
    const start = quote === "" ? -1 : (this.#known[index]?.text?.indexOf(quote) ?? -1);
    return {
      type: "char_location",
      cited_text: quote,
      document_index: Math.max(0, index),
      document_title: title,
      // Where the place is not known both are 0, which no citation of the vendor's has.
      start_char_index: Math.max(0, start),
      end_char_index: start < 0 ? 0 : start + quote.length,
      file_id: fileId,
    };
  }
}

function documentsIn(messages: unknown): Document[] {
  const found: Document[] = [];
  const look = (content: unknown) => {
    for (const block of Array.isArray(content) ? content : []) {
      if (!isObject(block)) continue;
      if (block.type === "document") {
        const { type, data } = isObject(block.source) ? block.source : {};
        found.push({
          title: typeof block.title === "string" ? block.title : null,
          text: type === "text" && typeof data === "string" ? data : null,
        });
      } else look(block.content);
    }
  };
  for (const message of Array.isArray(messages) ? messages : []) if (isObject(message)) look(message.content);
  return found;
}
