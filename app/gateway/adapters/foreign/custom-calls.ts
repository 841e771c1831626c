import type { Call } from "../../dialects/dialect";
import { argumentsOfInput, functionOfCustom, InputReader, inputOfArguments } from "../../openai/custom-tools";
import { isObject, type JsonObject } from "../../openai/fields";
import { repairMessage } from "../../openai/repair";
import type { Translation } from "../translation";
import { changedAnswers } from "./changed-answers";

// Custom tools of chat requests for upstreams that know functions alone (openai/custom-tools.ts).

/** The call with functions in place of custom tools, and the names of these. */
export function withFunctions(call: Call): { call: Call; names: ReadonlySet<unknown> } {
  const { tools, messages, tool_choice: choice } = call.body;
  const names = new Set<unknown>();
  const body: JsonObject = { ...call.body };
  if (Array.isArray(tools))
    body.tools = tools.map((tool) => {
      if (!isObject(tool) || tool.type !== "custom" || !isObject(tool.custom)) return tool;
      names.add(tool.custom.name);
      const { cache_control: mark } = tool;
      const made = functionOfCustom({ name: tool.custom.name, ...tool.custom });
      return mark === undefined ? made : { ...made, cache_control: mark };
    });
  if (Array.isArray(messages)) body.messages = messages.map(withFunctionCalls);
  if (isObject(choice)) body.tool_choice = functionChoice(choice);
  return { call: { ...call, body, text: null }, names };
}

function withFunctionCalls(message: unknown): unknown {
  if (!isObject(message) || !Array.isArray(message.tool_calls)) return message;
  const calls = message.tool_calls.map((call) => {
    if (!isObject(call) || !isObject(call.custom)) return call;
    const { custom, ...rest } = call;
    return { ...rest, type: "function", function: { name: custom.name, arguments: argumentsOfInput(custom.input) } };
  });
  return { ...message, tool_calls: calls };
}

function functionChoice(choice: JsonObject): JsonObject {
  if (isObject(choice.custom)) return { type: "function", function: { name: choice.custom.name } };
  if (!isObject(choice.allowed_tools) || !Array.isArray(choice.allowed_tools.tools)) return choice;
  const tools = choice.allowed_tools.tools.map((tool) => (isObject(tool) ? functionChoice(tool) : tool));
  return { ...choice, allowed_tools: { ...choice.allowed_tools, tools } };
}

/** The upstream's answers with calls of such functions as calls of the custom tools. `base`: where it has another format. */
export const customCalls = (base: Translation | undefined, names: ReadonlySet<unknown>, asked: Call): Translation =>
  changedAnswers(base, asked, {
    whole({ message }) {
      if (!isObject(message)) return;
      repairMessage(message);
      wholeCalls(message, names);
    },
    stream() {
      const calls = new StreamedCalls(names);
      return (choice) => calls.read(choice);
    },
  });

function wholeCalls(message: JsonObject, names: ReadonlySet<unknown>): void {
  if (!Array.isArray(message.tool_calls)) return;
  message.tool_calls = message.tool_calls.map((call) => {
    if (!isObject(call) || !isObject(call.function) || !names.has(call.function.name)) return call;
    const { function: made, ...rest } = call;
    return {
      ...rest,
      type: "custom",
      custom: { name: made.name, input: inputOfArguments(String(made.arguments ?? "")) },
    };
  });
}

/** The calls of one stream. */
class StreamedCalls {
  readonly #names: ReadonlySet<unknown>;
  /** The custom calls that are under way, by choice and place. */
  readonly #open = new Map<string, InputReader>();

  constructor(names: ReadonlySet<unknown>) {
    this.#names = names;
  }

  read(choice: JsonObject): void {
    const { delta } = choice;
    if (isObject(delta) && Array.isArray(delta.tool_calls))
      delta.tool_calls = delta.tool_calls.map((call) => (isObject(call) ? this.#call(call, choice.index) : call));
    if (typeof choice.finish_reason === "string") this.#finish(choice);
  }

  #call(call: JsonObject, choice: unknown): JsonObject {
    if (!isObject(call.function)) return call;
    const key = `${choice ?? 0} ${call.index ?? 0}`;
    const { function: made, ...rest } = call;
    const text = typeof made.arguments === "string" ? made.arguments : "";
    const begun = this.#open.get(key);
    // Some repeat the name with every piece.
    if (begun !== undefined) {
      const { id: _id, type: _type, ...more } = rest;
      return { ...more, custom: { input: begun.push(text) } };
    }
    if (!this.#names.has(made.name)) return call;
    const reader = new InputReader();
    this.#open.set(key, reader);
    return { ...rest, type: "custom", custom: { name: made.name, input: reader.push(text) } };
  }

  /** What could not be told before the end: arguments that are other than was asked for. */
  #finish(choice: JsonObject): void {
    const late: JsonObject[] = [];
    for (const [key, reader] of this.#open) {
      const [of, index] = key.split(" ");
      if (of !== String(choice.index ?? 0)) continue;
      this.#open.delete(key);
      const rest = reader.rest;
      if (rest !== "") late.push({ index: Number(index), custom: { input: rest } });
    }
    if (late.length === 0) return;
    const delta = isObject(choice.delta) ? choice.delta : {};
    choice.delta = { ...delta, tool_calls: [...(Array.isArray(delta.tool_calls) ? delta.tool_calls : []), ...late] };
  }
}
