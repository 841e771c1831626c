import type { JsonObject } from "../../openai/fields";
import { type Citation, hasUrl } from "../citations";

/**
 * What an answer cites. Addresses: https://ai.google.dev/api/generate-content#citationmetadata. Files have none: they are what
 * Google's file search found, https://ai.google.dev/gemini-api/docs/file-search#citations. `text` is the candidate's answer.
 */
export function citedSources(citations: readonly Citation[], text: string): JsonObject {
  if (citations.length === 0) return {};
  const addresses = citations.filter(hasUrl);
  const files = citations.filter((citation) => !hasUrl(citation));
  return {
    ...(addresses.length === 0
      ? {}
      : {
          citationMetadata: {
            citationSources: addresses.map(({ url, title, start, end }) => ({
              uri: url,
              ...(title === null ? {} : { title }),
              ...(start === null ? {} : { startIndex: start }),
              ...(end === null ? {} : { endIndex: end }),
            })),
          },
        }),
    ...(files.length === 0 ? {} : { groundingMetadata: grounding(files, text) }),
  };
}

function grounding(files: readonly Citation[], text: string): JsonObject {
  const sources: { key: string; chunk: JsonObject }[] = [];
  const supports: JsonObject[] = [];
  for (const file of files) {
    const key = JSON.stringify([file.title, file.fileId, file.quote]);
    let index = sources.findIndex((source) => source.key === key);
    if (index < 0) index = sources.push({ key, chunk: { retrievedContext: retrieved(file) } }) - 1;
    if (file.start !== null && file.end !== null)
      supports.push({ segment: segment(text, file.start, file.end), groundingChunkIndices: [index] });
  }
  return {
    groundingChunks: sources.map(({ chunk }) => chunk),
    ...(supports.length === 0 ? {} : { groundingSupports: supports }),
  };
}

const retrieved = ({ title, fileId, quote }: Citation): JsonObject => ({
  title: title ?? fileId,
  ...(fileId === null ? {} : { documentName: fileId }),
  ...(quote === "" ? {} : { text: quote }),
});

/** Google counts bytes here, OpenAI characters. */
function segment(text: string, start: number, end: number): JsonObject {
  const bytes = (count: number) => new TextEncoder().encode(text.slice(0, count)).length;
  return { startIndex: bytes(start), endIndex: bytes(end), text: text.slice(start, end) };
}
