import type { Call, Operation } from "../dialects/dialect";
import { badRequest } from "../errors";
import { isObject, type JsonObject } from "../openai/fields";
import { repairMessage } from "../openai/repair";
import type { Adapter, UpstreamCall } from "./adapter";
import { changedAnswers } from "./foreign/changed-answers";
import type { StreamTranslator, Translation } from "./translation";

// Vendors that only chat take a prompt of /v1/completions as a user's message; what they say is the text.

/** The same adapter with completions, where it chats and has none. */
export function withCompletions(adapter: Adapter): Adapter {
  if (!adapter.operations.has("chat") || adapter.operations.has("completions")) return adapter;
  return {
    ...adapter,
    operations: new Set<Operation>([...adapter.operations, "completions"]),
    prepare(call, target, context) {
      if (call.operation !== "completions") return adapter.prepare(call, target, context);
      const chat: Call = { ...call, operation: "chat", body: chatBody(call.body) };
      const read = (made: UpstreamCall): UpstreamCall => ({
        ...made,
        translation: texts(made.translation ?? adapter.translation, chat),
      });
      const made = adapter.prepare(chat, target, context);
      return made instanceof Promise ? made.then(read) : read(made);
    },
  };
}

/** Fields of completions that chat has not, and what of them asks for nothing. */
const unlike: [name: string, nothing: unknown[]][] = [
  ["suffix", [""]],
  ["echo", [false]],
  ["logprobs", []],
  ["best_of", [1]],
];

function chatBody({ prompt, ...body }: JsonObject): JsonObject {
  for (const [name, nothing] of unlike) {
    const value = body[name] ?? undefined;
    if (value !== undefined && !nothing.includes(value))
      throw badRequest(`This model chats, and its completions cannot do '${name}'.`, name);
    delete body[name];
  }
  const only: unknown = Array.isArray(prompt) && prompt.length === 1 ? prompt[0] : prompt;
  if (typeof only !== "string")
    throw badRequest("This model chats: send 'prompt' as one text, not as several or as token ids.", "prompt");
  if (only === "") throw badRequest("This model chats: 'prompt' may not be empty.", "prompt");
  return { ...body, messages: [{ role: "user", content: only }] };
}

function texts(base: Translation | undefined, chat: Call): Translation {
  const chats = changedAnswers(base, chat, { whole: () => {}, stream: () => () => {} });
  return {
    ...chats,
    whole: (call, text) => textAnswer(chats.whole(call, text), "message"),
    stream: (call) => new TextStream(chats.stream(call)),
  };
}

/** A chat's answer or chunk -> `text_completion`: https://platform.openai.com/docs/api-reference/completions/object */
function textAnswer(answer: JsonObject, said: "message" | "delta"): JsonObject {
  if (!Array.isArray(answer.choices)) return answer;
  const choices = answer.choices.filter(isObject).map((choice) => {
    const message = isObject(choice[said]) ? choice[said] : {};
    if (said === "message") repairMessage(message);
    const text = typeof message.content === "string" ? message.content : "";
    return { text, index: choice.index ?? 0, logprobs: null, finish_reason: choice.finish_reason ?? null };
  });
  return { ...answer, object: "text_completion", choices };
}

class TextStream implements StreamTranslator {
  readonly #base: StreamTranslator;

  constructor(base: StreamTranslator) {
    this.#base = base;
  }

  get done(): boolean {
    return this.#base.done;
  }

  /** Chunks that only name the role, or think, have no place in a text. */
  event(name: string | null, data: string): JsonObject[] {
    return this.#base
      .event(name, data)
      .map((chunk) => textAnswer(chunk, "delta"))
      .filter(
        ({ choices, usage }) =>
          !Array.isArray(choices) ||
          choices.length === 0 ||
          isObject(usage) ||
          choices.some(({ text, finish_reason: finish }) => text !== "" || finish !== null),
      );
  }
}
