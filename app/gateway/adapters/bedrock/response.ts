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
import { fileCitation, urlCitation } from "../foreign/citations";
import { hiddenReasoning, signedReasoning } from "./reasoning";
import { answerTool } from "./tools";

const finishReasons = wordTable<FinishReason>({
  max_tokens: "length",
  model_context_window_exceeded: "length",
  tool_use: "tool_calls",
  content_filtered: "content_filter",
  guardrail_intervened: "content_filter",
  refusal: "content_filter",
});

/** Unknown reasons are a stop: new ones appear, and an answer is an answer. */
export const finishReason = (reason: unknown, hasToolCalls: boolean): FinishReason => {
  const finish = finishReasons[String(reason)] ?? "stop";
  if (finish === "tool_calls" || finish === "stop") return hasToolCalls ? "tool_calls" : "stop";
  return finish;
};

/** The model wrote something that is no answer: nothing in it is of use, another try may be. */
export const isMalformed = (reason: unknown): boolean =>
  reason === "malformed_model_output" || reason === "malformed_tool_use";

export const malformed = (reason: unknown): JsonObject =>
  errorAnswer({ message: `the model's answer is unusable: ${reason}`, type: "server_error", code: String(reason) });

/** The block is the answer itself: the tool that a JSON schema was turned into. */
export const isAnswerTool = (call: Call, name: unknown): boolean =>
  name === answerTool && isObject(call.body.response_format);

/** A citation of a document or a page; `range` is where in the answer the cited words stand. */
export function annotation(citation: JsonObject, range: { start: number; end: number }): JsonObject {
  const { title, sourceContent, location } = citation;
  const quote = Array.isArray(sourceContent)
    ? sourceContent.map((part) => (isObject(part) && typeof part.text === "string" ? part.text : "")).join("")
    : "";
  const web = isObject(location) && isObject(location.web) ? location.web.url : null;
  return typeof web === "string" ? urlCitation(web, { title, quote, range }) : fileCitation({ title, quote, range });
}

/** A whole answer -> OpenAI's chat completion. */
export function converseAnswer(call: Call, model: string, text: string): JsonObject {
  let answer = parseObject(text);
  if (answer !== null && holdsLongNumber(answer.output)) answer = readPrecisely(text);
  if (answer === null) throw new Error("not JSON");
  const message = isObject(answer.output) ? answer.output.message : null;
  if (!isObject(message) || !Array.isArray(message.content)) {
    if (typeof answer.message === "string") return converseError(text);
    throw new Error("not a message");
  }
  let content = "";
  let reasoning = "";
  const details: JsonObject[] = [];
  const calls: JsonObject[] = [];
  const annotations: JsonObject[] = [];
  for (const block of message.content) {
    if (!isObject(block)) continue;
    if (typeof block.text === "string") content += block.text;
    if (isObject(block.citationsContent)) {
      const { content: parts, citations } = block.citationsContent;
      const start = content.length;
      for (const part of Array.isArray(parts) ? parts : [])
        if (isObject(part) && typeof part.text === "string") content += part.text;
      for (const each of Array.isArray(citations) ? citations : [])
        if (isObject(each)) annotations.push(annotation(each, { start, end: content.length }));
    }
    if (isObject(block.reasoningContent)) {
      const { reasoningText, redactedContent } = block.reasoningContent;
      if (isObject(reasoningText)) {
        // Thinking that is not shown has a signature alone.
        const text = typeof reasoningText.text === "string" ? reasoningText.text : "";
        reasoning += text;
        if (typeof reasoningText.signature === "string" && reasoningText.signature !== "")
          details.push(signedReasoning(model, details.length, text, reasoningText.signature));
      }
      if (typeof redactedContent === "string") details.push(hiddenReasoning(model, details.length, redactedContent));
    }
    if (isObject(block.toolUse) && block.toolUse.type !== "server_tool_use") {
      const { toolUseId, name, input } = block.toolUse;
      if (isAnswerTool(call, name)) content += JSON.stringify(input ?? {});
      else calls.push(toolCall(String(toolUseId), String(name), JSON.stringify(input ?? {})));
    }
  }
  if (isMalformed(answer.stopReason) && content === "" && calls.length === 0) return malformed(answer.stopReason);
  const said = saidMessage({ content, reasoning, details, calls, annotations });
  const finish = finishReason(answer.stopReason, calls.length > 0);
  // The answer does not say which model gave it.
  return completion(answerHead(null, model), [choice(0, said, finish)], converseUsage(answer.usage));
}

/** `inputTokens` leaves out what was read from and written to the cache: OpenAI's count has both. */
export function converseUsage(usage: unknown): JsonObject | null {
  if (!isObject(usage) || (usage.inputTokens === undefined && usage.outputTokens === undefined)) return null;
  const cached = count(usage.cacheReadInputTokens);
  const written = count(usage.cacheWriteInputTokens);
  const prompt = count(usage.inputTokens) + cached + written;
  const output = count(usage.outputTokens);
  const details = Array.isArray(usage.cacheDetails) ? usage.cacheDetails.filter(isObject) : [];
  const keptAnHour = count(details.find(({ ttl }) => ttl === "1h")?.inputTokens);
  return usageOf({ prompt, completion: output, cached, written, keptAnHour });
}

/** Exceptions of a stream by name; https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html */
const exceptions = wordTable<[type: string, code: string]>({
  throttlingException: ["rate_limit_error", "rate_limit_exceeded"],
  serviceQuotaExceededException: ["rate_limit_error", "rate_limit_exceeded"],
  validationException: ["invalid_request_error", "invalid_request_error"],
  serviceUnavailableException: ["server_error", "overloaded"],
});

/** `{"message"}`: the status, or the exception's name in a stream, says the rest. */
export function converseError(text: string, event: string | null = null): JsonObject {
  const body = parseObject(text);
  const exception = event ?? exceptionIn(body);
  const said = body?.message ?? body?.Message ?? body?.originalMessage;
  if (typeof said !== "string") return exception === null ? unknownError(text) : named(exception, exception);
  // A model that is not there, or not for this account, says nothing against the credential.
  if (
    /model identifier is invalid|access to the model|did not allow prompt caching|model (?:is )?not (?:found|supported in)|legacy|end of (?:its )?life|support counting tokens/i.test(
      said,
    )
  )
    return errorAnswer({ message: said, type: "invalid_request_error", code: "model_not_found" });
  return named(exception, said);
}

/** `{"__type": "com.amazon.coral.service#ThrottlingException"}` -> `throttlingException`. */
function exceptionIn(body: JsonObject | null): string | null {
  const name = typeof body?.__type === "string" ? body.__type.replace(/^.*#/, "") : "";
  return name === "" ? null : name.charAt(0).toLowerCase() + name.slice(1);
}

function named(exception: string | null, message: string): JsonObject {
  const [type, code] = exceptions[exception ?? ""] ?? ["server_error", null];
  return errorAnswer({ message, type, code: code ?? exception });
}
