import { badRequest } from "../../errors";
import { integer, isObject, type JsonObject, string } from "../../openai/fields";
import { checked, readObject, readObjects } from "./fields";

// embedContent and batchEmbedContents: https://ai.google.dev/api/embeddings

/** A request for one embedding, or several of one model and size, -> the body of an OpenAI embeddings request. */
export function embeddingsBody(body: JsonObject, model: string, batch: boolean): JsonObject {
  const requests = batch ? readObjects(body, "requests") : [body];
  if (requests.length === 0) throw badRequest("Missing required parameter: 'requests'.", "requests");
  const input = requests.map((request, index) => textOf(request, batch ? `requests[${index}]` : ""));
  const [{ dimensions, task }, ...others] = requests.map((request, index) =>
    settingsOf(request, batch ? `requests[${index}]` : ""),
  ) as [Settings, ...Settings[]];
  others.forEach((other, index) => {
    const field = other.task !== task ? "taskType" : other.dimensions !== dimensions ? "outputDimensionality" : null;
    const at = `requests[${index + 1}].${field}`;
    if (field !== null) throw badRequest(`'${at}' is not that of the first request: one batch has one for all.`, at);
  });
  return {
    model,
    input: batch ? input : input[0],
    encoding_format: "float",
    ...(dimensions === undefined ? {} : { dimensions }),
    ...(task === undefined ? {} : { task_type: task }),
  };
}

interface Settings {
  dimensions: unknown;
  task: unknown;
}

/** Newer SDKs put the settings into an object of their own. */
function settingsOf(request: JsonObject, at: string): Settings {
  const config = readObject(request, "embedContentConfig", at) ?? request;
  return {
    dimensions: checked(config, "outputDimensionality", at, integer(1, 65_536)),
    task: checked(config, "taskType", at, string),
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
