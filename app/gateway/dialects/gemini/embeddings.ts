import { badRequest } from "../../errors";
import { integer, isObject, type JsonObject, string } from "../../openai/fields";
import { checked, readObject, readObjects } from "./fields";

// embedContent and batchEmbedContents: https://ai.google.dev/api/embeddings

/** A request for one embedding, or several of one model and size, -> the body of an OpenAI embeddings request. */
export function embeddingsBody(body: JsonObject, model: string, batch: boolean): JsonObject {
  const requests = batch ? readObjects(body, "requests") : [body];
  if (requests.length === 0) throw badRequest("Missing required parameter: 'requests'.", "requests");
  const input = requests.map((request, index) => textOf(request, batch ? `requests[${index}]` : ""));
  const first = requests[0]!;
  const at = batch ? "requests[0]" : "";
  // Newer SDKs put the settings into an object of their own.
  const config = readObject(first, "embedContentConfig", at) ?? first;
  const dimensions = checked(config, "outputDimensionality", at, integer(1, 65_536));
  const task = checked(config, "taskType", at, string);
  return {
    model,
    input: batch ? input : input[0],
    encoding_format: "float",
    ...(dimensions === undefined ? {} : { dimensions }),
    ...(task === undefined ? {} : { task_type: task }),
  };
}

function textOf(request: JsonObject, at: string): string {
  const path = at === "" ? "content" : `${at}.content`;
  const content = readObject(request, "content", at);
  if (content === null) throw badRequest(`Missing required parameter: '${path}'.`, path);
  const texts = readObjects(content, "parts", path).map((part, index) => {
    if (typeof part.text === "string") return part.text;
    throw badRequest(
      `'${path}.parts[${index}]' is no text: only text can be embedded here.`,
      `${path}.parts[${index}]`,
    );
  });
  const text = texts.join("\n");
  if (text === "") throw badRequest(`Invalid value for '${path}': expected a text that is not empty.`, path);
  return text;
}

/** OpenAI's list of embeddings -> Google's answer. */
export function embeddingsAnswer(answer: JsonObject, batch: boolean): JsonObject {
  const embeddings = (Array.isArray(answer.data) ? answer.data : [])
    .filter(isObject)
    .sort((a, b) => Number(a.index ?? 0) - Number(b.index ?? 0))
    .map(({ embedding }) => ({ values: embedding }));
  const usage = isObject(answer.usage) ? { usageMetadata: { promptTokenCount: answer.usage.prompt_tokens } } : {};
  return batch ? { embeddings, ...usage } : { embedding: embeddings[0] ?? { values: [] }, ...usage };
}
