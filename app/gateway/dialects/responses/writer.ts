import type { GatewayError } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import type { Usage } from "../../openai/usage";
import type { SurfaceWriter } from "../surface";
import { type AnswerFrame, responseObject } from "./answer";
import { CallItem, callTypes } from "./call-item";
import { flatAnnotation, logprobsOf, textsOf } from "./delta-parts";
import { itemId } from "./ids";
import { ImageItem } from "./image-item";
import { MessageItem } from "./message-item";
import type { Event, OpenItem } from "./output-item";
import { PassedStream } from "./passed-stream";
import { ReasoningItem } from "./reasoning-item";
import type { OwnTool } from "./tool-book";

/**
 * OpenAI's chat chunks -> the events of a response: https://platform.openai.com/docs/api-reference/responses-streaming
 * Text and reasoning follow one another, each item done before the next is added; tool calls may mix among themselves
 * (parallel calls, deltas 0, 1, 0), so a call is done when its arguments are whole and another begins, or at the end.
 */
export class ResponseWriter implements SurfaceWriter {
  readonly #frame: AnswerFrame;
  /** All items by `output_index`. */
  readonly #items: OpenItem[] = [];
  readonly #done = new Map<OpenItem, JsonObject>();
  /** The message or reasoning item that grows at the moment. */
  #current: MessageItem | ReasoningItem | null = null;
  /** By the upstream's number, with the upstream's id. */
  readonly #calls = new Map<number, { item: CallItem; id: string }>();
  /** Calls whose name has not come yet; one that never gets a name cannot be called. */
  readonly #waiting = new Map<number, { callId: string; text: string; extra: JsonObject | null }>();
  readonly #callIds = new Set<string>();
  #sequence = 0;
  #started = false;
  #model = "";
  #finish: string | null = null;
  #serviceTier: unknown = null;
  #passed: PassedStream | null = null;
  #final: JsonObject | null = null;

  constructor(frame: AnswerFrame) {
    this.#frame = frame;
  }

  chunk(chunk: JsonObject): string {
    if (typeof chunk.model === "string" && chunk.model !== "") this.#model ||= chunk.model;
    this.#serviceTier = chunk.service_tier ?? this.#serviceTier;
    let text = this.#start();
    for (const choice of Array.isArray(chunk.choices) ? chunk.choices : []) {
      if (!isObject(choice) || (typeof choice.index === "number" && choice.index > 0)) continue;
      const delta = isObject(choice.delta) ? choice.delta : choice.message;
      if (isObject(delta)) text += this.#write(this.#delta(delta, choice.logprobs));
      if (typeof choice.finish_reason === "string") this.#finish = choice.finish_reason;
    }
    return text;
  }

  closing(usage: Usage): string {
    let text = this.#start();
    const reason =
      this.#finish === "length"
        ? "max_output_tokens"
        : this.#finish === "content_filter"
          ? "content_filter"
          : undefined;
    for (const item of this.#items)
      text += this.#write(this.#close(item, reason === undefined ? "completed" : "incomplete"));
    const status = reason === undefined ? "completed" : "incomplete";
    this.#final = this.#response(status, usage, reason === undefined ? {} : { reason });
    return text + this.#write([{ type: `response.${status}`, response: this.#final }]);
  }

  /** The answer as its last event has it; null before that. */
  get final(): JsonObject | null {
    return this.#passed === null ? this.#final : this.#passed.final();
  }

  passed(data: string): boolean {
    this.#passed ??= new PassedStream();
    return this.#passed.event(data);
  }

  error(error: GatewayError): string {
    const passed = this.#passed?.failed(error) ?? null;
    if (passed !== null) return passed;
    const response = this.#response("failed", null, { error });
    return this.#start() + this.#write([{ type: "response.failed", response }]);
  }

  #start(): string {
    if (this.#started) return "";
    this.#started = true;
    const response = this.#response("in_progress", null, {});
    return this.#write([
      { type: "response.created", response },
      { type: "response.in_progress", response },
    ]);
  }

  #response(
    status: "in_progress" | "completed" | "incomplete" | "failed",
    usage: Usage | null,
    more: { reason?: "max_output_tokens" | "content_filter"; error?: GatewayError },
  ): JsonObject {
    const ended = status === "completed" ? { completedAt: Math.floor(Date.now() / 1000) } : {};
    const output = this.#items.map((item) => this.#done.get(item) ?? item.item("incomplete"));
    return responseObject(this.#frame, {
      status,
      model: this.#model,
      output,
      usage,
      serviceTier: this.#serviceTier,
      ...ended,
      ...more,
    });
  }

  #write(events: Event[]): string {
    let text = "";
    for (const { type, ...fields } of events)
      text += `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: this.#sequence++, ...fields })}\n\n`;
    return text;
  }

  #delta(delta: JsonObject, logprobs: unknown): Event[] {
    const events: Event[] = [];
    const { reasoning_content: reasoning, reasoning_details: details, content, refusal } = delta;
    if (typeof reasoning === "string" && reasoning !== "")
      events.push(...this.#reasoning((item) => item.text(reasoning)));
    if (Array.isArray(details))
      for (const detail of details) if (isObject(detail)) events.push(...this.#detail(detail));
    for (const text of textsOf(content)) events.push(...this.#message((item) => item.text(text, logprobsOf(logprobs))));
    if (typeof refusal === "string" && refusal !== "") events.push(...this.#message((item) => item.refusal(refusal)));
    if (Array.isArray(delta.annotations) && this.#current instanceof MessageItem)
      for (const annotation of delta.annotations) {
        const flat = flatAnnotation(annotation);
        if (flat !== null) events.push(...this.#current.annotation(flat));
      }
    if (isObject(delta.extra_content) && this.#current instanceof MessageItem) this.#current.extra(delta.extra_content);
    if (Array.isArray(delta.images)) for (const image of delta.images) events.push(...this.#image(image));
    if (Array.isArray(delta.tool_calls))
      delta.tool_calls.forEach((call, place) => {
        if (isObject(call)) events.push(...this.#call(call, place));
      });
    return events;
  }

  #reasoning(change: (item: ReasoningItem) => Event[]): Event[] {
    if (this.#current instanceof ReasoningItem) return change(this.#current);
    const events = this.#closeCurrent();
    const item = new ReasoningItem(this.#id("reasoning"), this.#items.length);
    this.#current = item;
    return [...events, ...this.#add(item), ...change(item)];
  }

  /** Some upstreams send the text only here, most send it as `reasoning_content` too. */
  #detail(detail: JsonObject): Event[] {
    return this.#reasoning((item) => {
      const text = detail.type === "reasoning.encrypted" ? null : (detail.text ?? detail.summary);
      const events = !item.hasText && typeof text === "string" && text !== "" ? item.text(text) : [];
      item.detail(detail);
      return events;
    });
  }

  #message(change: (item: MessageItem) => Event[]): Event[] {
    if (this.#current instanceof MessageItem) return change(this.#current);
    const events = this.#closeCurrent();
    const item = new MessageItem(this.#id("message"), this.#items.length);
    this.#current = item;
    return [...events, ...this.#add(item), ...change(item)];
  }

  #image(image: unknown): Event[] {
    const url = isObject(image) && isObject(image.image_url) ? image.image_url.url : null;
    const data = typeof url === "string" ? /^data:[^,]*;base64,(.*)$/s.exec(url)?.[1] : undefined;
    if (data === undefined) return [];
    const events = this.#closeCurrent();
    const item = new ImageItem(this.#id("image_generation_call"), this.#items.length, data);
    return [...events, ...this.#add(item), ...this.#close(item, "completed")];
  }

  /** Some upstreams number all calls 0 or give no number, some repeat id and name with every delta. */
  #call(call: JsonObject, place: number): Event[] {
    const made = isObject(call.function) ? call.function : {};
    const number = typeof call.index === "number" ? call.index : place;
    const name = typeof made.name === "string" ? made.name : "";
    const id = typeof call.id === "string" ? call.id : "";
    const text = typeof made.arguments === "string" ? made.arguments : "";
    const extra = isObject(call.extra_content) ? call.extra_content : null;
    const open = this.#calls.get(number);
    const isNext =
      open !== undefined && name !== "" && (id !== "" && open.id !== "" ? id !== open.id : open.item.isWhole);
    if (open !== undefined && !isNext) {
      if (extra !== null) open.item.extra(extra);
      return text === "" || this.#done.has(open.item) ? [] : open.item.arguments(text);
    }
    const waiting = this.#waiting.get(number) ?? { callId: id, text: "", extra: null };
    this.#waiting.set(number, {
      callId: waiting.callId || id,
      text: waiting.text + text,
      extra: extra ?? waiting.extra,
    });
    return name === "" ? [] : this.#openCall(number, name);
  }

  #openCall(number: number, name: string): Event[] {
    const waiting = this.#waiting.get(number);
    if (waiting === undefined) return [];
    this.#waiting.delete(number);
    const events = this.#closeCurrent();
    for (const item of this.#items)
      if (item instanceof CallItem && item.isWhole) events.push(...this.#close(item, "completed"));
    const tool: OwnTool = this.#frame.ownTools.get(name) ?? { kind: "function", name };
    const id = this.#id(callTypes[tool.kind]);
    const callId = waiting.callId !== "" && !this.#callIds.has(waiting.callId) ? waiting.callId : `call_${id}`;
    this.#callIds.add(callId);
    const item = new CallItem(id, this.#items.length, callId, tool);
    if (waiting.extra !== null) item.extra(waiting.extra);
    this.#calls.set(number, { item, id: waiting.callId });
    events.push(...this.#add(item));
    return waiting.text === "" ? events : [...events, ...item.arguments(waiting.text)];
  }

  #id(type: string): string {
    return itemId(type, this.#frame.mark, this.#items.length);
  }

  #add(item: OpenItem): Event[] {
    this.#items.push(item);
    return item.open();
  }

  #closeCurrent(): Event[] {
    const item = this.#current;
    this.#current = null;
    return item === null ? [] : this.#close(item, "completed");
  }

  #close(item: OpenItem, asked: "completed" | "incomplete"): Event[] {
    if (this.#done.has(item)) return [];
    const status = item instanceof CallItem && item.isWhole ? "completed" : asked;
    const events = item.close(status);
    this.#done.set(item, item.item(status));
    return events;
  }
}
