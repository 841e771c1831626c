import type { Call } from "../../dialects/dialect";
import { isObject, type JsonObject } from "../../openai/fields";
import { type AnswerHead, answerHead, chunk, usageChunk } from "../foreign/answer";
import type { StreamTranslator } from "../translation";
import { hiddenReasoning, signedReasoning } from "./reasoning";
import {
  annotation,
  converseError,
  converseUsage,
  finishReason,
  isAnswerTool,
  isMalformed,
  malformed,
} from "./response";

interface OpenBlock {
  kind: "text" | "tool" | "answer" | "server";
  /** Place among the tool calls: OpenAI counts those alone. */
  toolIndex: number;
  sawInput: boolean;
  thinking: string;
  signature: string;
  /** Where the block's text begins in the answer. */
  start: number;
  citations: JsonObject[];
}

/** Events of ConverseStream -> OpenAI's chunks: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html */
export class ConverseStream implements StreamTranslator {
  /** The end of the stream is the closing of the connection; usage follows the stop reason, or comes before it. */
  readonly done = false;
  readonly #call: Call;
  readonly #model: string;
  readonly #head: AnswerHead;
  readonly #blocks = new Map<unknown, OpenBlock>();
  #toolCalls = 0;
  #details = 0;
  #length = 0;
  #answered = false;

  constructor(call: Call, model: string) {
    this.#call = call;
    this.#model = model;
    this.#head = answerHead(null, model);
  }

  event(name: string | null, data: string): JsonObject[] {
    const event: unknown = JSON.parse(data);
    if (!isObject(event)) return [];
    switch (name) {
      case "messageStart":
        return [chunk(this.#head, { role: "assistant", content: "" })];
      case "contentBlockStart":
        return this.#open(event.contentBlockIndex, event.start);
      case "contentBlockDelta":
        return this.#delta(event.contentBlockIndex, event.delta);
      case "contentBlockStop":
        return this.#close(event.contentBlockIndex);
      case "messageStop":
        if (isMalformed(event.stopReason) && !this.#answered) return [malformed(event.stopReason)];
        return [chunk(this.#head, {}, finishReason(event.stopReason, this.#toolCalls > 0))];
      case "metadata": {
        const usage = converseUsage(event.usage);
        return usage === null ? [] : [usageChunk(this.#head, usage)];
      }
      default:
        return name === "error" || name?.endsWith("Exception") ? [converseError(data, name)] : [];
    }
  }

  #block(index: unknown): OpenBlock {
    let block = this.#blocks.get(index);
    if (block === undefined) {
      const start = this.#length;
      block = { kind: "text", toolIndex: 0, sawInput: false, thinking: "", signature: "", start, citations: [] };
      this.#blocks.set(index, block);
    }
    return block;
  }

  #open(index: unknown, start: unknown): JsonObject[] {
    const block = this.#block(index);
    if (!isObject(start) || !isObject(start.toolUse)) return [];
    const { toolUseId: id, name, type } = start.toolUse;
    if (type === "server_tool_use") {
      block.kind = "server";
      return [];
    }
    this.#answered = true;
    if (isAnswerTool(this.#call, name)) {
      block.kind = "answer";
      return [];
    }
    block.kind = "tool";
    block.toolIndex = this.#toolCalls++;
    const call = { index: block.toolIndex, id, type: "function", function: { name, arguments: "" } };
    return [chunk(this.#head, { tool_calls: [call] })];
  }

  #delta(index: unknown, delta: unknown): JsonObject[] {
    if (!isObject(delta)) return [];
    const block = this.#block(index);
    if (isObject(delta.toolUse)) return this.#input(block, delta.toolUse.input);
    if (isObject(delta.reasoningContent)) return this.#reasoning(block, delta.reasoningContent);
    if (isObject(delta.citation)) block.citations.push(delta.citation);
    return this.#text(delta.text);
  }

  #reasoning(block: OpenBlock, { text, signature, redactedContent }: JsonObject): JsonObject[] {
    if (typeof signature === "string") block.signature += signature;
    if (typeof redactedContent === "string")
      return [
        chunk(this.#head, { reasoning_details: [hiddenReasoning(this.#model, this.#details++, redactedContent)] }),
      ];
    if (typeof text !== "string" || text === "") return [];
    block.thinking += text;
    return [chunk(this.#head, { reasoning_content: text })];
  }

  #close(index: unknown): JsonObject[] {
    const block = this.#blocks.get(index);
    this.#blocks.delete(index);
    if (block === undefined) return [];
    if (block.signature !== "") {
      const detail = signedReasoning(this.#model, this.#details++, block.thinking, block.signature);
      return [chunk(this.#head, { reasoning_details: [detail] })];
    }
    if (block.citations.length > 0) {
      const range = { start: block.start, end: this.#length };
      return [chunk(this.#head, { annotations: block.citations.map((each) => annotation(each, range)) })];
    }
    // A call without arguments has no delta: clients parse the text all the same.
    return block.kind === "text" || block.sawInput ? [] : this.#input(block, "{}");
  }

  #text(text: unknown): JsonObject[] {
    if (typeof text !== "string" || text === "") return [];
    this.#length += text.length;
    this.#answered = true;
    return [chunk(this.#head, { content: text })];
  }

  #input(block: OpenBlock, text: unknown): JsonObject[] {
    if (typeof text !== "string" || text === "") return [];
    block.sawInput = true;
    if (block.kind === "server") return [];
    if (block.kind === "answer") return this.#text(text);
    return [chunk(this.#head, { tool_calls: [{ index: block.toolIndex, function: { arguments: text } }] })];
  }
}
