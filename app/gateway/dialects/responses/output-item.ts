import type { JsonObject } from "../../openai/fields";

// Output items while they are written. Each answers the events that a change makes, without sequence numbers.

export interface Event {
  type: string;
  [field: string]: unknown;
}

export type ItemStatus = "completed" | "incomplete";

/** An item on its way out. `place` is its `output_index`. */
export interface OpenItem {
  readonly id: string;
  readonly place: number;
  /** As it is now, for the answer of a stream that fails. */
  item(status: ItemStatus | "in_progress"): JsonObject;
  open(): Event[];
  close(status: ItemStatus): Event[];
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
