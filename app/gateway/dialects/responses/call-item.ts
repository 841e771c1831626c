import { InputReader } from "../../openai/custom-tools";
import { type JsonObject, parseObject } from "../../openai/fields";
import { added, done, type Event, type OpenItem } from "./output-item";
import type { OwnTool } from "./tool-book";

export const callTypes = { function: "function_call", custom: "custom_tool_call", search: "tool_search_call" } as const;

/** A call of a tool. Upstreams know all as functions: a custom tool's has one parameter `input`. */
export class CallItem implements OpenItem {
  readonly id: string;
  readonly place: number;
  readonly callId: string;
  readonly #tool: OwnTool;
  /** Takes the input of a custom tool out of its arguments. */
  readonly #input: InputReader | null;
  #arguments = "";
  #extra: JsonObject = {};

  constructor(id: string, place: number, callId: string, tool: OwnTool) {
    this.id = id;
    this.place = place;
    this.callId = callId;
    this.#tool = tool;
    this.#input = tool.kind === "custom" ? new InputReader() : null;
  }

  /** The arguments are a whole JSON value: nothing can follow. */
  get isWhole(): boolean {
    if (!/[}\]]\s*$/.test(this.#arguments)) return false;
    try {
      JSON.parse(this.#arguments);
      return true;
    } catch {
      return false;
    }
  }

  item(status: "completed" | "incomplete" | "in_progress"): JsonObject {
    return this.#item(status, this.#input === null ? this.#arguments : this.#input.input);
  }

  #item(status: string, given: string): JsonObject {
    const { kind, name, namespace } = this.#tool;
    const head = { id: this.id, type: callTypes[kind], call_id: this.callId };
    if (kind === "search")
      return { ...head, execution: "client", arguments: parseObject(given) ?? {}, status, ...this.#extra };
    const named = namespace === undefined ? { name } : { name, namespace };
    const said = kind === "custom" ? { input: given } : { arguments: given };
    return { ...head, ...named, status, ...this.#extra, ...said };
  }

  open(): Event[] {
    return [added(this.place, this.#item("in_progress", ""))];
  }

  arguments(delta: string): Event[] {
    this.#arguments += delta;
    if (this.#tool.kind === "search") return [];
    return this.#input === null
      ? [{ type: "response.function_call_arguments.delta", ...this.#at(), delta }]
      : this.#inputDelta(this.#input.push(delta));
  }

  /** What the vendor wants back with this call (thought signatures). */
  extra(content: JsonObject): void {
    this.#extra = { extra_content: content };
  }

  close(status: "completed" | "incomplete"): Event[] {
    const events = this.#tool.kind === "search" ? [] : this.#ended(status);
    return [...events, done(this.place, this.item(status))];
  }

  #ended(status: "completed" | "incomplete"): Event[] {
    if (this.#input !== null) {
      const { input, rest } = this.#input;
      return [...this.#inputDelta(rest), { type: "response.custom_tool_call_input.done", ...this.#at(), input }];
    }
    // Clients parse the arguments, also where there are none.
    const filled = this.#arguments.trim() === "" && status === "completed" ? this.arguments("{}") : [];
    const { name } = this.#tool;
    const all = { name, arguments: this.#arguments };
    return [...filled, { type: "response.function_call_arguments.done", ...this.#at(), ...all }];
  }

  #at(): JsonObject {
    return { item_id: this.id, output_index: this.place };
  }

  #inputDelta(delta: string): Event[] {
    return delta === "" ? [] : [{ type: "response.custom_tool_call_input.delta", ...this.#at(), delta }];
  }
}
