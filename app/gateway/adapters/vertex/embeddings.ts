import type { Call } from "../../dialects/dialect";
import { isObject, type JsonObject, parseObject } from "../../openai/fields";
import { embeddingsAnswer, taskTypeOf, textsOf } from "../foreign/embeddings";
import { geminiError } from "../gemini/response";
import type { Translation } from "../translation";

// https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api

export function predictRequest({ body }: Call): JsonObject {
  const said = taskTypeOf(body);
  const task = said === null ? {} : { task_type: said };
  return {
    instances: textsOf(body, "Vertex AI").map((content) => ({ content, ...task })),
    ...(typeof body.dimensions === "number" ? { parameters: { outputDimensionality: body.dimensions } } : {}),
  };
}

export const predictTranslation: Translation = {
  whole(call, text) {
    const answer = parseObject(text);
    if (answer === null) throw new Error("not JSON");
    if (answer.error !== undefined) return geminiError(text);
    const predictions = Array.isArray(answer.predictions) ? answer.predictions : [];
    const embeddings = predictions.map((each) => (isObject(each) && isObject(each.embeddings) ? each.embeddings : {}));
    const vectors = embeddings.map(({ values }) => values);
    if (vectors.length === 0 || !vectors.every(Array.isArray)) throw new Error("not embeddings");
    let tokens = 0;
    for (const { statistics } of embeddings)
      if (isObject(statistics) && typeof statistics.token_count === "number") tokens += statistics.token_count;
    return embeddingsAnswer(call, call.model, vectors, tokens > 0 ? tokens : null);
  },
  error: geminiError,
  stream: () => ({ done: true, event: () => [] }),
};
