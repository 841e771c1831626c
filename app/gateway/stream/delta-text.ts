import { isObject, type JsonObject } from "../openai/fields";
import { detailedReasoning } from "../openai/repair";

/** As openai/estimate.ts, without rounding: deltas are small and add up. */
export function weigh(text: string): number {
  let wide = 0;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) >= 0x2e80) wide++;
  return (text.length - wide) / 4 + wide;
}

/** Estimated tokens of a delta. */
export function deltaTokens({ content, reasoning_content: reasoning, tool_calls: calls }: JsonObject): number {
  let tokens = 0;
  if (typeof content === "string") tokens += weigh(content);
  if (typeof reasoning === "string") tokens += weigh(reasoning);
  if (!Array.isArray(calls)) return tokens;
  for (const call of calls) {
    if (isObject(call) && isObject(call.function) && typeof call.function.arguments === "string")
      tokens += weigh(call.function.arguments);
  }
  return tokens;
}

/** A stream's reasoning where it comes in `reasoning_details` alone: some send pieces, some all of it so far every time. */
export class DetailedReasoning {
  #text = "";

  /** Puts what is new into `reasoning_content`; true where the delta was changed. */
  repair(delta: JsonObject): boolean {
    const text = detailedReasoning(delta);
    if (text === null) return false;
    const repeats = this.#text.length >= 4 && text.startsWith(this.#text);
    const fresh = repeats ? text.slice(this.#text.length) : text;
    this.#text += fresh;
    if (fresh === "") return false;
    delta.reasoning_content = fresh;
    return true;
  }
}
