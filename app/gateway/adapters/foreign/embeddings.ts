import type { Call } from "../../dialects/dialect";
import { badRequest } from "../../errors";
import type { JsonObject } from "../../openai/fields";
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
