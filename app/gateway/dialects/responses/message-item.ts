import { isObject, type JsonObject } from "../../openai/fields";
import { added, done, type Event, type ItemStatus, type OpenItem } from "./output-item";

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

/** Of two levels: a part still grows after its event was written down. */
const copy = (part: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      Array.isArray(value) ? [...value] : isObject(value) ? { ...value } : value,
    ]),
  );
