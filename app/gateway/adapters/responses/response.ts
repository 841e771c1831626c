import type { Call } from "../../dialects/dialect";
import { isObject, type JsonObject, parseObject } from "../../openai/fields";
import {
  answerHead,
  choice,
  completion,
  count,
  errorAnswer,
  type FinishReason,
  saidMessage,
  toolCall,
  unknownError,
  usageOf,
} from "../foreign/answer";
import { reasoningDetails, summaryTexts } from "./reasoning";

/** A whole response -> OpenAI's chat completion. */
export function responsesAnswer(_call: Call, text: string): JsonObject {
  const answer = parseObject(text);
  if (answer === null) throw new Error("not JSON");
  if (isObject(answer.error)) return responseFailure(answer);
  if (!Array.isArray(answer.output)) throw new Error("not a response");
  if (answer.status === "failed" || answer.status === "cancelled") return responseFailure(answer);
  let content = "";
  let refusal = "";
  const reasoning: string[] = [];
  const details: JsonObject[] = [];
  const calls: JsonObject[] = [];
  const annotations: JsonObject[] = [];
  const images: JsonObject[] = [];
  const logprobs: unknown[] = [];
  for (const item of answer.output) {
    if (!isObject(item)) continue;
    if (item.type === "reasoning") {
      reasoning.push(...summaryTexts(item));
      details.push(...reasoningDetails(item, details.length));
    } else if (item.type === "function_call" || item.type === "custom_tool_call") calls.push(callOf(item));
    else if (item.type === "image_generation_call") images.push(...imagesOf(item));
    else if (item.type === "message" && Array.isArray(item.content))
      for (const part of item.content) {
        if (!isObject(part)) continue;
        if (typeof part.refusal === "string") refusal += part.refusal;
        if (typeof part.text !== "string") continue;
        if (Array.isArray(part.annotations))
          annotations.push(...part.annotations.filter(isObject).map((each) => chatAnnotation(each, content.length)));
        if (Array.isArray(part.logprobs)) logprobs.push(...part.logprobs);
        content += part.text;
      }
  }
  const message = saidMessage({
    content,
    reasoning: reasoning.join("\n\n"),
    details,
    refusal,
    calls,
    images,
    annotations,
  });
  const only = choice(0, message, finishReason(answer, calls.length > 0));
  if (logprobs.length > 0) only.logprobs = { content: logprobs, refusal: null };
  const head = { ...answerHead(answer.id, answer.model), ...createdOf(answer) };
  const tier = typeof answer.service_tier === "string" ? { service_tier: answer.service_tier } : {};
  return { ...completion(head, [only], responsesUsage(answer.usage)), ...tier };
}

export const createdOf = ({ created_at: created }: JsonObject): { created?: number } =>
  typeof created === "number" ? { created: Math.floor(created) } : {};

export function callOf(item: JsonObject): JsonObject {
  const id = String(item.call_id ?? item.id);
  if (item.type === "custom_tool_call")
    return { id, type: "custom", custom: { name: item.name, input: item.input ?? "" } };
  const given = typeof item.arguments === "string" && item.arguments !== "" ? item.arguments : "{}";
  return toolCall(id, String(item.name), given);
}

export const imagesOf = ({ result, output_format: format }: JsonObject): JsonObject[] =>
  typeof result === "string" && result !== ""
    ? [{ type: "image_url", image_url: { url: `data:image/${format ?? "png"};base64,${result}` } }]
    : [];

/** Flat here, one level deeper in chat; `offset` is the text before the part that the places are counted in. */
export function chatAnnotation({ type, ...fields }: JsonObject, offset: number): JsonObject {
  const moved: JsonObject = { ...fields };
  for (const name of ["start_index", "end_index", "index"])
    if (typeof moved[name] === "number") moved[name] = moved[name] + offset;
  return typeof type === "string" ? { type, [type]: moved } : { ...moved };
}

export function finishReason(response: JsonObject, hasCalls: boolean): FinishReason {
  const reason = isObject(response.incomplete_details) ? response.incomplete_details.reason : null;
  if (reason === "max_output_tokens") return "length";
  if (reason === "content_filter") return "content_filter";
  return hasCalls ? "tool_calls" : "stop";
}

export function responsesUsage(usage: unknown): JsonObject | null {
  if (!isObject(usage) || (usage.input_tokens === undefined && usage.output_tokens === undefined)) return null;
  const prompt = count(usage.input_tokens);
  const output = count(usage.output_tokens);
  const read = isObject(usage.input_tokens_details) ? usage.input_tokens_details : {};
  const written = isObject(usage.output_tokens_details) ? usage.output_tokens_details : {};
  return usageOf({
    prompt,
    completion: output,
    cached: count(read.cached_tokens),
    written: count(read.cache_write_tokens),
    reasoning: count(written.reasoning_tokens),
  });
}

/** A response that failed: `{"error": {"code", "message"}}` beside the status. */
export function responseFailure({ error, status }: JsonObject): JsonObject {
  const { code, message, type, param } = isObject(error) ? error : {};
  const word = typeof code === "string" ? code : null;
  const known = typeof type === "string" ? type : word === "rate_limit_exceeded" ? "rate_limit_error" : "server_error";
  return errorAnswer(
    {
      message: typeof message === "string" && message !== "" ? message : `the response ended as ${status ?? "failed"}`,
      type: known,
      code: word,
    },
    typeof param === "string" ? { param } : {},
  );
}

/** OpenAI's error object, as it is. */
export function responsesError(text: string): JsonObject {
  const body = parseObject(text);
  if (body?.object === "response") return responseFailure(body);
  return isObject(body?.error) || typeof body?.error === "string" || typeof body?.message === "string"
    ? body!
    : unknownError(text);
}
