import { isObject, type JsonObject } from "../openai/fields";

/** An address that an answer cites, as OpenAI's `annotations` have it. */
export interface UrlCitation {
  url: string;
  title: string | null;
  /** The words of the source; empty where they are not told. */
  quote: string;
  /** Where in the answer's text the cited words stand; null where that is not told. */
  start: number | null;
  end: number | null;
}

/** The addresses among `annotations` of a message or delta. */
export function urlCitations(annotations: unknown): UrlCitation[] {
  if (!Array.isArray(annotations)) return [];
  return annotations.flatMap((annotation) => {
    const cited: JsonObject | null =
      isObject(annotation) && isObject(annotation.url_citation) ? annotation.url_citation : null;
    if (cited === null || typeof cited.url !== "string") return [];
    const number = (value: unknown) => (typeof value === "number" ? value : null);
    return [
      {
        url: cited.url,
        title: typeof cited.title === "string" ? cited.title : null,
        quote: typeof cited.content === "string" ? cited.content : "",
        start: number(cited.start_index),
        end: number(cited.end_index),
      },
    ];
  });
}
