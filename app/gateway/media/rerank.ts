import { isObject, type JsonObject } from "../openai/fields";
import { readUsage, type Usage } from "../openai/usage";
import type { MediaCall } from "./media";
import { badAnswer } from "./upstream";

// Reranking as clients know it from Cohere (https://docs.cohere.com/reference/rerank) and Jina: the vendors' answers
// differ in where the list is, what the score is called and whether a document is text or an object.

/** A document's text: itself, its `text`, or for Cohere's ranked fields its fields one by line. */
function documentText(document: unknown, rankFields: unknown): string {
  if (typeof document === "string") return document;
  if (!isObject(document)) return String(document);
  const names = Array.isArray(rankFields) && rankFields.length > 0 ? rankFields.map(String) : null;
  if (names === null && typeof document.text === "string") return document.text;
  return (names ?? Object.keys(document))
    .filter((name) => document[name] !== undefined)
    .map((name) => `${name}: ${typeof document[name] === "string" ? document[name] : JSON.stringify(document[name])}`)
    .join("\n");
}

/** `{query, documents, top_n}` for vendors whose documents are texts. */
export const rerankTexts = ({ body }: MediaCall): string[] =>
  (body.documents as unknown[]).map((document) => documentText(document, body.rank_fields));

/** A vendor's answer, of the upstream's `model` -> `{results: [{index, relevance_score, document?}], usage?, ...}`, best first. */
export function rerankAnswer(call: MediaCall, model: string, answer: JsonObject): JsonObject {
  const output = isObject(answer.output) ? answer.output : {};
  const list = [answer.results, answer.data, output.results].find(Array.isArray);
  if (list === undefined) throw badAnswer("the upstream's answer is not a ranking");
  const documents = call.body.documents as unknown[];
  const wanted = call.body.return_documents === true;
  const results = list.filter(isObject).map(({ index, relevance_score, score, document, ...rest }) => {
    const place = typeof index === "number" ? index : Number(rest.id);
    const given = documents[place];
    return {
      index: place,
      relevance_score: relevance_score ?? score,
      ...(wanted ? { document: isObject(given) ? given : { text: given } } : {}),
    };
  });
  const { results: _, data: __, output: ___, request_id, ...rest } = answer;
  const usage = isObject(answer.usage) ? answer.usage : null;
  return {
    ...(request_id === undefined ? {} : { id: request_id }),
    ...rest,
    model: answer.model ?? model,
    results,
    ...(usage === null ? {} : { usage }),
  };
}

/** Tokens, wherever the vendor tells them; Cohere counts searches instead, so that is none. */
export function rerankUsage({ usage, tokens, meta }: JsonObject): Usage | null {
  const places = [usage, tokens, isObject(meta) ? meta.tokens : null, isObject(meta) ? meta.billed_units : null];
  for (const place of places) {
    const read = readUsage(place);
    if (read !== null) return { ...read, completionTokens: 0 };
  }
  return null;
}
