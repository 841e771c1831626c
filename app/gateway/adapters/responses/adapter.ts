import type { PlainAdapter } from "../adapter";
import { openAiCompatible, openAiNative } from "../openai-compatible";
import { openAiLimitHeaders } from "../openai-limits";
import { responsesCall } from "./call";
import { refused } from "./request";

/** OpenAI's Responses API as an upstream for chat: https://platform.openai.com/docs/api-reference/responses */
export const openAiResponses: PlainAdapter = {
  id: "openai-responses",
  lacks: [...refused, "stop", "seed", "presence_penalty", "frequency_penalty", "top_k", "prediction"],
  limitHeaders: openAiLimitHeaders,
  operations: openAiCompatible.operations,
  prepare: (call, target) =>
    call.operation === "chat" ? responsesCall(call, target) : openAiCompatible.prepare(call, target),
  listModels: (target) => openAiCompatible.listModels(target),
  readModels: (answer) => openAiCompatible.readModels(answer),
  media: openAiCompatible.media,
  wantsSignatures: (call) => call.operation === "chat",
  knowsCustomTools: () => true,
  toolNames: openAiCompatible.toolNames,
  native: { ...openAiNative, speaks: (format) => format === "responses" },
};
