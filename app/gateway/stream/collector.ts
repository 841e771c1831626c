import { isObject, type JsonObject } from "../openai/fields";

/** Past so many characters of content the pieces are no longer gathered. */
const mostCharacters = 512 * 1024;

interface Choice {
  message: JsonObject;
  text: string | null;
  finish: unknown;
  logprobs: JsonObject | null;
  calls: JsonObject[];
}

/** Puts the chunks of OpenAI's stream together to the whole answer that they are pieces of. */
export class AnswerCollector {
  /** Something did not fit, or cannot be put together: the whole would not be the answer. */
  partial = false;
  #head: JsonObject | null = null;
  #characters = 0;
  readonly #choices = new Map<number, Choice>();

  push(chunk: JsonObject): void {
    if (!Array.isArray(chunk.choices)) return;
    if (this.#head === null && chunk.choices.length > 0) {
      const { id, object, created, model, system_fingerprint, service_tier } = chunk;
      this.#head = { id, object, created, model, system_fingerprint, service_tier };
    }
    for (const choice of chunk.choices) if (isObject(choice)) this.#add(choice);
  }

  /** The whole answer, without usage; null where nothing came. */
  whole(): JsonObject | null {
    if (this.#head === null || this.#choices.size === 0) return null;
    const legacy = this.#head.object === "text_completion";
    const choices = [...this.#choices]
      .sort(([one], [other]) => one - other)
      .map(([index, { message, text, finish, logprobs, calls }]) => {
        const tools = calls.filter((call) => call !== undefined);
        const end = { ...(logprobs === null ? {} : { logprobs }), finish_reason: finish ?? null };
        if (legacy) return { index, text: text ?? "", ...end };
        const own = { role: "assistant", content: null, ...message };
        return { index, message: tools.length === 0 ? own : { ...own, tool_calls: tools }, ...end };
      });
    return { ...this.#head, object: legacy ? "text_completion" : "chat.completion", choices };
  }

  #add(choice: JsonObject): void {
    const index = typeof choice.index === "number" ? choice.index : 0;
    let known = this.#choices.get(index);
    if (known === undefined) {
      known = { message: {}, text: null, finish: null, logprobs: null, calls: [] };
      this.#choices.set(index, known);
    }
    if (typeof choice.finish_reason === "string" && choice.finish_reason !== "") known.finish = choice.finish_reason;
    if (isObject(choice.logprobs)) known.logprobs = joined(known.logprobs, choice.logprobs);
    if (typeof choice.text === "string") known.text = (known.text ?? "") + this.#taken(choice.text);
    if (isObject(choice.delta)) this.#delta(known, choice.delta);
  }

  #delta({ message, calls }: Choice, delta: JsonObject): void {
    for (const name in delta) {
      const value = delta[name];
      if (value === null || value === undefined || name === "role") continue;
      if (name === "tool_calls") {
        if (Array.isArray(value)) for (const call of value) if (isObject(call)) this.#call(calls, call);
      } else if (name === "audio" || name === "function_call") this.partial = true;
      else if (typeof value === "string") {
        const before = message[name];
        message[name] = (typeof before === "string" ? before : "") + this.#taken(value);
      } else if (Array.isArray(value)) {
        const before = message[name];
        message[name] = Array.isArray(before) ? [...before, ...value] : value;
      } else message[name] = value;
    }
  }

  #call(calls: JsonObject[], piece: JsonObject): void {
    const index = typeof piece.index === "number" ? piece.index : 0;
    if (isObject(piece.custom)) {
      this.#customCall(calls, index, piece, piece.custom);
      return;
    }
    const made = isObject(piece.function) ? piece.function : {};
    const text = typeof made.arguments === "string" ? this.#taken(made.arguments) : "";
    const known = calls[index];
    if (known === undefined) {
      const { index: _index, ...rest } = piece;
      calls[index] = { type: "function", ...rest, function: { ...made, arguments: text } };
      return;
    }
    const before = known.function as JsonObject;
    if (!known.id && piece.id) known.id = piece.id;
    if (!before.name && made.name) before.name = made.name;
    if (isObject(piece.extra_content)) known.extra_content = piece.extra_content;
    before.arguments = String(before.arguments) + text;
  }

  #customCall(calls: JsonObject[], index: number, piece: JsonObject, custom: JsonObject): void {
    const text = typeof custom.input === "string" ? this.#taken(custom.input) : "";
    const known = calls[index];
    if (known === undefined) {
      const { index: _index, ...rest } = piece;
      calls[index] = { type: "custom", ...rest, custom: { ...custom, input: text } };
    } else if (isObject(known.custom)) known.custom.input = String(known.custom.input) + text;
  }

  #taken(text: string): string {
    this.#characters += text.length;
    if (this.#characters <= mostCharacters) return text;
    this.partial = true;
    return "";
  }
}

/** Lists within are put one behind the other. */
function joined(before: JsonObject | null, more: JsonObject): JsonObject {
  if (before === null) return more;
  const result: JsonObject = { ...before };
  for (const name in more) {
    const [old, next] = [before[name], more[name]];
    if (Array.isArray(next)) result[name] = Array.isArray(old) ? [...old, ...next] : next;
  }
  return result;
}
