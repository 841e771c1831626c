import { isObject, type JsonObject } from "../../openai/fields";
import { noUsage, readUsage, type Usage } from "../../openai/usage";
import { carry } from "../carried";
import { citationsIn } from "../citations";
import { argumentsObject } from "../tool-arguments";
import { citedSources } from "./citations";
import { logprobsResult } from "./logprobs";

// OpenAI's chat completion -> a GenerateContentResponse: https://ai.google.dev/api/generate-content#response-body

/** `thoughts`: the client asked to see what the model thinks. */
export function generateAnswer(answer: JsonObject, thoughts: boolean): JsonObject {
  const choices = Array.isArray(answer.choices) ? answer.choices.filter(isObject) : [];
  return {
    candidates: choices.map((choice, place) => {
      const message = isObject(choice.message) ? choice.message : {};
      const parts = partsOf(message, thoughts);
      const logprobs = logprobsResult(choice.logprobs);
      return {
        content: { role: "model", parts },
        finishReason: finishReason(choice.finish_reason),
        index: typeof choice.index === "number" ? choice.index : place,
        ...(logprobs === null ? {} : { logprobsResult: logprobs }),
        ...(message.annotations === undefined
          ? {}
          : citedSources(citationsIn(message.annotations), String(message.content ?? ""))),
      };
    }),
    usageMetadata: usageMetadata(readUsage(answer.usage) ?? noUsage),
    ...answerHead(answer),
  };
}

export const answerHead = ({ id, model }: JsonObject): JsonObject => ({
  modelVersion: typeof model === "string" ? model : "",
  responseId: typeof id === "string" && id !== "" ? id : crypto.randomUUID().replaceAll("-", ""),
});

export const finishReason = (reason: unknown): string =>
  reason === "length" ? "MAX_TOKENS" : reason === "content_filter" ? "SAFETY" : "STOP";

/** The answer's count has no thoughts in it there. */
export const usageMetadata = (usage: Usage): JsonObject => ({
  promptTokenCount: usage.promptTokens,
  candidatesTokenCount: Math.max(0, usage.completionTokens - usage.reasoningTokens),
  totalTokenCount: usage.promptTokens + usage.completionTokens,
  ...(usage.cachedTokens > 0 ? { cachedContentTokenCount: usage.cachedTokens } : {}),
  ...(usage.reasoningTokens > 0 ? { thoughtsTokenCount: usage.reasoningTokens } : {}),
  ...(usage.audioInputTokens ? { promptTokensDetails: modalities(usage.promptTokens, usage.audioInputTokens) } : {}),
  ...(usage.audioOutputTokens
    ? { candidatesTokensDetails: modalities(usage.completionTokens - usage.reasoningTokens, usage.audioOutputTokens) }
    : {}),
});

const modalities = (tokens: number, audio: number): JsonObject[] => [
  { modality: "TEXT", tokenCount: Math.max(0, tokens - audio) },
  { modality: "AUDIO", tokenCount: audio },
];

function partsOf(message: JsonObject, thoughts: boolean): JsonObject[] {
  const parts: JsonObject[] = [];
  const thought = message.reasoning_content;
  if (thoughts && typeof thought === "string" && thought !== "") parts.push({ text: thought, thought: true });
  const content = Array.isArray(message.content) ? message.content : [{ text: message.content }];
  const texts = [...content.map((part) => (isObject(part) ? part.text : null)), message.refusal];
  const text = texts.filter((value) => typeof value === "string").join("");
  const own = ownSignature(message);
  if (text !== "" || own !== null) parts.push({ text, ...(own === null ? {} : { thoughtSignature: own }) });
  parts.push(...imageParts(message.images));
  const details = signedDetails(message.reasoning_details);
  const calls = Array.isArray(message.tool_calls) ? message.tool_calls.filter(isObject) : [];
  calls.forEach((call, index) => {
    parts.push(callPart(call, index === 0 ? details : []));
  });
  return parts;
}

/** Google's own signature of a message or a call. */
export function ownSignature(source: JsonObject): string | null {
  const google = isObject(source.extra_content) ? source.extra_content.google : null;
  const signature = isObject(google) ? google.thought_signature : null;
  return typeof signature === "string" && signature !== "" ? signature : null;
}

/** What of the reasoning must come back for the vendor that wrote it to go on. */
export const signedDetails = (details: unknown): JsonObject[] =>
  (Array.isArray(details) ? details : []).filter(
    (detail) => isObject(detail) && (typeof detail.signature === "string" || typeof detail.data === "string"),
  );

/** A whole call in one part. Another vendor's signed reasoning travels in the place of Google's signature. */
export function callPart(call: JsonObject, details: JsonObject[]): JsonObject {
  const made = isObject(call.function) ? call.function : {};
  const signature = ownSignature(call) ?? (details.length === 0 ? null : carry({ details }));
  return {
    functionCall: {
      ...(typeof call.id === "string" && call.id !== "" ? { id: call.id } : {}),
      name: String(made.name ?? ""),
      args: argumentsObject(made.arguments),
    },
    ...(signature === null ? {} : { thoughtSignature: signature }),
  };
}

/** Images that a model made, as OpenRouter has them. */
export const imageParts = (images: unknown): JsonObject[] =>
  (Array.isArray(images) ? images : []).flatMap((image) => {
    const url = isObject(image) && isObject(image.image_url) ? image.image_url.url : null;
    const match = typeof url === "string" ? /^data:([^;,]+);base64,/.exec(url.slice(0, 200)) : null;
    if (match === null || typeof url !== "string") return [];
    return [{ inlineData: { mimeType: match[1], data: url.slice(match[0].length) } }];
  });
