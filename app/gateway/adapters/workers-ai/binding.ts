import type { Call } from "../../dialects/dialect";
import { failure, UpstreamFailure } from "../../failures/failure";
import { newCallId } from "../../openai/call-id";
import { isObject, type JsonObject, parseObject } from "../../openai/fields";
import type { AiBinding, UpstreamResponse } from "../../ports";
import { answerHead, choice, chunk, completion, toolCall, unknownError, usageChunk } from "../foreign/answer";
import { embeddingsAnswer, textsOf } from "../foreign/embeddings";
import type { StreamTranslator, Translation } from "../translation";

// Workers AI over the deployment's own binding: no account id, no token.
// https://developers.cloudflare.com/workers-ai/configuration/bindings/
// Newer models answer in OpenAI's format there, older ones in Cloudflare's own: {"response", "tool_calls", "usage"}.

/** Runs a model; `body` is OpenAI's request as the REST endpoint would get it. */
export async function runBinding(
  ai: AiBinding | null | undefined,
  model: string,
  call: Call,
  body: JsonObject,
): Promise<UpstreamResponse> {
  if (!ai)
    throw new UpstreamFailure(
      failure("server", "missing_binding", "options.binding is set, but this deployment has no AI binding"),
    );
  const { model: _, ...chat } = body;
  const inputs = call.operation === "embeddings" ? { text: textsOf(body, "Workers AI") } : chat;
  try {
    return await ai.run(model, inputs, { returnRawResponse: true });
  } catch (error) {
    return bindingError(error);
  }
}

/** https://developers.cloudflare.com/workers-ai/platform/errors/ */
const statuses: Record<string, number> = {
  "3036": 429,
  "3040": 429,
  "3041": 429,
  "5007": 404,
  "5018": 403,
  "3007": 408,
};

/** The binding throws what the REST API answers: `5007: No such model`. */
function bindingError(error: unknown): UpstreamResponse {
  const message = error instanceof Error ? error.message : "the AI binding failed";
  const code = /\b([3-5]\d{3}):/.exec(message)?.[1] ?? "";
  const status = statuses[code] ?? (code.startsWith("5") || code === "3003" ? 400 : 500);
  const word = code === "3036" ? "insufficient_quota" : code === "" ? "inference_error" : code;
  return Response.json({ error: { message, type: "upstream_error", code: word } }, { status });
}

export const bindingTranslation: Translation = {
  whole(call, text) {
    const answer = parseObject(text);
    if (answer === null) throw new Error("not JSON");
    const result = isObject(answer.result) ? answer.result : answer;
    if (call.operation === "embeddings") {
      if (!Array.isArray(result.data)) throw new Error("not embeddings");
      return embeddingsAnswer(call, call.model, result.data, null);
    }
    if (Array.isArray(result.choices) || result.error !== undefined) return result;
    if (result.response === undefined && result.tool_calls === undefined) throw new Error("not an answer");
    const calls = callsOf(result.tool_calls);
    const said = textOf(result.response);
    const message = {
      content: said === "" && calls.length > 0 ? null : said,
      ...(calls.length === 0 ? {} : { tool_calls: calls }),
    };
    const only = choice(0, message, calls.length > 0 ? "tool_calls" : "stop");
    return completion(answerHead(null, call.model), [only], isObject(result.usage) ? result.usage : null);
  },
  error: (text) => {
    const body = parseObject(text);
    return body !== null && body.error !== undefined ? body : unknownError(text);
  },
  stream: (call) => new BindingStream(call),
};

/** Structured answers are objects, and single digits are numbers. */
const textOf = (response: unknown): string =>
  typeof response === "string" ? response : response === undefined || response === null ? "" : JSON.stringify(response);

function callsOf(calls: unknown): JsonObject[] {
  if (!Array.isArray(calls)) return [];
  return calls.filter(isObject).map((call) => {
    const { name, arguments: given } = isObject(call.function) ? call.function : call;
    const id = typeof call.id === "string" ? call.id : newCallId();
    return toolCall(id, String(name), typeof given === "string" ? given : JSON.stringify(given ?? {}));
  });
}

class BindingStream implements StreamTranslator {
  done = false;
  readonly #head;
  #calls = 0;
  #finished = false;

  constructor(call: Call) {
    this.#head = answerHead(null, call.model);
  }

  event(_name: string | null, data: string): JsonObject[] {
    if (data.trim() === "[DONE]") {
      this.done = true;
      return this.#finished ? [] : [chunk(this.#head, {}, this.#calls > 0 ? "tool_calls" : "stop")];
    }
    const event: unknown = JSON.parse(data);
    if (!isObject(event)) return [];
    if (Array.isArray(event.choices) || event.error !== undefined) {
      const choices = Array.isArray(event.choices) ? event.choices : [];
      if (choices.some((each) => isObject(each) && typeof each.finish_reason === "string")) this.#finished = true;
      return [event];
    }
    const chunks: JsonObject[] = [];
    const said = textOf(event.response);
    if (said !== "") chunks.push(chunk(this.#head, { content: said }));
    for (const call of callsOf(event.tool_calls))
      chunks.push(chunk(this.#head, { tool_calls: [{ index: this.#calls++, ...call }] }));
    if (isObject(event.usage)) chunks.push(usageChunk(this.#head, event.usage));
    return chunks;
  }
}
