import type { Call } from "../../dialects/dialect";
import { newCallId } from "../../openai/call-id";
import { isObject, type JsonObject, wordTable } from "../../openai/fields";
import { parseKeepingDigits } from "../../openai/long-numbers";
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
import { embeddingsAnswer } from "../foreign/embeddings";
import { groundingAnnotations, logprobsOf } from "./grounding";
import { isSound, spokenMessage } from "./spoken-chat";

const blocked = new Set([
  "SAFETY",
  "BLOCKLIST",
  "PROHIBITED_CONTENT",
  "SPII",
  "RECITATION",
  "LANGUAGE",
  "IMAGE_SAFETY",
  "IMAGE_PROHIBITED_CONTENT",
  "IMAGE_RECITATION",
]);

export function finishReason(reason: unknown, hasToolCalls: boolean): FinishReason {
  if (reason === "MAX_TOKENS") return "length";
  if (blocked.has(String(reason))) return "content_filter";
  return hasToolCalls ? "tool_calls" : "stop";
}

/** The model wrote a call that is none: nothing in it is of use, another try may be. */
export const isBrokenCall = (candidate: JsonObject): boolean =>
  candidate.finishReason === "MALFORMED_FUNCTION_CALL" || candidate.finishReason === "UNEXPECTED_TOOL_CALL";

export const brokenCall = (candidate: JsonObject): JsonObject =>
  errorAnswer({
    message:
      typeof candidate.finishMessage === "string"
        ? candidate.finishMessage
        : "the model wrote a malformed function call",
    type: "server_error",
    code: "malformed_function_call",
  });

/** What the parts of a candidate say, in OpenAI's fields. */
export interface ReadParts {
  content: string;
  reasoning: string;
  calls: JsonObject[];
  images: JsonObject[];
  /** `inlineData` that is heard. */
  sounds: JsonObject[];
  /** Of a part that is no call. */
  signature: string | null;
}

export const extraContent = (signature: unknown): JsonObject =>
  typeof signature === "string" && signature !== ""
    ? { extra_content: { google: { thought_signature: signature } } }
    : {};

export function readParts(candidate: JsonObject): ReadParts {
  const read: ReadParts = { content: "", reasoning: "", calls: [], images: [], sounds: [], signature: null };
  const parts = isObject(candidate.content) ? candidate.content.parts : null;
  if (!Array.isArray(parts)) return read;
  for (const part of parts) {
    if (!isObject(part)) continue;
    if (isObject(part.functionCall)) {
      const { id, name, args } = part.functionCall;
      // Older models give no ids, and two calls of one function must not be mixed up.
      const ownId = typeof id === "string" && id !== "" ? id : newCallId();
      const call = toolCall(ownId, String(name), JSON.stringify(args ?? {}));
      read.calls.push({ ...call, ...extraContent(part.thoughtSignature) });
      continue;
    }
    if (isObject(part.inlineData)) {
      const { mimeType, data } = part.inlineData;
      if (isSound(part.inlineData)) read.sounds.push(part.inlineData);
      else read.images.push({ type: "image_url", image_url: { url: `data:${mimeType};base64,${data}` } });
    }
    if (typeof part.text === "string") {
      if (part.thought === true) read.reasoning += part.text;
      else read.content += part.text;
    }
    if (typeof part.thoughtSignature === "string") read.signature = part.thoughtSignature;
  }
  return read;
}

/** A whole answer -> OpenAI's chat completion or list of embeddings. */
export function geminiAnswer(call: Call, text: string): JsonObject {
  const parsed: unknown = call.operation === "embeddings" ? JSON.parse(text) : parseKeepingDigits(text);
  const answer = Array.isArray(parsed) ? parsed[0] : parsed;
  if (!isObject(answer)) throw new Error("not an answer");
  if (isObject(answer.error)) return geminiError(text);
  if (call.operation === "embeddings") return embeddings(call, answer);
  const head = answerHead(answer.responseId, answer.modelVersion ?? call.model);
  const usage = geminiUsage(answer.usageMetadata);
  const candidates = Array.isArray(answer.candidates) ? answer.candidates.filter(isObject) : [];
  if (candidates.length === 0) {
    if (!isObject(answer.promptFeedback)) throw new Error("no candidates");
    const refusal = `The prompt was blocked: ${answer.promptFeedback.blockReason ?? "no reason was given"}.`;
    return completion(head, [choice(0, { refusal }, "content_filter")], usage);
  }
  const choices: JsonObject[] = [];
  for (const [index, candidate] of candidates.entries()) {
    const { content, reasoning, calls, images, sounds, signature } = readParts(candidate);
    if (isBrokenCall(candidate) && content === "" && calls.length === 0) return brokenCall(candidate);
    const audio = sounds.length === 0 ? null : spokenMessage(sounds, content, call.body, head.created);
    const message: JsonObject = {
      ...saidMessage({ content, reasoning, calls, images, annotations: groundingAnnotations(candidate, content) }),
      ...extraContent(signature),
      ...(audio === null ? {} : { content: null, audio }),
    };
    const only = choice(index, message, finishReason(candidate.finishReason, calls.length > 0));
    only.logprobs = logprobsOf(candidate);
    choices.push(only);
  }
  return completion(head, choices, usage);
}

function embeddings(call: Call, answer: JsonObject): JsonObject {
  const list = Array.isArray(answer.embeddings) ? answer.embeddings : [answer.embedding];
  const vectors = list.map((embedding) => (isObject(embedding) ? embedding.values : null));
  if (!vectors.every(Array.isArray)) throw new Error("not embeddings");
  const usage = isObject(answer.usageMetadata) ? answer.usageMetadata : {};
  const tokens = typeof usage.promptTokenCount === "number" ? usage.promptTokenCount : null;
  return embeddingsAnswer(call, call.model, vectors, tokens);
}

/** The prompt's count has the cached tokens in it; thoughts are counted beside the answer. */
export function geminiUsage(usage: unknown): JsonObject | null {
  if (!isObject(usage) || usage.promptTokenCount === undefined) return null;
  const prompt = count(usage.promptTokenCount) + count(usage.toolUsePromptTokenCount);
  const thoughts = count(usage.thoughtsTokenCount);
  const output = count(usage.candidatesTokenCount) + thoughts;
  return usageOf({
    prompt,
    completion: output,
    cached: count(usage.cachedContentTokenCount),
    reasoning: thoughts,
    promptAudio: audioTokens(usage.promptTokensDetails),
    completionAudio: audioTokens(usage.candidatesTokensDetails),
  });
}

/** `[{"modality": "AUDIO", "tokenCount"}]` -> OpenAI's `audio_tokens`. */
function audioTokens(details: unknown): { audio_tokens?: number } {
  const list = Array.isArray(details) ? details.filter(isObject) : [];
  const audio = list.find(({ modality }) => modality === "AUDIO");
  return audio === undefined ? {} : { audio_tokens: count(audio.tokenCount) };
}

const errorTypes = wordTable<[type: string, code: string]>({
  INVALID_ARGUMENT: ["invalid_request_error", "invalid_request_error"],
  FAILED_PRECONDITION: ["invalid_request_error", "failed_precondition"],
  UNAUTHENTICATED: ["authentication_error", "invalid_api_key"],
  PERMISSION_DENIED: ["permission_error", "permission_denied"],
  NOT_FOUND: ["invalid_request_error", "model_not_found"],
  RESOURCE_EXHAUSTED: ["rate_limit_error", "rate_limit_exceeded"],
  UNAVAILABLE: ["server_error", "overloaded"],
  DEADLINE_EXCEEDED: ["server_error", "timeout"],
  INTERNAL: ["server_error", "internal"],
});

/** Google's error object, which comes in an array where a stream was asked for: https://google.aip.dev/193 */
export function geminiError(text: string): JsonObject {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return unknownError(text);
  }
  const body = Array.isArray(parsed) ? parsed[0] : parsed;
  const error = isObject(body) ? body.error : null;
  if (!isObject(error)) return unknownError(text);
  const message = typeof error.message === "string" ? error.message : "the upstream gave no reason";
  const details = Array.isArray(error.details) ? error.details : [];
  const said = JSON.stringify(details);
  // A wrong key is told with a 400, a used-up day with the same 429 as a used-up minute.
  if (said.includes("API_KEY_INVALID") || /API key (?:not valid|expired)/i.test(message))
    return errorAnswer({ message, type: "authentication_error", code: "invalid_api_key" });
  if (error.status === "RESOURCE_EXHAUSTED" && /PerDay/.test(said))
    return errorAnswer({ message, type: "insufficient_quota", code: "insufficient_quota" });
  const [type, code] = errorTypes[String(error.status)] ?? ["server_error", String(error.status ?? "upstream_error")];
  return errorAnswer({ message, type, code }, details.length === 0 ? {} : { details });
}
