import type { JsonObject } from "../../openai/fields";
import { carry } from "../carried";
import { added, done, type Event, type OpenItem } from "./output-item";

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
