import type { Call } from "../../dialects/dialect";
import { isObject, type JsonObject } from "../../openai/fields";
import { type AnswerHead, answerHead, chunk, usageChunk } from "../foreign/answer";
import type { StreamTranslator } from "../translation";
import { citationAnnotations, logprobsOf } from "./citations";
import { brokenAnswer, cohereUsage, finishReason, isBroken } from "./response";

/** Events of /v2/chat -> OpenAI's chunks: https://docs.cohere.com/v2/docs/streaming */
export class CohereStream implements StreamTranslator {
  done = false;
  readonly #model: string;
  #head: AnswerHead;
  #calls = 0;
  /** The call under way has got arguments. */
  #sawArguments = false;

  constructor(call: Call) {
    this.#model = call.model;
    this.#head = answerHead(null, call.model);
  }

  event(_name: string | null, data: string): JsonObject[] {
    const event: unknown = JSON.parse(data);
    if (!isObject(event)) return [];
    const delta = isObject(event.delta) ? event.delta : {};
    const message = isObject(delta.message) ? delta.message : {};
    switch (event.type) {
      case "message-start":
        this.#head = answerHead(event.id, this.#model);
        return [chunk(this.#head, { role: "assistant", content: "" })];
      case "content-start":
      case "content-delta":
        return this.#content(message.content, delta.logprobs ?? event.logprobs);
      case "citation-start": {
        const annotations = citationAnnotations(message.citations);
        return annotations.length === 0 ? [] : [chunk(this.#head, { annotations })];
      }
      case "tool-plan-delta":
        return this.#send("reasoning_content", message.tool_plan);
      case "tool-call-start":
        return this.#open(message.tool_calls);
      case "tool-call-delta": {
        const called = isObject(message.tool_calls) ? message.tool_calls.function : null;
        return this.#arguments(isObject(called) ? called.arguments : null);
      }
      case "tool-call-end":
        // A call without arguments has no delta: clients parse the text all the same.
        return this.#sawArguments ? [] : this.#arguments("{}");
      case "message-end":
        return this.#end(delta);
      default:
        return [];
    }
  }

  #content(content: unknown, logprobs: unknown): JsonObject[] {
    if (!isObject(content)) return [];
    const spoken = this.#send("content", content.text);
    const known = logprobsOf(isObject(logprobs) ? [logprobs] : logprobs);
    if (spoken[0] !== undefined && known !== null) (spoken[0].choices as JsonObject[])[0]!.logprobs = known;
    return [...this.#send("reasoning_content", content.thinking), ...spoken];
  }

  #send(field: string, text: unknown): JsonObject[] {
    return typeof text === "string" && text !== "" ? [chunk(this.#head, { [field]: text })] : [];
  }

  #open(call: unknown): JsonObject[] {
    if (!isObject(call) || !isObject(call.function)) return [];
    this.#sawArguments = false;
    const opened = { index: this.#calls++, id: call.id, type: "function" };
    const first = chunk(this.#head, {
      tool_calls: [{ ...opened, function: { name: call.function.name, arguments: "" } }],
    });
    return [first, ...this.#arguments(call.function.arguments)];
  }

  #arguments(text: unknown): JsonObject[] {
    if (typeof text !== "string" || text === "") return [];
    this.#sawArguments = true;
    return [chunk(this.#head, { tool_calls: [{ index: this.#calls - 1, function: { arguments: text } }] })];
  }

  #end(delta: JsonObject): JsonObject[] {
    if (isBroken(delta.finish_reason)) return [brokenAnswer(delta.finish_reason, delta.error)];
    this.done = true;
    const usage = cohereUsage(delta.usage);
    const last = chunk(this.#head, {}, finishReason(delta.finish_reason, this.#calls > 0));
    return usage === null ? [last] : [last, usageChunk(this.#head, usage)];
  }
}
