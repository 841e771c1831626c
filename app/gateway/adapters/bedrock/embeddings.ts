import type { Call } from "../../dialects/dialect";
import { badRequest } from "../../errors";
import { isObject, type JsonObject, parseObject } from "../../openai/fields";
import { embeddingsAnswer, inputTypeOf, textsOf } from "../foreign/embeddings";
import type { Target } from "../target";
import type { Translation } from "../translation";
import { converseError } from "./response";

// Embeddings have no common shape here: each model takes its vendor's over InvokeModel.
// https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html
// https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v4.html
// https://docs.aws.amazon.com/nova/latest/userguide/embeddings-schema.html

export function invokeEmbeddings(call: Call, target: Target): JsonObject {
  const { body } = call;
  const texts = textsOf(body, "Bedrock");
  const dimensions = typeof body.dimensions === "number" ? body.dimensions : null;
  if (/cohere\.embed/.test(target.model)) {
    return {
      texts,
      input_type: inputTypeOf(body, target.provider.options.inputType),
      embedding_types: ["float"],
      ...(dimensions === null ? {} : { output_dimension: dimensions }),
    };
  }
  const [text] = texts;
  if (text === undefined || texts.length > 1)
    throw badRequest("This model embeds one text a call: send 'input' as one string.", "input");
  if (/amazon\.nova/.test(target.model)) {
    const purpose = typeof body.input_type === "string" ? body.input_type : "GENERIC_INDEX";
    return {
      taskType: "SINGLE_EMBEDDING",
      singleEmbeddingParams: {
        embeddingPurpose: purpose,
        text: { truncationMode: "END", value: text },
        ...(dimensions === null ? {} : { embeddingDimension: dimensions }),
      },
    };
  }
  return { inputText: text, ...(dimensions === null ? {} : { dimensions }) };
}

export const embeddingsTranslation = (model: string): Translation => ({
  whole(call, text) {
    const answer = parseObject(text);
    if (answer === null) throw new Error("not JSON");
    const vectors = vectorsOf(answer);
    if (vectors === null) throw new Error("not embeddings");
    const tokens = typeof answer.inputTextTokenCount === "number" ? answer.inputTextTokenCount : null;
    return embeddingsAnswer(call, model, vectors, tokens);
  },
  error: converseError,
  stream: () => ({ done: true, event: () => [] }),
});

/** Titan's `embedding`, Cohere's `embeddings` or `embeddings.float`, Nova's `embeddings[].embedding`. */
function vectorsOf({ embedding, embeddings }: JsonObject): unknown[] | null {
  if (Array.isArray(embedding)) return [embedding];
  const list = isObject(embeddings) ? embeddings.float : embeddings;
  if (!Array.isArray(list)) return null;
  const vectors = list.map((each) => (isObject(each) ? each.embedding : each));
  return vectors.length > 0 && vectors.every(Array.isArray) ? vectors : null;
}
