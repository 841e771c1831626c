import { isObject, type JsonObject } from "../../openai/fields";
import { fileCitation, urlCitation } from "../foreign/citations";

// What an answer rests on: https://ai.google.dev/gemini-api/docs/google-search and the older `citationMetadata`.

/** The citations of a candidate, where `text` is its whole answer. */
export function groundingAnnotations(candidate: JsonObject, text: string): JsonObject[] {
  const { groundingMetadata: grounding, citationMetadata: cited } = candidate;
  const annotations: JsonObject[] = [];
  if (isObject(grounding) && Array.isArray(grounding.groundingChunks)) {
    const sources = grounding.groundingChunks.map((chunk) =>
      isObject(chunk) ? (chunk.web ?? chunk.maps ?? chunk.retrievedContext) : null,
    );
    const used = new Set<unknown>();
    const bytes = new TextEncoder().encode(text);
    for (const support of Array.isArray(grounding.groundingSupports) ? grounding.groundingSupports : []) {
      if (!isObject(support) || !Array.isArray(support.groundingChunkIndices)) continue;
      const range = isObject(support.segment) ? rangeOf(support.segment, bytes) : null;
      for (const index of support.groundingChunkIndices) {
        used.add(index);
        annotations.push(...cite(sources[Number(index)], range));
      }
    }
    for (const [index, source] of sources.entries()) if (!used.has(index)) annotations.push(...cite(source, null));
  }
  if (isObject(cited)) {
    const list = cited.citationSources ?? cited.citations;
    for (const source of Array.isArray(list) ? list : [])
      if (isObject(source)) annotations.push(...cite(source, rangeOf(source, new TextEncoder().encode(text))));
  }
  return annotations;
}

function cite(source: unknown, range: { start: number; end: number } | null): JsonObject[] {
  if (!isObject(source)) return [];
  const { uri, title, text: quote } = source;
  if (typeof uri === "string" && /^https?:/.test(uri)) return [urlCitation(uri, { title, quote, range })];
  // What a search in files found has a title, and at Vertex AI an address within Google's storage.
  return typeof uri === "string" || typeof title === "string"
    ? [fileCitation({ title: title ?? uri, quote, range })]
    : [];
}

/** Google counts bytes, OpenAI characters. */
function rangeOf({ startIndex, endIndex }: JsonObject, bytes: Uint8Array): { start: number; end: number } | null {
  if (typeof endIndex !== "number") return null;
  const decoder = new TextDecoder();
  const characters = (count: number) => decoder.decode(bytes.subarray(0, count)).length;
  return { start: characters(typeof startIndex === "number" ? startIndex : 0), end: characters(endIndex) };
}

/** `logprobsResult` -> OpenAI's `logprobs`; null where there is none. */
export function logprobsOf({ logprobsResult: result }: JsonObject): JsonObject | null {
  if (!isObject(result) || !Array.isArray(result.chosenCandidates)) return null;
  const tops = Array.isArray(result.topCandidates) ? result.topCandidates : [];
  const content = result.chosenCandidates.filter(isObject).map((chosen, index) => {
    const top = tops[index];
    const others = isObject(top) && Array.isArray(top.candidates) ? top.candidates.filter(isObject) : [];
    return { ...entry(chosen), top_logprobs: others.map(entry) };
  });
  return { content, refusal: null };
}

const entry = ({ token, logProbability }: JsonObject): JsonObject => ({
  token,
  logprob: logProbability,
  bytes: typeof token === "string" ? [...new TextEncoder().encode(token)] : null,
});
