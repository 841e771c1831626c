import type { JsonObject } from "../../openai/fields";

// Citations as OpenAI has them: `annotations` of a message. Chat completions know `url_citation` alone; a document of the
// request, which has no address, is a `file_citation` with its title and the words that are quoted.

interface Cited {
  title: unknown;
  /** The words of the source, where the upstream gives them. */
  quote?: unknown;
  /** Where in the answer's text the cited words stand; absent where the upstream does not say. */
  range?: { start: number; end: number } | null;
}

const rangeOf = ({ range }: Cited): JsonObject => (range ? { start_index: range.start, end_index: range.end } : {});

const textOr = (name: string, value: unknown): JsonObject =>
  typeof value === "string" && value !== "" ? { [name]: value } : {};

export const urlCitation = (url: string, cited: Cited): JsonObject => ({
  type: "url_citation",
  url_citation: { url, ...textOr("title", cited.title), ...textOr("content", cited.quote), ...rangeOf(cited) },
});

export const fileCitation = (cited: Cited): JsonObject => ({
  type: "file_citation",
  file_citation: { ...textOr("filename", cited.title), ...textOr("quote", cited.quote), ...rangeOf(cited) },
});
