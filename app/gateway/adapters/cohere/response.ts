import type { Call } from "../../dialects/dialect";
import { isObject, type JsonObject, parseObject, wordTable } from "../../openai/fields";
import {
  answerHead,
  choice,
  completion,
  count,
  errorAnswer,
  type FinishReason,
  saidMessage,
  unknownError,
  usageOf,
} from "../foreign/answer";
import { embeddingsAnswer } from "../foreign/embeddings";
import { citationAnnotations, logprobsOf } from "./citations";

const finishReasons = wordTable<FinishReason>({
  MAX_TOKENS: "length",
  TOOL_CALL: "tool_calls",
});

export const finishReason = (reason: unknown, hasToolCalls: boolean): FinishReason => {
  const finish = finishReasons[String(reason)] ?? "stop";
  return finish === "tool_calls" && !hasToolCalls ? "stop" : finish;
};

/** `ERROR`, `ERROR_TOXIC`, `ERROR_LIMIT`, `TIMEOUT`: the answer broke off. */
export const isBroken = (reason: unknown): boolean => typeof reason === "string" && /^(?:ERROR|TIMEOUT)/.test(reason);

export const brokenAnswer = (reason: unknown, message: unknown): JsonObject =>
  errorAnswer({
    message: typeof message === "string" && message !== "" ? message : `the upstream ended with ${reason}`,
    type: "server_error",
    code: String(reason).toLowerCase(),
  });

/** A whole answer -> OpenAI's chat completion or list of embeddings. */
export function cohereAnswer(call: Call, text: string): JsonObject {
  const answer = parseObject(text);
  if (answer === null) throw new Error("not JSON");
  if (call.operation === "embeddings") return embeddings(call, answer);
  if (!isObject(answer.message)) {
    if (typeof answer.message === "string") return cohereError(text);
    throw new Error("not an answer");
  }
  if (isBroken(answer.finish_reason)) return brokenAnswer(answer.finish_reason, null);
  const { content, tool_plan: plan, tool_calls: calls } = answer.message;
  let spoken = "";
  let reasoning = typeof plan === "string" ? plan : "";
  for (const part of Array.isArray(content) ? content : []) {
    if (!isObject(part)) continue;
    if (typeof part.text === "string") spoken += part.text;
    if (typeof part.thinking === "string") reasoning += part.thinking;
  }
  const called = Array.isArray(calls) ? calls : [];
  const message = saidMessage({
    content: spoken,
    reasoning,
    calls: called,
    annotations: citationAnnotations(answer.message.citations ?? []),
  });
  const only = choice(0, message, finishReason(answer.finish_reason, called.length > 0));
  only.logprobs = logprobsOf(answer.logprobs);
  // The answer does not say which model gave it.
  const head = answerHead(answer.id, call.model);
  return completion(head, [only], cohereUsage(answer.usage));
}

function embeddings(call: Call, answer: JsonObject): JsonObject {
  if (!isObject(answer.embeddings) || !Array.isArray(answer.embeddings.float)) throw new Error("not embeddings");
  const billed = isObject(answer.meta) && isObject(answer.meta.billed_units) ? answer.meta.billed_units : {};
  const tokens = typeof billed.input_tokens === "number" ? billed.input_tokens : null;
  return embeddingsAnswer(call, call.model, answer.embeddings.float, tokens);
}

/** `tokens` are what the model saw and wrote, `billed_units` what is paid for; null where there are neither. */
export function cohereUsage(usage: unknown): JsonObject | null {
  if (!isObject(usage)) return null;
  const told = [usage.tokens, usage.billed_units].filter(isObject).find((each) => each.input_tokens !== undefined);
  if (told === undefined) return null;
  const prompt = count(told.input_tokens);
  const output = count(told.output_tokens);
  return usageOf({ prompt, completion: output, cached: count(usage.cached_tokens) });
}

/** `{"id", "message"}`: the status says the rest. https://docs.cohere.com/reference/errors */
export function cohereError(text: string): JsonObject {
  const message = parseObject(text)?.message;
  if (typeof message !== "string") return unknownError(text);
  const wrongKey = /invalid api token|no api key/i.test(message);
  return errorAnswer({ message, type: "upstream_error", code: wrongKey ? "invalid_api_key" : null });
}
