import type { GatewayError } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import { noUsage, type Usage } from "../../openai/usage";
import type { SurfaceWriter } from "../surface";
import { messageHead, messageUsage, reasoningBlock, stopOf, toolId } from "./answer";
import { CitedDocuments } from "./citations";
import { type OwnName, sameName } from "./tool-names";

type Kind = "text" | "thinking" | "redacted" | "tool";

/** A content block on its way out. Only the first of the queue is open; the others wait with what they have. */
interface Block {
  kind: Kind;
  start: JsonObject;
  /** Deltas not sent yet. */
  waiting: JsonObject[];
  opened: boolean;
  /** Nothing more can belong to it. */
  complete: boolean;
  /** A tool's arguments so far. */
  json: string;
}

const event = (type: string, data: JsonObject) => `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;

const ping = event("ping", {});
const messageStop = event("message_stop", {});

/**
 * OpenAI's chunks -> the events of a message: https://platform.claude.com/docs/en/build-with-claude/streaming
 * Blocks follow one another here and may mix there (parallel tool calls, deltas 0, 1, 0): what comes for a block that is
 * not open waits until the one before it is complete.
 */
export class MessageWriter implements SurfaceWriter {
  readonly heartbeat = ping;
  readonly lastEvent = messageStop;
  readonly #stops: readonly string[];
  readonly #promptTokens: () => number;
  readonly #ownName: OwnName;
  readonly #documents: CitedDocuments;
  #started = false;
  #index = 0;
  #queue: Block[] = [];
  readonly #tools = new Map<unknown, Block>();
  #called = false;
  #refusal: string | null = null;
  #finish: JsonObject = {};

  /** `promptTokens`: an estimate for the head of the message; the true count comes with its end. */
  constructor(
    stops: readonly string[],
    promptTokens: () => number,
    ownName = sameName,
    documents = new CitedDocuments(null),
  ) {
    this.#documents = documents;
    this.#ownName = ownName;
    this.#stops = stops;
    this.#promptTokens = promptTokens;
  }

  chunk(chunk: JsonObject): string {
    let text = this.#start(chunk);
    for (const choice of Array.isArray(chunk.choices) ? chunk.choices : []) {
      if (!isObject(choice) || (typeof choice.index === "number" && choice.index > 0)) continue;
      if (isObject(choice.delta)) this.#delta(choice.delta);
      if (typeof choice.finish_reason === "string") this.#finish = choice;
      text += this.#advance(false);
    }
    return text;
  }

  closing(usage: Usage): string {
    const head = this.#start({});
    const rest = this.#advance(true);
    const stop = stopOf(this.#finish, this.#called, this.#refusal, this.#stops);
    return `${head}${rest}${event("message_delta", { delta: { ...stop }, usage: messageUsage(usage) })}${this.lastEvent}`;
  }

  error(_error: GatewayError, body: JsonObject): string {
    return event("error", body);
  }

  #start(chunk: JsonObject): string {
    if (this.#started) return "";
    this.#started = true;
    const usage = messageUsage({ ...noUsage, promptTokens: this.#promptTokens(), completionTokens: 0 });
    const message = {
      ...messageHead(chunk.id, chunk.model),
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage,
    };
    return event("message_start", { message });
  }

  #delta(delta: JsonObject): void {
    if (typeof delta.reasoning_content === "string" && delta.reasoning_content !== "")
      this.#last("thinking").waiting.push({ type: "thinking_delta", thinking: delta.reasoning_content });
    if (Array.isArray(delta.reasoning_details)) for (const detail of delta.reasoning_details) this.#detail(detail);
    for (const text of [delta.content, delta.refusal])
      if (typeof text === "string" && text !== "") this.#last("text").waiting.push({ type: "text_delta", text });
    if (typeof delta.refusal === "string") this.#refusal = (this.#refusal ?? "") + delta.refusal;
    if (delta.annotations !== undefined)
      for (const citation of this.#documents.citations(delta.annotations))
        this.#last("text").waiting.push({ type: "citations_delta", citation });
    if (Array.isArray(delta.tool_calls))
      delta.tool_calls.forEach((call, place) => {
        if (isObject(call)) this.#toolDelta(call, place);
      });
  }

  /** The last block where it is of this kind and open to more, else a new one. */
  #last(kind: "text" | "thinking"): Block {
    const last = this.#queue.at(-1);
    if (last?.kind === kind && !last.complete) return last;
    return this.#add(
      kind,
      kind === "text" ? { type: "text", text: "" } : { type: "thinking", thinking: "", signature: "" },
    );
  }

  #add(kind: Kind, start: JsonObject): Block {
    const block: Block = { kind, start, waiting: [], opened: false, complete: false, json: "" };
    this.#queue.push(block);
    return block;
  }

  #detail(detail: unknown): void {
    const said = reasoningBlock(detail);
    if (said === null) return;
    if (said.type === "redacted_thinking") {
      this.#add("redacted", said).complete = true;
      return;
    }
    // The text has come before its signature, unless the upstream sends both at once.
    const last = this.#queue.at(-1);
    const block = this.#last("thinking");
    if (last !== block && said.thinking !== "") block.waiting.push({ type: "thinking_delta", thinking: said.thinking });
    block.waiting.push({ type: "signature_delta", signature: said.signature });
    block.complete = true;
  }

  /** Some upstreams number all calls 0, some repeat id and name in every delta, some give neither number nor id. */
  #toolDelta(call: JsonObject, place: number): void {
    const made = isObject(call.function) ? call.function : {};
    const named = typeof made.name === "string" && made.name !== "";
    const number = typeof call.index === "number" ? call.index : place;
    let block = this.#tools.get(number);
    const hasId = typeof call.id === "string" && call.id !== "";
    if (block !== undefined && named && block.start.name !== "")
      if (hasId ? block.start.ownId !== call.id : isWhole(block.json)) block = undefined;
    if (block === undefined) {
      block = this.#add("tool", { type: "tool_use", id: toolId(call), name: "", input: {}, ownId: call.id });
      this.#tools.set(number, block);
      this.#called = true;
    }
    if (named && block.start.name === "") block.start.name = this.#ownName(made.name);
    if (typeof made.arguments !== "string" || made.arguments === "") return;
    block.json += made.arguments;
    block.waiting.push({ type: "input_json_delta", partial_json: made.arguments });
  }

  /** Sends what can be sent. `all`: nothing more will come. */
  #advance(all: boolean): string {
    let text = "";
    for (;;) {
      const block = this.#queue[0];
      if (block === undefined) return text;
      if (block.kind === "tool" && block.start.name === "" && !all) return text;
      if (!block.opened) {
        const { ownId: _id, ...start } = block.start;
        text += event("content_block_start", { index: this.#index, content_block: start });
        block.opened = true;
      }
      for (const delta of block.waiting.splice(0)) text += event("content_block_delta", { index: this.#index, delta });
      const followed = this.#queue.length > 1;
      if (!all && !block.complete && !(followed && (block.kind !== "tool" || isWhole(block.json)))) return text;
      text += event("content_block_stop", { index: this.#index });
      this.#index++;
      block.complete = true;
      this.#queue.shift();
    }
  }
}

function isWhole(json: string): boolean {
  if (!json.trimEnd().endsWith("}")) return false;
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}
