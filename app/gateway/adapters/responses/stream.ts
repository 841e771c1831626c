import { isObject, type JsonObject } from "../../openai/fields";
import { type AnswerHead, answerHead, chunk, usageChunk } from "../foreign/answer";
import type { StreamTranslator } from "../translation";
import { reasoningDetails, summaryTexts } from "./reasoning";
import { callOf, chatAnnotation, createdOf, finishReason, imagesOf, responseFailure, responsesUsage } from "./response";

interface OpenCall {
  index: number;
  custom: boolean;
  /** Some upstreams send the arguments only when they are complete. */
  sawInput: boolean;
}

/** Events of a streamed response -> OpenAI's chat chunks: https://platform.openai.com/docs/api-reference/responses-streaming */
export class ResponsesStream implements StreamTranslator {
  done = false;
  readonly #calls = new Map<unknown, OpenCall>();
  /** Text parts of which something was sent, by the item's id and by its place: some upstreams leave out one of the two. */
  readonly #spoken = new Set<string>();
  /** Something of the message under way was sent. */
  #saidOfMessage = false;
  /** Something of the answer was sent. */
  #said = false;
  #head: AnswerHead = answerHead(null, null);
  #opened = false;
  #length = 0;
  /** Length of the answer before the part under way. */
  #partStart = 0;
  #thought = false;
  #details = 0;

  event(_name: string | null, data: string): JsonObject[] {
    if (data.trim() === "[DONE]") return [];
    const event: unknown = JSON.parse(data);
    if (!isObject(event)) return [];
    switch (event.type) {
      case "response.created":
      case "response.in_progress":
        return this.#open(event.response);
      case "response.output_item.added":
        return isObject(event.item) ? this.#call(event.item, event.output_index) : [];
      case "response.content_part.added":
        this.#partStart = this.#length;
        return [];
      case "response.output_text.delta":
        this.#speak(event);
        return this.#text(event.delta, event.logprobs);
      case "response.output_text.done":
        return this.#speak(event) ? [] : this.#text(event.text, event.logprobs);
      case "response.output_text.annotation.added":
        return isObject(event.annotation)
          ? [chunk(this.#head, { annotations: [chatAnnotation(event.annotation, this.#partStart)] })]
          : [];
      case "response.refusal.delta":
        this.#speak(event);
        return this.#refuse(event.delta);
      case "response.refusal.done":
        return this.#speak(event) ? [] : this.#refuse(event.refusal);
      case "response.function_call_arguments.delta":
      case "response.custom_tool_call_input.delta":
        return this.#input(event.output_index, event.delta);
      case "response.function_call_arguments.done":
        return this.#rest(event.output_index, event.arguments);
      case "response.custom_tool_call_input.done":
        return this.#rest(event.output_index, event.input);
      case "response.reasoning_summary_part.added":
        return this.#thought ? this.#send("reasoning_content", "\n\n") : [];
      case "response.reasoning_summary_text.delta":
      case "response.reasoning_text.delta":
        this.#thought = true;
        return this.#send("reasoning_content", event.delta);
      case "response.output_item.done":
        return isObject(event.item) ? this.#close(event.item, event.output_index) : [];
      case "response.completed":
      case "response.incomplete":
        return this.#finish(event.response);
      case "response.failed":
      case "response.cancelled":
        return this.#fail(event.response);
      case "error":
        return [responseFailure({ error: isObject(event.error) ? event.error : event })];
      default:
        return [];
    }
  }

  #open(response: unknown): JsonObject[] {
    if (this.#opened || !isObject(response)) return [];
    this.#opened = true;
    this.#head = { ...answerHead(response.id, response.model), ...createdOf(response) };
    return [chunk(this.#head, { role: "assistant", content: "" })];
  }

  #call(item: JsonObject, index: unknown): JsonObject[] {
    if (item.type !== "function_call" && item.type !== "custom_tool_call") return [];
    const custom = item.type === "custom_tool_call";
    this.#said = true;
    const open: OpenCall = { index: this.#calls.size, custom, sawInput: false };
    this.#calls.set(index, open);
    const { id } = callOf(item);
    const called = custom
      ? { type: "custom", custom: { name: item.name, input: "" } }
      : { type: "function", function: { name: item.name, arguments: "" } };
    const first = chunk(this.#head, { tool_calls: [{ index: open.index, id, ...called }] });
    return [first, ...this.#input(index, custom ? item.input : item.arguments)];
  }

  #text(text: unknown, logprobs: unknown): JsonObject[] {
    if (typeof text !== "string" || text === "") return [];
    this.#length += text.length;
    this.#said = this.#saidOfMessage = true;
    const sent = chunk(this.#head, { content: text });
    if (Array.isArray(logprobs) && logprobs.length > 0) {
      const [only] = sent.choices as JsonObject[];
      only!.logprobs = { content: logprobs, refusal: null };
    }
    return [sent];
  }

  #refuse(text: unknown): JsonObject[] {
    const sent = this.#send("refusal", text);
    if (sent.length > 0) this.#said = this.#saidOfMessage = true;
    return sent;
  }

  /** Whether something of this part was sent before. */
  #speak({ item_id: item, output_index: output, content_index: part }: JsonObject): boolean {
    const names = [`${item ?? "at"} ${part ?? 0}`, `#${output ?? "at"} ${part ?? 0}`];
    const spoken = names.some((name) => this.#spoken.has(name));
    for (const name of names) this.#spoken.add(name);
    return spoken;
  }

  #send(field: string, text: unknown): JsonObject[] {
    return typeof text === "string" && text !== "" ? [chunk(this.#head, { [field]: text })] : [];
  }

  #input(index: unknown, text: unknown): JsonObject[] {
    const call = this.#calls.get(index);
    if (call === undefined || typeof text !== "string" || text === "") return [];
    call.sawInput = true;
    const piece = call.custom ? { custom: { input: text } } : { function: { arguments: text } };
    return [chunk(this.#head, { tool_calls: [{ index: call.index, ...piece }] })];
  }

  #rest(index: unknown, text: unknown): JsonObject[] {
    return this.#calls.get(index)?.sawInput === false ? this.#input(index, text) : [];
  }

  #close(item: JsonObject, index: unknown): JsonObject[] {
    if (item.type === "message") return this.#message(item);
    if (item.type === "reasoning") {
      const details = reasoningDetails(item, this.#details);
      this.#details += details.length;
      const late = this.#thought ? [] : this.#send("reasoning_content", summaryTexts(item).join("\n\n"));
      if (late.length > 0) this.#thought = true;
      return details.length === 0 ? late : [...late, chunk(this.#head, { reasoning_details: details })];
    }
    if (item.type === "image_generation_call") {
      const images = imagesOf(item);
      this.#said ||= images.length > 0;
      return images.length === 0 ? [] : [chunk(this.#head, { images })];
    }
    if (item.type !== "function_call" && item.type !== "custom_tool_call") return [];
    const opened = this.#calls.has(index) ? [] : this.#call(item, index);
    // A call without arguments has no delta: clients parse the text all the same.
    const whole = item.type === "custom_tool_call" ? item.input : item.arguments || "{}";
    return [...opened, ...this.#rest(index, whole)];
  }

  /** A message of which no delta came is said when it is done. */
  #message(item: JsonObject): JsonObject[] {
    const said = this.#saidOfMessage;
    const parts = said || !Array.isArray(item.content) ? [] : item.content.filter(isObject);
    const late = parts.flatMap((part) => {
      this.#partStart = this.#length;
      const notes = Array.isArray(part.annotations) ? part.annotations.filter(isObject) : [];
      const annotations = notes.map((note) => chatAnnotation(note, this.#partStart));
      return [
        ...this.#text(part.text, part.logprobs),
        ...this.#refuse(part.refusal),
        ...(annotations.length === 0 ? [] : [chunk(this.#head, { annotations })]),
      ];
    });
    this.#saidOfMessage = false;
    return late;
  }

  #finish(response: unknown): JsonObject[] {
    this.done = true;
    const last = isObject(response) ? response : {};
    const usage = responsesUsage(last.usage);
    const opened = this.#open(response);
    // Some upstreams send the whole response at its end, and nothing before.
    const items = this.#said || !Array.isArray(last.output) ? [] : last.output;
    return [
      ...opened,
      ...items.flatMap((item, index) => (isObject(item) ? this.#close(item, index) : [])),
      chunk(this.#head, {}, finishReason(last, this.#calls.size > 0)),
      ...(usage === null ? [] : [usageChunk(this.#head, usage)]),
    ];
  }

  /** A failed response has cost what it cost: its usage comes before the error. */
  #fail(response: unknown): JsonObject[] {
    const last = isObject(response) ? response : {};
    const usage = responsesUsage(last.usage);
    return [...(usage === null ? [] : [usageChunk(this.#head, usage)]), responseFailure(last)];
  }
}
