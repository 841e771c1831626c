import type { Call } from "../../dialects/dialect";
import { isObject, type JsonObject, parseObject } from "../../openai/fields";
import type { StreamTranslator, Translation } from "../translation";
import { unknownError } from "./answer";
import { OwnStream, ownAnswer } from "./own-format";

/** What of an upstream's answers is put otherwise for the client, choice by choice and in place. */
interface Changes {
  /** A choice with its `message`. */
  whole(choice: JsonObject): void;
  /** For one stream: its choices with their `delta`, as they come. */
  stream(): (choice: JsonObject) => void;
}

/**
 * A translation of the same answers with these changes. `base` is left out where the upstream's format is OpenAI's own; `asked` is
 * the call as the upstream has it, where that is not the client's.
 */
export function changedAnswers(base: Translation | undefined, asked: Call | null, changes: Changes): Translation {
  const heard = (call: Call): Call => (asked === null ? call : { ...asked, model: call.model });
  return {
    ...(base?.frames === undefined ? {} : { frames: () => base.frames!() }),
    error: (text) => base?.error(text) ?? parseObject(text) ?? unknownError(text),
    whole(call, text) {
      const answer = base === undefined ? ownAnswer(text) : base.whole(heard(call), text);
      for (const choice of choicesOf(answer)) if (isObject(choice.message)) changes.whole(choice);
      return answer;
    },
    stream: (call) => new ChangedStream(base?.stream(heard(call)) ?? new OwnStream(), changes.stream()),
  };
}

const choicesOf = ({ choices }: JsonObject): JsonObject[] => (Array.isArray(choices) ? choices.filter(isObject) : []);

class ChangedStream implements StreamTranslator {
  readonly #base: StreamTranslator;
  readonly #change: (choice: JsonObject) => void;

  constructor(base: StreamTranslator, change: (choice: JsonObject) => void) {
    this.#base = base;
    this.#change = change;
  }

  get done(): boolean {
    return this.#base.done;
  }

  event(name: string | null, data: string): JsonObject[] {
    const chunks = this.#base.event(name, data);
    for (const chunk of chunks) for (const choice of choicesOf(chunk)) this.#change(choice);
    return chunks;
  }
}
