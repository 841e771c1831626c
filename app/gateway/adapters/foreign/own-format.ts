import { isObject, type JsonObject, parseObject } from "../../openai/fields";
import { ChoiceReader } from "../../stream/choices";
import type { StreamTranslator } from "../translation";

// Answers of OpenAI's own format, for translations that change something in them.

export function ownAnswer(text: string): JsonObject {
  const answer = parseObject(text);
  if (answer === null) throw new Error("not JSON");
  return answer;
}

/** Chunks of OpenAI's own format, mended as they are where they pass on. */
export class OwnStream implements StreamTranslator {
  done = false;
  readonly #choices = new ChoiceReader(true);

  event(name: string | null, data: string): JsonObject[] {
    if (data.trim() === "[DONE]") {
      this.done = true;
      return [];
    }
    const whole = parseObject(data);
    // Some upstreams put one line feed between events: every line may be a chunk of its own.
    const chunks = whole === null ? data.split("\n").map(parseObject) : [whole];
    if (whole === null && /^\[DONE\]\s*$/m.test(data)) this.done = true;
    return chunks.flatMap((chunk) => {
      if (chunk === null) return [];
      if (name === "error" && !isObject(chunk.error)) return [{ error: chunk }];
      for (const choice of Array.isArray(chunk.choices) ? chunk.choices : [])
        if (isObject(choice)) this.#choices.read(choice, chunk);
      return [chunk];
    });
  }
}
