import { isObject, type JsonObject } from "./fields";

// Custom tools take any text, some by a grammar: https://platform.openai.com/docs/guides/function-calling#custom-tools
// Only OpenAI's own endpoints know them. To everybody else such a tool is a function with one string, and a call of it is
// translated back. The input is taken out of the arguments' JSON as it streams.

const parameters = {
  type: "object",
  properties: { input: { type: "string", description: "The tool's whole input, as plain text." } },
  required: ["input"],
  additionalProperties: false,
};

interface CustomTool {
  name: unknown;
  description?: unknown;
  /** `{"type": "grammar", "syntax", "definition"}`; chat has the last two within `grammar`. */
  format?: unknown;
}

/** Chat's function tool for a custom one; others cannot hold an input to a grammar, so it is told in the description. */
export function functionOfCustom({ name, description, format }: CustomTool): JsonObject {
  const words = [description, grammarWords(format)].filter((text) => typeof text === "string" && text !== "");
  const said = words.length === 0 ? {} : { description: words.join("\n\n") };
  return { type: "function", function: { name, ...said, parameters } };
}

function grammarWords(format: unknown): string | null {
  if (!isObject(format) || format.type !== "grammar") return null;
  const { syntax, definition } = isObject(format.grammar) ? format.grammar : format;
  return typeof definition === "string"
    ? `The input must follow this ${syntax === "regex" ? "regular expression" : `${syntax} grammar`} exactly:\n${definition}`
    : null;
}

/** The arguments of the function that stands for a custom tool. */
export const argumentsOfInput = (input: unknown): string =>
  JSON.stringify({ input: typeof input === "string" ? input : "" });

/** The input of a call whose arguments are whole. */
export function inputOfArguments(text: string): string {
  const reader = new InputReader();
  reader.push(text);
  return reader.input;
}

const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

/** Takes the input out of the arguments `{"input": "..."}` while they come in, cut anywhere. */
export class InputReader {
  #state: "before" | "inside" | "after" | "other" = "before";
  /** What is not read yet; of other arguments than were asked for all of them. */
  #unread = "";
  #input = "";

  /** What is new of the input. */
  push(piece: string): string {
    if (this.#state === "after") return "";
    this.#unread += piece;
    if (this.#state === "before") this.#begin();
    return this.#state === "inside" ? this.#read() : "";
  }

  /** All of it, once nothing more comes. */
  get input(): string {
    return this.#input + this.rest;
  }

  /** What of it `push` has not given: that of other arguments can only be told at the end. */
  get rest(): string {
    return this.#state === "before" || this.#state === "other" ? otherInput(this.#unread) : "";
  }

  #begin(): void {
    const head = /^\s*\{\s*"input"\s*:\s*"/.exec(this.#unread);
    if (head !== null) {
      this.#state = "inside";
      this.#unread = this.#unread.slice(head[0].length);
    } else if (!beginning.test(this.#unread)) this.#state = "other";
  }

  #read(): string {
    const text = this.#unread;
    let at = 0;
    let fresh = "";
    while (at < text.length) {
      const next = /["\\]/.exec(at === 0 ? text : text.slice(at));
      const plain = next === null ? text.slice(at) : text.slice(at, at + next.index);
      fresh += plain;
      at += plain.length;
      if (next === null) break;
      if (next[0] === '"') {
        this.#state = "after";
        break;
      }
      const special = readEscape(text, at);
      if (special === null) break;
      fresh += special.said;
      at += special.length;
    }
    this.#unread = text.slice(at);
    this.#input += fresh;
    return fresh;
  }
}

/** Every beginning of `{"input": "`. */
const beginning = /^\s*(?:\{\s*(?:"(?:i(?:n(?:p(?:u(?:t(?:"\s*(?::\s*)?)?)?)?)?)?)?)?)?$/;

/** Of arguments that are other than was asked for. */
function otherInput(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "string") return value;
    if (isObject(value)) {
      const fields = Object.values(value);
      if (typeof value.input === "string") return value.input;
      if (fields.length === 0) return "";
      if (fields.length === 1 && typeof fields[0] === "string") return fields[0];
    }
  } catch {
    // Not JSON: the text itself is the input.
  }
  return text;
}

/** What the escape at a place says; null where it is not there as a whole yet. */
function readEscape(text: string, at: number): { said: string; length: number } | null {
  const kind = text[at + 1];
  if (kind === undefined) return null;
  if (kind !== "u") return { said: escapes[kind] ?? kind, length: 2 };
  const unit = unitAt(text, at);
  if (unit === null) return null;
  // Half a pair would not survive on its own: it waits for the other half.
  const second = unit >= 0xd800 && unit < 0xdc00 ? unitAt(text, at + 6) : none;
  if (second === null) return null;
  return second === none
    ? { said: String.fromCharCode(unit), length: 6 }
    : { said: String.fromCharCode(unit, second), length: 12 };
}

const none = -1;

/** The unit of an escape such as `\u00e9`; null where it is not there as a whole yet, `none` where another thing is. */
function unitAt(text: string, at: number): number | null {
  const written = text.slice(at, at + 6);
  if (/^\\u[0-9a-fA-F]{4}$/.test(written)) return Number.parseInt(written.slice(2), 16);
  return /^(?:\\(?:u[0-9a-fA-F]{0,3})?)?$/.test(written) ? null : none;
}
