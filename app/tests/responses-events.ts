import { expect } from "vitest";
import { echoOf } from "~/gateway/dialects/responses/answer";
import { ResponsesSurface } from "~/gateway/dialects/responses/surface";
import type { JsonObject } from "~/gateway/openai/fields";
import { noUsage } from "~/gateway/openai/usage";

export const mark = "0123456789abcdef0123456789abcdef";
export const frame = (custom: string[] = [], body: JsonObject = {}) => ({
  mark,
  createdAt: 1_700_000_000,
  echo: echoOf(body, true),
  ownTools: new Map(custom.map((name) => [name, { kind: "custom" as const, name }])),
});
export const usage = { ...noUsage, promptTokens: 11, completionTokens: 7, cachedTokens: 4, reasoningTokens: 3 };
export const surfaceOf = (custom: string[] = []) => new ResponsesSurface(frame(custom), { input: "hi" }, true);

export interface Event extends JsonObject {
  type: string;
  sequence_number: number;
  response: JsonObject & { output: JsonObject[] };
}

export const parse = (text: string): Event[] =>
  text
    .split("\n\n")
    .filter(Boolean)
    .map((event) => {
      const [name, data] = event.split("\n");
      const parsed = JSON.parse(data!.slice("data: ".length));
      expect(name).toBe(`event: ${parsed.type}`);
      return parsed;
    });

/** The events of a stream with these deltas, checked for what every stream has to keep to. */
export function stream(deltas: JsonObject[], finish = "stop", custom: string[] = []): Event[] {
  const writer = surfaceOf(custom).writer();
  let text = "";
  for (const delta of deltas)
    text += writer.chunk({ model: "up", choices: [{ index: 0, delta, finish_reason: null }] });
  text += writer.chunk({ model: "up", choices: [{ index: 0, delta: {}, finish_reason: finish }] });
  const events = parse(text + writer.closing(usage));
  checkOrder(events);
  return events;
}

export function checkOrder(events: Event[]): void {
  expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index));
  expect(events.slice(0, 2).map(({ type }) => type)).toEqual(["response.created", "response.in_progress"]);
  const open = new Map<unknown, unknown>();
  const items: unknown[] = [];
  for (const event of events) {
    const item = event.item as JsonObject | undefined;
    if (event.type === "response.output_item.added") {
      expect(event.output_index).toBe(items.length);
      items.push(item!.id);
      open.set(event.output_index, item!.id);
    } else if (event.type === "response.output_item.done") {
      expect(open.get(event.output_index)).toBe(item!.id);
      open.delete(event.output_index);
    } else if (event.item_id !== undefined) expect(open.get(event.output_index)).toBe(event.item_id);
  }
  expect(open.size).toBe(0);
  const last = events.at(-1)!;
  expect(last.type).toMatch(/^response\.(completed|incomplete)$/);
  const done = events.filter(({ type }) => type === "response.output_item.done");
  const byPlace = done.toSorted((a, b) => Number(a.output_index) - Number(b.output_index)).map(({ item }) => item);
  expect(last.response.output).toEqual(byPlace);
  expect(new Set(items).size).toBe(items.length);
}

export const short = (events: Event[]) =>
  events.map(
    ({ type, output_index: place }) => type.replace("response.", "") + (place === undefined ? "" : ` ${place}`),
  );
