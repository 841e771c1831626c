import type { JsonObject } from "../../openai/fields";
import { added, done, type Event, type ItemStatus, type OpenItem } from "./output-item";

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
