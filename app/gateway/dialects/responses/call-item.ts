import { InputReader } from "../../openai/custom-tools";
import type { JsonObject } from "../../openai/fields";
import { added, done, type Event, type OpenItem } from "./output-item";

/** A call of a function, or of a custom tool, which upstreams know as a function with one parameter `input`. */
export class CallItem implements OpenItem {
  readonly id: string;
  readonly place: number;
  readonly callId: string;
  readonly #name: string;
  /** Takes the input of a custom tool out of its arguments. */
  readonly #input: InputReader | null;
  #arguments = "";
  #extra: JsonObject = {};

  constructor(id: string, place: number, callId: string, name: string, custom: boolean) {
    this.id = id;
    this.place = place;
    this.callId = callId;
    this.#name = name;
    this.#input = custom ? new InputReader() : null;
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
    return this.#input === null
      ? { ...head, type: "function_call", arguments: this.#arguments }
      : { ...head, type: "custom_tool_call", input: this.#input.input };
  }

  open(): Event[] {
    const item = this.item("in_progress");
    return [added(this.place, this.#input === null ? { ...item, arguments: "" } : { ...item, input: "" })];
  }

  arguments(delta: string): Event[] {
    this.#arguments += delta;
    return this.#input === null
      ? [{ type: "response.function_call_arguments.delta", ...this.#at(), delta }]
      : this.#inputDelta(this.#input.push(delta));
  }

  /** What the vendor wants back with this call (thought signatures). */
  extra(content: JsonObject): void {
    this.#extra = { extra_content: content };
  }

  close(status: "completed" | "incomplete"): Event[] {
    if (this.#input !== null) {
      const { input, rest } = this.#input;
      return [
        ...this.#inputDelta(rest),
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

  #inputDelta(delta: string): Event[] {
    return delta === "" ? [] : [{ type: "response.custom_tool_call_input.delta", ...this.#at(), delta }];
  }
}
