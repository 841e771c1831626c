import { isObject, type JsonObject } from "../../openai/fields";
import type { Translation } from "../translation";
import { changedAnswers } from "./changed-answers";

// Clients that offer `functions`, as OpenAI's API had it before tools, look for `function_call` in the answer: one call, no id.

/** A translation's answers for such a client. */
export const legacyCalls = (base: Translation): Translation =>
  changedAnswers(base, null, {
    whole(choice) {
      if (isObject(choice.message)) choice.message = legacy(choice, choice.message);
    },
    stream: () => (choice) => {
      if (isObject(choice.delta)) choice.delta = legacy(choice, choice.delta);
    },
  });

/** The first call; the API never had more. */
function legacy(choice: JsonObject, message: JsonObject): JsonObject {
  if (choice.finish_reason === "tool_calls") choice.finish_reason = "function_call";
  if (!Array.isArray(message.tool_calls)) return message;
  const { tool_calls: calls, ...rest } = message;
  const first: unknown = (calls as unknown[]).find((call) => isObject(call) && (call.index ?? 0) === 0);
  return isObject(first) && isObject(first.function) ? { ...rest, function_call: first.function } : rest;
}
