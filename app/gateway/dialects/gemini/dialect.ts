import { GatewayError } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import { holdsLongNumber, readPrecisely, withExact } from "../../openai/long-numbers";
import type { Call, PlainDialect } from "../dialect";
import { inOwnWords, type OwnNames } from "../error-words";
import { parseBody } from "../json-body";
import { readRoutingOptions } from "../routing-options";
import { generateAnswer } from "./answer";
import { losesDigits } from "./contents";
import { embeddingsAnswer, embeddingsBody } from "./embeddings";
import { geminiError } from "./error";
import { read, readObject } from "./fields";
import { nativeRequest } from "./native";
import { chatBody } from "./request";
import { GenerateWriter } from "./writer";

// Google's Gemini API as a client surface: https://ai.google.dev/api/generate-content

const methods = ["generateContent", "streamGenerateContent", "countTokens", "embedContent", "batchEmbedContents"];

/** `address` is `{model}:{method}`; the model may have slashes and colons of its own. Throws a 404 for other methods. */
export function geminiDialect(address: string, query: URLSearchParams): PlainDialect {
  const colon = address.lastIndexOf(":");
  const model = address.slice(0, Math.max(0, colon));
  const method = address.slice(colon + 1);
  if (!methods.includes(method) || model === "")
    throw new GatewayError({
      status: 404,
      type: "invalid_request_error",
      code: "unknown_url",
      message: `Unknown request URL: POST to '${address}'. A model takes ${methods.map((name) => `:${name}`).join(", ")}.`,
    });
  const embeds = method === "embedContent" || method === "batchEmbedContents";
  const counts = method === "countTokens";
  return {
    endpoint: `/v1beta/models:${method}`,
    operation: embeds ? "embeddings" : "chat",
    error: (error) => geminiError(inOwnWords(error, googlesNames)),
    keyInUrl: query.get("key"),
    ...(counts ? { counted: (tokens: number) => ({ totalTokens: tokens }) } : {}),
    read(text) {
      const body = parseBody(text);
      if (embeds) return embeddingsCall(body, model, method === "batchEmbedContents");
      const sse = query.get("alt") === "sse";
      const stream = method === "streamGenerateContent";
      return chatCall(counts ? countedRequest(body) : body, text, model, { stream, sse, counts });
    },
  };
}

/** Fields that an adapter refuses by OpenAI's name. */
const googlesNames: OwnNames = {
  messages: "contents",
  n: "generationConfig.candidateCount",
  logprobs: "generationConfig.responseLogprobs",
  modalities: "generationConfig.responseModalities",
  stop: "generationConfig.stopSequences",
  response_format: "generationConfig.responseSchema",
  tool_choice: "toolConfig",
  seed: "generationConfig.seed",
  reasoning_effort: "generationConfig.thinkingConfig",
  input: "content",
};

/** countTokens takes contents alone, or a whole request. */
function countedRequest(body: JsonObject): JsonObject {
  return readObject(body, "generateContentRequest") ?? body;
}

function chatCall(
  body: JsonObject,
  text: string,
  model: string,
  { stream, sse, counts }: { stream: boolean; sse: boolean; counts: boolean },
): Call {
  const config = read(body, "generationConfig");
  const thinking = isObject(config) ? read(config, "thinkingConfig") : null;
  const thoughts = isObject(thinking) && read(thinking, "includeThoughts") === true;
  const routing = readRoutingOptions(body);
  // Within a request for a count everything stands deeper, and nothing depends on its digits.
  const exact = counts ? body : withDigits(body, text);
  const chat = chatBody(exact, model, stream);
  if (routing.metadata !== null) chat.metadata = routing.metadata;
  return {
    operation: "chat",
    body: chat,
    text: null,
    model,
    stream,
    includeUsage: false,
    routing,
    surface: {
      whole: (answer) => generateAnswer(answer, thoughts),
      writer: () => new GenerateWriter(sse, thoughts),
      ...(sse ? {} : { streamType: "application/json; charset=utf-8" }),
    },
    native: nativeRequest(body, counts ? JSON.stringify(body) : text),
  };
}

const schemaNames = ["responseSchema", "responseJsonSchema", "_responseJsonSchema"];

/** Calls, results and schemas with long integers as they were written. */
function withDigits(body: JsonObject, text: string): JsonObject {
  const exact = withExact(body, text, losesDigits(body.contents) ? ["tools", "contents"] : ["tools"]);
  const config = read(body, "generationConfig");
  if (!isObject(config) || !schemaNames.some((name) => holdsLongNumber(read(config, name)))) return exact;
  const written = readObject(readPrecisely(text), "generationConfig") ?? {};
  const schemas = schemaNames.map((name) => [name, read(written, name)]).filter(([, schema]) => schema !== undefined);
  return { ...exact, generationConfig: { ...config, ...Object.fromEntries(schemas) } };
}

function embeddingsCall(body: JsonObject, model: string, batch: boolean): Call {
  return {
    operation: "embeddings",
    body: embeddingsBody(body, model, batch),
    text: null,
    model,
    stream: false,
    includeUsage: false,
    routing: readRoutingOptions(body),
    surface: {
      whole: (answer) => embeddingsAnswer(answer, batch),
      writer: () => new GenerateWriter(true, false),
    },
    native: null,
  };
}
