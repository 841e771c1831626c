import { isObject, type JsonObject } from "../../openai/fields";
import { fileCitation, urlCitation } from "../foreign/citations";

/** A citation names the words of the answer and the documents or tool results behind them: https://docs.cohere.com/docs/rag-citations */
export function citationAnnotations(citations: unknown): JsonObject[] {
  const list = Array.isArray(citations) ? citations : [citations];
  return list.filter(isObject).flatMap(({ start, end, sources }): JsonObject[] => {
    const range = typeof start === "number" && typeof end === "number" ? { start, end } : null;
    return (Array.isArray(sources) ? sources : []).filter(isObject).map((source) => {
      const found = isObject(source.document)
        ? source.document
        : isObject(source.tool_output)
          ? source.tool_output
          : {};
      const { url, title, snippet, text } = found;
      const cited = { title: title ?? source.id, quote: snippet ?? text, range };
      return typeof url === "string" ? urlCitation(url, cited) : fileCitation(cited);
    });
  });
}

/** `[{"text", "logprobs"}]`, a probability by token id -> OpenAI's `logprobs`; null where there is none. */
export function logprobsOf(logprobs: unknown): JsonObject | null {
  if (!Array.isArray(logprobs) || logprobs.length === 0) return null;
  const content = logprobs.filter(isObject).map(({ text, logprobs: values }) => ({
    token: text ?? "",
    logprob: Array.isArray(values) ? values.reduce((sum: number, value) => sum + Number(value), 0) : 0,
    bytes: null,
    top_logprobs: [],
  }));
  return { content, refusal: null };
}
