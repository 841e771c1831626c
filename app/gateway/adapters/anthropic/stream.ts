import type { Call } from "../../dialects/dialect";
import { isObject, type JsonObject } from "../../openai/fields";
import { type AnswerHead, answerHead, chunk, usageChunk } from "../foreign/answer";
import type { StreamTranslator } from "../translation";
import { annotations } from "./citations";
import {
  finishReason,
  hiddenThinking,
  isAnswerTool,
  messagesError,
  messagesUsage,
  refusalIn,
  signedThinking,
} from "./response";

interface OpenBlock {
  kind: "text" | "thinking" | "tool" | "answer";
  /** Place among the tool calls: OpenAI counts those alone. */
  toolIndex: number;
  /** The input as far as it came with the block's start; some compatible vendors send it whole there. */
  input: JsonObject;
  sawInput: boolean;
  thinking: string;
  signature: string;
  /** Where the block's text begins in the answer. */
  start: number;
  citations: JsonObject[];
}

/** Events of the Messages API -> OpenAI's chunks: https://platform.claude.com/docs/en/build-with-claude/streaming */
export class MessagesStream implements StreamTranslator {
  done = false;
  readonly #call: Call;
  readonly #blocks = new Map<unknown, OpenBlock>();
  #head: AnswerHead = answerHead(null, null);
  #usage: JsonObject = {};
  #toolCalls = 0;
  #details = 0;
  #length = 0;

  constructor(call: Call) {
    this.#call = call;
  }

  event(_name: string | null, data: string): JsonObject[] {
    const event: unknown = JSON.parse(data);
    if (!isObject(event)) return [];
    switch (event.type) {
      case "message_start":
        return this.#start(event.message);
      case "content_block_start":
        return this.#open(event.index, event.content_block);
      case "content_block_delta":
        return this.#delta(event.index, event.delta);
      case "content_block_stop":
        return this.#close(event.index);
      case "message_delta":
        return this.#finish(event);
      case "message_stop":
        this.done = true;
        return [];
      case "error":
        return [messagesError(data)];
      default:
        return [];
    }
  }

  #start(message: unknown): JsonObject[] {
    if (!isObject(message)) return [];
    this.#head = answerHead(message.id, message.model);
    if (isObject(message.usage)) this.#usage = message.usage;
    return [chunk(this.#head, { role: "assistant", content: "" })];
  }

  #open(index: unknown, block: unknown): JsonObject[] {
    if (!isObject(block)) return [];
    const open: OpenBlock = {
      kind: "text",
      toolIndex: 0,
      input: {},
      sawInput: false,
      thinking: "",
      signature: "",
      start: this.#length,
      citations: [],
    };
    if (isObject(block.input)) open.input = block.input;
    switch (block.type) {
      case "text":
        if (Array.isArray(block.citations)) open.citations.push(...block.citations.filter(isObject));
        this.#blocks.set(index, open);
        return this.#text(block.text);
      case "thinking":
        this.#blocks.set(index, { ...open, kind: "thinking" });
        return typeof block.thinking === "string" ? this.#delta(index, { thinking: block.thinking }) : [];
      case "redacted_thinking":
        return [chunk(this.#head, { reasoning_details: [hiddenThinking(this.#details++, block.data)] })];
      case "tool_use": {
        if (isAnswerTool(this.#call, block)) {
          this.#blocks.set(index, { ...open, kind: "answer" });
          return [];
        }
        const toolIndex = this.#toolCalls++;
        this.#blocks.set(index, { ...open, kind: "tool", toolIndex });
        const call = {
          index: toolIndex,
          id: block.id,
          type: "function",
          function: { name: block.name, arguments: "" },
        };
        return [chunk(this.#head, { tool_calls: [call] })];
      }
      default:
        // Blocks of the vendor's own tools have no counterpart.
        return [];
    }
  }

  #delta(index: unknown, delta: unknown): JsonObject[] {
    const block = this.#blocks.get(index);
    if (block === undefined || !isObject(delta)) return [];
    if (isObject(delta.citation)) block.citations.push(delta.citation);
    if (block.kind === "text") return this.#text(delta.text);
    if (block.kind === "thinking") {
      if (typeof delta.signature === "string") block.signature += delta.signature;
      if (typeof delta.thinking !== "string" || delta.thinking === "") return [];
      block.thinking += delta.thinking;
      return [chunk(this.#head, { reasoning_content: delta.thinking })];
    }
    if (typeof delta.partial_json !== "string" || delta.partial_json === "") return [];
    block.sawInput = true;
    return this.#input(block, delta.partial_json);
  }

  #close(index: unknown): JsonObject[] {
    const block = this.#blocks.get(index);
    this.#blocks.delete(index);
    if (block === undefined) return [];
    if (block.kind === "text") {
      const cited = annotations(block.citations, { start: block.start, end: this.#length });
      return cited.length === 0 ? [] : [chunk(this.#head, { annotations: cited })];
    }
    if (block.kind === "thinking") {
      if (block.signature === "") return [];
      const detail = signedThinking(this.#details++, block.thinking, block.signature);
      return [chunk(this.#head, { reasoning_details: [detail] })];
    }
    // A call without arguments has no delta: clients parse the text all the same.
    return block.sawInput ? [] : this.#input(block, JSON.stringify(block.input));
  }

  #finish(event: JsonObject): JsonObject[] {
    // The counts are running totals; those of the input may come again, and more exactly.
    if (isObject(event.usage)) this.#usage = { ...this.#usage, ...withoutNulls(event.usage) };
    const reason = isObject(event.delta) ? event.delta.stop_reason : null;
    if (typeof reason !== "string") return [];
    const usage = messagesUsage(this.#usage);
    const refusal = refusalIn(event.delta as JsonObject);
    return [
      ...(refusal === null ? [] : [chunk(this.#head, { refusal })]),
      chunk(this.#head, {}, finishReason(reason, this.#toolCalls > 0)),
      ...(usage === null ? [] : [usageChunk(this.#head, usage)]),
    ];
  }

  #text(text: unknown): JsonObject[] {
    if (typeof text !== "string" || text === "") return [];
    this.#length += text.length;
    return [chunk(this.#head, { content: text })];
  }

  #input(block: OpenBlock, text: string): JsonObject[] {
    if (block.kind === "answer") return this.#text(text);
    return [chunk(this.#head, { tool_calls: [{ index: block.toolIndex, function: { arguments: text } }] })];
  }
}

const withoutNulls = (usage: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null));
