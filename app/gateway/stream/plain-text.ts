import { isObject } from "../openai/fields";

/** Nothing in it ends or changes the JSON string that it stands in: no quote, no backslash, no control character. */
function standsAlone(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 32 || code === 34 || code === 92) return false;
  }
  return true;
}

/**
 * Knows events that differ from one that was read in nothing but their text, as most of a stream's do: what stands before
 * and after the text is the same, and the text has nothing that would end it, so reading them would tell nothing else.
 */
export class PlainText {
  #before = "";
  #after = "";

  /** The text of an event like the one learned; null for any other. */
  textOf(event: string): string | null {
    const start = this.#before.length;
    const end = event.length - this.#after.length;
    if (start === 0 || end < start || !event.startsWith(this.#before) || !event.endsWith(this.#after)) return null;
    const text = event.slice(start, end);
    return standsAlone(text) ? text : null;
  }

  /** `chunk` is what the event says; only one that says nothing but text is learned. */
  learn(event: string, chunk: unknown): void {
    if (!isObject(chunk) || !Array.isArray(chunk.choices) || chunk.choices.length !== 1) return;
    const choice: unknown = chunk.choices[0];
    if (!isObject(choice) || (choice.finish_reason ?? null) !== null || !isObject(choice.delta)) return;
    const { content } = choice.delta;
    if (typeof content !== "string" || content === "" || Object.keys(choice.delta).length !== 1) return;
    if (isObject(chunk.usage) || isObject(choice.usage) || isObject(chunk.x_groq)) return;
    const name = event.indexOf('"content":');
    if (name < 0) return;
    const start = event.indexOf('"', name + 10) + 1;
    if (!event.startsWith(JSON.stringify(content), start - 1)) return;
    this.#before = event.slice(0, start);
    this.#after = event.slice(start + JSON.stringify(content).length - 2);
  }
}
