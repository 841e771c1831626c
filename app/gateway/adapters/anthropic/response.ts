import type { Call } from "../../dialects/dialect";
import { isObject, type JsonObject, parseObject, wordTable } from "../../openai/fields";
import { holdsLongNumber, readPrecisely } from "../../openai/long-numbers";
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
import { annotations } from "./citations";
import { answerTool } from "./request";
import { signatureFormat } from "./thinking";

const finishReasons = wordTable<FinishReason>({
  max_tokens: "length",
  model_context_window_exceeded: "length",
  tool_use: "tool_calls",
  refusal: "content_filter",
});

/** Unknown reasons are a stop: new ones appear, and an answer is an answer. */
export const finishReason = (reason: unknown, hasToolCalls: boolean): FinishReason => {
  const finish = finishReasons[String(reason)] ?? "stop";
  return finish === "tool_calls" && !hasToolCalls ? "stop" : finish;
};

/** Why the model refused, where the API says so: https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons */
export function refusalIn({ stop_reason: reason, stop_details: details }: JsonObject): string | null {
  const said = reason === "refusal" && isObject(details) ? details.explanation : null;
  return typeof said === "string" && said !== "" ? said : null;
}

/** The block is the answer itself: the tool that a JSON schema was turned into. */
export const isAnswerTool = (call: Call, block: JsonObject): boolean =>
  block.name === answerTool && isObject(call.body.response_format);

export const signedThinking = (index: number, text: string, signature: string): JsonObject => ({
  type: "reasoning.text",
  text,
  signature,
  format: signatureFormat,
  index,
});

export const hiddenThinking = (index: number, data: unknown): JsonObject => ({
  type: "reasoning.encrypted",
  data,
  format: signatureFormat,
  index,
});

/** A whole message -> OpenAI's chat completion. */
export function messagesAnswer(call: Call, text: string): JsonObject {
  let answer = parseObject(text);
  if (answer !== null && holdsLongNumber(answer.content)) answer = readPrecisely(text);
  if (answer === null) throw new Error("not JSON");
  if (answer.type === "error" || isObject(answer.error)) return messagesError(text);
  if (!Array.isArray(answer.content)) throw new Error("not a message");
  let content = "";
  let reasoning = "";
  const details: JsonObject[] = [];
  const calls: JsonObject[] = [];
  const cited: JsonObject[] = [];
  for (const block of answer.content) {
    if (!isObject(block)) continue;
    if (block.type === "text" && typeof block.text === "string") {
      cited.push(...annotations(block.citations, { start: content.length, end: content.length + block.text.length }));
      content += block.text;
    } else if (block.type === "thinking" && typeof block.thinking === "string") {
      reasoning += block.thinking;
      if (typeof block.signature === "string" && block.signature !== "")
        details.push(signedThinking(details.length, block.thinking, block.signature));
    } else if (block.type === "redacted_thinking") details.push(hiddenThinking(details.length, block.data));
    else if (block.type === "tool_use" && isAnswerTool(call, block)) content += JSON.stringify(block.input ?? {});
    else if (block.type === "tool_use")
      calls.push(toolCall(String(block.id), String(block.name), JSON.stringify(block.input ?? {})));
  }
  const refusal = refusalIn(answer) ?? "";
  const message = saidMessage({ content, reasoning, details, refusal, calls, annotations: cited });
  return completion(
    answerHead(answer.id, answer.model),
    [choice(0, message, finishReason(answer.stop_reason, calls.length > 0))],
    messagesUsage(answer.usage),
  );
}

/** `input_tokens` leaves out what was read from and written to the cache: OpenAI's count has both. */
export function messagesUsage(usage: unknown): JsonObject | null {
  if (!isObject(usage) || (usage.input_tokens === undefined && usage.output_tokens === undefined)) return null;
  const cached = count(usage.cache_read_input_tokens);
  const written = count(usage.cache_creation_input_tokens);
  const prompt = count(usage.input_tokens) + cached + written;
  const output = count(usage.output_tokens);
  const details = isObject(usage.output_tokens_details) ? usage.output_tokens_details : {};
  const reasoning = count(details.thinking_tokens);
  const keptAnHour = isObject(usage.cache_creation) ? count(usage.cache_creation.ephemeral_1h_input_tokens) : 0;
  return usageOf({ prompt, completion: output, cached, written, keptAnHour, reasoning });
}

/** Class and code of the vendor's error types: https://platform.claude.com/docs/en/api/errors */
const errorTypes = wordTable<[type: string, code: string]>({
  invalid_request_error: ["invalid_request_error", "invalid_request_error"],
  request_too_large: ["invalid_request_error", "request_too_large"],
  not_found_error: ["invalid_request_error", "model_not_found"],
  authentication_error: ["authentication_error", "invalid_api_key"],
  permission_error: ["permission_error", "permission_denied"],
  billing_error: ["insufficient_quota", "insufficient_quota"],
  rate_limit_error: ["rate_limit_error", "rate_limit_exceeded"],
  overloaded_error: ["server_error", "overloaded"],
  api_error: ["server_error", "api_error"],
  timeout_error: ["server_error", "timeout"],
});

/** The body of an error answer, or the data of an `error` event. */
export function messagesError(text: string): JsonObject {
  const error = parseObject(text)?.error;
  if (!isObject(error)) return unknownError(text);
  const message = typeof error.message === "string" ? error.message : "the upstream gave no reason";
  // An empty account is told with a 400.
  if (/credit balance is too low/i.test(message))
    return errorAnswer({ message, type: "insufficient_quota", code: "insufficient_quota" });
  const [type, code] = errorTypes[String(error.type)] ?? ["server_error", String(error.type ?? "upstream_error")];
  // A code for programs, which the vendor's SDK acts on.
  return errorAnswer({ message, type, code }, isObject(error.details) ? { details: error.details } : {});
}
