import type { Call } from "../../dialects/dialect";
import { badRequest } from "../../errors";
import { type JsonObject, wordTable } from "../../openai/fields";
import { floatsToBase64 } from "../../openai/vectors";

/** The texts of an embeddings request; foreign formats take no token ids. */
export function textsOf(body: JsonObject, upstream: string): string[] {
  const list = Array.isArray(body.input) ? body.input : [body.input];
  if (!list.every((item): item is string => typeof item === "string"))
    throw badRequest(
      `${upstream} takes texts, not token ids: send 'input' as a string or an array of strings.`,
      "input",
    );
  return list;
}

// What a vector is for, which OpenAI's request has no word for: Google's `taskType` (https://ai.google.dev/api/embeddings),
// Cohere's `input_type` (https://docs.cohere.com/reference/embed).

const inputTypes = wordTable<string>({
  RETRIEVAL_QUERY: "search_query",
  QUESTION_ANSWERING: "search_query",
  FACT_VERIFICATION: "search_query",
  CODE_RETRIEVAL_QUERY: "search_query",
  RETRIEVAL_DOCUMENT: "search_document",
  CLASSIFICATION: "classification",
  CLUSTERING: "clustering",
});
const taskTypes = wordTable<string>({
  search_query: "RETRIEVAL_QUERY",
  search_document: "RETRIEVAL_DOCUMENT",
  classification: "CLASSIFICATION",
  clustering: "CLUSTERING",
});

/** In Cohere's words, which asks for one: the client's own, what a Google client said, the provider's option. */
export function inputTypeOf({ input_type: own, task_type: task }: JsonObject, preset: unknown): string {
  if (typeof own === "string") return own;
  const said = typeof task === "string" ? inputTypes[task] : undefined;
  return said ?? (typeof preset === "string" ? preset : "search_document");
}

/** In Google's words; null where nothing was said. */
export function taskTypeOf({ input_type: own, task_type: task }: JsonObject): string | null {
  if (typeof task === "string") return task;
  return (typeof own === "string" ? taskTypes[own] : undefined) ?? null;
}

/** OpenAI's list, in the encoding that the client asked for. */
export function embeddingsAnswer(
  call: Call,
  model: string,
  vectors: unknown[],
  promptTokens: number | null,
): JsonObject {
  const base64 = call.body.encoding_format === "base64";
  return {
    object: "list",
    data: vectors.map((vector, index) => ({
      object: "embedding",
      index,
      embedding: base64 && Array.isArray(vector) ? floatsToBase64(vector) : vector,
    })),
    model,
    ...(promptTokens === null ? {} : { usage: { prompt_tokens: promptTokens, total_tokens: promptTokens } }),
  };
}
