import { isObject } from "../openai/fields";

/** A source that an answer cites, as OpenAI's `annotations` have it. */
export interface Citation {
  /** Null for a file or a document of the request, which has no address. */
  url: string | null;
  title: string | null;
  fileId: string | null;
  /** The words of the source; empty where they are not told. */
  quote: string;
  /** Where in the answer's text the cited words stand; null where that is not told. */
  start: number | null;
  end: number | null;
}

export type UrlCitation = Citation & { url: string };

const number = (value: unknown) => (typeof value === "number" ? value : null);
const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);

/**
 * The sources among `annotations` of a message or delta: `url_citation`, `file_citation`, `container_file_citation` and
 * `file_path`, whose `index` is a place in the text.
 */
export function citationsIn(annotations: unknown): Citation[] {
  if (!Array.isArray(annotations)) return [];
  return annotations.flatMap((annotation) => {
    const cited: unknown =
      isObject(annotation) && typeof annotation.type === "string" ? annotation[annotation.type] : null;
    if (!isObject(cited)) return [];
    const url = text(cited.url);
    const fileId = text(cited.file_id);
    const title = text(cited.title) ?? text(cited.filename);
    if (url === null && fileId === null && title === null) return [];
    const index = number(cited.index);
    return [
      {
        url,
        title,
        fileId,
        quote: text(cited.content) ?? text(cited.quote) ?? "",
        start: number(cited.start_index) ?? index,
        end: number(cited.end_index) ?? index,
      },
    ];
  });
}

export const hasUrl = (citation: Citation): citation is UrlCitation => citation.url !== null;
