import { isObject, type JsonObject } from "../../openai/fields";
import { added, done, type Event, type OpenItem } from "./output-item";

/** A call of a function, or of a custom tool, which upstreams know as a function with one parameter `input`. */
export class CallItem implements OpenItem {
  readonly id: string;
  readonly place: number;
  readonly callId: string;
  readonly #name: string;
  readonly #custom: boolean;
  #arguments = "";
  #extra: JsonObject = {};

  constructor(id: string, place: number, callId: string, name: string, custom: boolean) {
    this.id = id;
    this.place = place;
    this.callId = callId;
    this.#name = name;
    this.#custom = custom;
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
    const head = { id: this.id, call_id: this.callId, name: this.#name, status, ...this.#extra };
    return this.#custom
      ? { ...head, type: "custom_tool_call", input: this.#input() }
      : { ...head, type: "function_call", arguments: this.#arguments };
  }

  open(): Event[] {
    const item = this.item("in_progress");
    return [added(this.place, this.#custom ? { ...item, input: "" } : { ...item, arguments: "" })];
  }

  /** A custom tool's input can be told from its JSON only at the end. */
  arguments(delta: string): Event[] {
    this.#arguments += delta;
    return this.#custom ? [] : [{ type: "response.function_call_arguments.delta", ...this.#at(), delta }];
  }

  /** What the vendor wants back with this call (thought signatures). */
  extra(content: JsonObject): void {
    this.#extra = { extra_content: content };
  }

  close(status: "completed" | "incomplete"): Event[] {
    if (this.#custom) {
      const input = this.#input();
      return [
        { type: "response.custom_tool_call_input.delta", ...this.#at(), delta: input },
        { type: "response.custom_tool_call_input.done", ...this.#at(), input },
        done(this.place, this.item(status)),
      ];
    }
    // Clients parse the arguments, also where there are none.
    const filled = this.#arguments.trim() === "" && status === "completed" ? this.arguments("{}") : [];
    return [
      ...filled,
      {
        type: "response.function_call_arguments.done",
        ...this.#at(),
        name: this.#name,
        arguments: this.#arguments,
      },
      done(this.place, this.item(status)),
    ];
  }

  #at(): JsonObject {
    return { item_id: this.id, output_index: this.place };
  }

  #input(): string {
    try {
      const value: unknown = JSON.parse(this.#arguments);
      if (isObject(value) && typeof value.input === "string") return value.input;
    } catch {
      // Not the JSON that was asked for: the text itself is the input.
    }
    return this.#arguments;
  }
}
