import { isObject, type JsonObject } from "../../openai/fields";
import { carry } from "../carried";

// Output items while they are written. Each answers the events that a change makes, without sequence numbers.

export interface Event {
  type: string;
  [field: string]: unknown;
}

type ItemStatus = "completed" | "incomplete";

/** An item on its way out. `place` is its `output_index`. */
export interface OpenItem {
  readonly id: string;
  readonly place: number;
  /** As it is now, for the answer of a stream that fails. */
  item(status: ItemStatus | "in_progress"): JsonObject;
  open(): Event[];
  close(status: ItemStatus): Event[];
}

/** Text and refusal of the assistant. */
export class MessageItem implements OpenItem {
  readonly id: string;
  readonly place: number;
  readonly #parts: JsonObject[] = [];
  #extra: JsonObject = {};

  constructor(id: string, place: number) {
    this.id = id;
    this.place = place;
  }

  item(status: ItemStatus | "in_progress"): JsonObject {
    return { id: this.id, type: "message", status, role: "assistant", content: this.#parts, ...this.#extra };
  }

  open(): Event[] {
    return [added(this.place, { ...this.item("in_progress"), content: [] })];
  }

  text(delta: string, logprobs: JsonObject[]): Event[] {
    const events = this.#part("output_text");
    const part = this.#parts.at(-1)!;
    part.text = String(part.text) + delta;
    (part.logprobs as JsonObject[]).push(...logprobs);
    events.push({ type: "response.output_text.delta", ...this.#at(), delta, logprobs });
    return events;
  }

  refusal(delta: string): Event[] {
    const events = this.#part("refusal");
    const part = this.#parts.at(-1)!;
    part.refusal = String(part.refusal) + delta;
    events.push({ type: "response.refusal.delta", ...this.#at(), delta });
    return events;
  }

  annotation(annotation: JsonObject): Event[] {
    const events = this.#part("output_text");
    const annotations = this.#parts.at(-1)!.annotations as JsonObject[];
    annotations.push(annotation);
    events.push({
      type: "response.output_text.annotation.added",
      ...this.#at(),
      annotation_index: annotations.length - 1,
      annotation,
    });
    return events;
  }

  /** What the vendor wants back with this message (thought signatures). */
  extra(content: JsonObject): void {
    this.#extra = { extra_content: content };
  }

  close(status: ItemStatus): Event[] {
    return [...this.#closePart(), done(this.place, this.item(status))];
  }

  #at(): JsonObject {
    return { item_id: this.id, output_index: this.place, content_index: this.#parts.length - 1 };
  }

  /** The last part where it is of this type, else a new one. */
  #part(type: "output_text" | "refusal"): Event[] {
    if (this.#parts.at(-1)?.type === type) return [];
    const events = this.#closePart();
    const part: JsonObject =
      type === "refusal" ? { type, refusal: "" } : { type, annotations: [], logprobs: [], text: "" };
    this.#parts.push(part);
    events.push({ type: "response.content_part.added", ...this.#at(), part: copy(part) });
    return events;
  }

  #closePart(): Event[] {
    const part = this.#parts.at(-1);
    if (part === undefined) return [];
    const at = this.#at();
    const end: Event =
      part.type === "refusal"
        ? { type: "response.refusal.done", ...at, refusal: part.refusal }
        : { type: "response.output_text.done", ...at, text: part.text, logprobs: part.logprobs };
    return [end, { type: "response.content_part.done", ...at, part }];
  }
}

/** Reasoning: its text as the summary, what is signed or encrypted as `encrypted_content`. */
export class ReasoningItem implements OpenItem {
  readonly id: string;
  readonly place: number;
  #text: string | null = null;
  readonly #details: JsonObject[] = [];

  constructor(id: string, place: number) {
    this.id = id;
    this.place = place;
  }

  get hasText(): boolean {
    return this.#text !== null;
  }

  item(): JsonObject {
    const signed = this.#details.some(({ signature, data }) => typeof (signature ?? data) === "string");
    return {
      id: this.id,
      type: "reasoning",
      summary: this.#text === null ? [] : [{ type: "summary_text", text: this.#text }],
      ...(signed ? { encrypted_content: carry({ details: this.#details }) } : {}),
    };
  }

  open(): Event[] {
    return [added(this.place, { id: this.id, type: "reasoning", summary: [] })];
  }

  text(delta: string): Event[] {
    const events: Event[] = [];
    if (this.#text === null)
      events.push({
        type: "response.reasoning_summary_part.added",
        ...this.#at(),
        part: { type: "summary_text", text: "" },
      });
    this.#text = (this.#text ?? "") + delta;
    events.push({ type: "response.reasoning_summary_text.delta", ...this.#at(), delta });
    return events;
  }

  /** Pieces of one detail (same `index` and type) are put together. */
  detail(detail: JsonObject): void {
    const last = this.#details.at(-1);
    const continues =
      last !== undefined && last.type === detail.type && last.index !== undefined && last.index === detail.index;
    if (!continues) {
      this.#details.push({ ...detail });
      return;
    }
    for (const field of ["text", "summary", "data"])
      if (typeof detail[field] === "string") last[field] = String(last[field] ?? "") + detail[field];
    for (const field of ["signature", "id", "format"])
      if (typeof detail[field] === "string") last[field] = detail[field];
  }

  close(): Event[] {
    const text = this.#text;
    const part = { type: "summary_text", text };
    const ends: Event[] =
      text === null
        ? []
        : [
            { type: "response.reasoning_summary_text.done", ...this.#at(), text },
            { type: "response.reasoning_summary_part.done", ...this.#at(), part },
          ];
    return [...ends, done(this.place, this.item())];
  }

  #at(): JsonObject {
    return { item_id: this.id, output_index: this.place, summary_index: 0 };
  }
}

/** An image that the model made, whole. */
export class ImageItem implements OpenItem {
  readonly id: string;
  readonly place: number;
  readonly #result: string;

  constructor(id: string, place: number, result: string) {
    this.id = id;
    this.place = place;
    this.#result = result;
  }

  item(status: ItemStatus | "in_progress"): JsonObject {
    return { id: this.id, type: "image_generation_call", status, result: this.#result };
  }

  open(): Event[] {
    return [added(this.place, { ...this.item("in_progress"), result: null })];
  }

  close(status: ItemStatus): Event[] {
    return [done(this.place, this.item(status))];
  }
}

export const added = (place: number, item: JsonObject): Event => ({
  type: "response.output_item.added",
  output_index: place,
  item,
});

export const done = (place: number, item: JsonObject): Event => ({
  type: "response.output_item.done",
  output_index: place,
  item,
});

/** Of two levels: a part still grows after its event was written down. */
const copy = (part: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      Array.isArray(value) ? [...value] : isObject(value) ? { ...value } : value,
    ]),
  );
