import { isObject, type JsonObject } from "../../openai/fields";
import { carried } from "../carried";

/** Marks what OpenAI's own models encrypted among `reasoning_details`, as OpenRouter does. */
const openAiFormat = "openai-responses-v1";

/** Gathers the items of one assistant turn (reasoning, text, calls) into chat's one message. */
export class AssistantTurn {
  readonly callIds = new Set<string>();
  #texts: string[] = [];
  #refusal = "";
  #reasoning: string[] = [];
  readonly #details: unknown[] = [];
  readonly #toolCalls: JsonObject[] = [];
  #extra: JsonObject = {};

  reasoning(item: JsonObject): void {
    const parts = [
      ...(Array.isArray(item.summary) ? item.summary : []),
      ...(Array.isArray(item.content) ? item.content : []),
    ];
    for (const part of parts) if (isObject(part) && typeof part.text === "string") this.#reasoning.push(part.text);
    const { encrypted_content: encrypted } = item;
    if (typeof encrypted !== "string" || encrypted === "") return;
    const own = carried(encrypted);
    if (own === null)
      this.#details.push({ type: "reasoning.encrypted", data: encrypted, id: item.id, format: openAiFormat });
    else if (Array.isArray(own.details)) this.#details.push(...own.details);
  }

  text(text: string, item: JsonObject): void {
    this.#texts.push(text);
    if (isObject(item.extra_content)) this.#extra = { extra_content: item.extra_content };
  }

  refusal(text: string): void {
    this.#refusal += text;
  }

  call(id: string, name: string, text: string, item: JsonObject): void {
    this.callIds.add(id);
    const extra = isObject(item.extra_content) ? { extra_content: item.extra_content } : {};
    this.#toolCalls.push({ id, type: "function", function: { name, arguments: text }, ...extra });
  }

  get hasCalls(): boolean {
    return this.#toolCalls.length > 0;
  }

  get hasText(): boolean {
    return this.#texts.length > 0 || this.#refusal !== "";
  }

  /** The message; null for a turn of reasoning alone, which chat has no place for. */
  message(): JsonObject | null {
    if (!this.hasText && !this.hasCalls) return null;
    return {
      role: "assistant",
      content: this.#texts.length > 0 ? this.#texts.join("") : this.#refusal === "" ? null : "",
      ...(this.#refusal === "" ? {} : { refusal: this.#refusal }),
      ...(this.#reasoning.length === 0 ? {} : { reasoning_content: this.#reasoning.join("\n\n") }),
      ...(this.#details.length === 0 ? {} : { reasoning_details: this.#details }),
      ...(this.hasCalls ? { tool_calls: this.#toolCalls } : {}),
      ...this.#extra,
    };
  }
}
