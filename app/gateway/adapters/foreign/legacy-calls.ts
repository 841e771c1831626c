import { isObject, type JsonObject } from "../../openai/fields";
import type { StreamTranslator, Translation } from "../translation";

// Clients that offer `functions`, as OpenAI's API had it before tools, look for `function_call` in the answer: one call, no id.

/** A translation's answers for such a client. */
export const legacyCalls = (base: Translation): Translation => ({
  ...base,
  whole(call, text) {
    const answer = base.whole(call, text);
    for (const choice of choicesOf(answer))
      if (isObject(choice.message)) choice.message = legacy(choice, choice.message);
    return answer;
  },
  stream: (call) => new LegacyStream(base.stream(call)),
});

const choicesOf = ({ choices }: JsonObject): JsonObject[] => (Array.isArray(choices) ? choices.filter(isObject) : []);

/** The first call; the API never had more. */
function legacy(choice: JsonObject, message: JsonObject): JsonObject {
  if (choice.finish_reason === "tool_calls") choice.finish_reason = "function_call";
  if (!Array.isArray(message.tool_calls)) return message;
  const { tool_calls: calls, ...rest } = message;
  const first: unknown = (calls as unknown[]).find((call) => isObject(call) && (call.index ?? 0) === 0);
  return isObject(first) && isObject(first.function) ? { ...rest, function_call: first.function } : rest;
}

class LegacyStream implements StreamTranslator {
  readonly #base: StreamTranslator;

  constructor(base: StreamTranslator) {
    this.#base = base;
  }

  get done(): boolean {
    return this.#base.done;
  }

  event(name: string | null, data: string): JsonObject[] {
    const chunks = this.#base.event(name, data);
    for (const chunk of chunks)
      for (const choice of choicesOf(chunk)) if (isObject(choice.delta)) choice.delta = legacy(choice, choice.delta);
    return chunks;
  }
}
