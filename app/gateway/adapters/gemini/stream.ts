import type { Call } from "../../dialects/dialect";
import { isObject, type JsonObject } from "../../openai/fields";
import { holdsLongNumber, readPrecisely } from "../../openai/long-numbers";
import { type AnswerHead, answerHead, chunk, usageChunk } from "../foreign/answer";
import type { StreamTranslator } from "../translation";
import { groundingAnnotations, logprobsOf } from "./grounding";
import { brokenCall, extraContent, finishReason, geminiError, geminiUsage, isBrokenCall, readParts } from "./response";
import { newSoundId } from "./spoken-chat";

const hasLongCall = (parts: unknown): boolean =>
  Array.isArray(parts) &&
  parts.some((part) => isObject(part) && part.functionCall !== undefined && holdsLongNumber(part.functionCall));

/** The candidate with its calls' long integers as they were written. */
function exactCandidate(data: string, place: number, candidate: JsonObject): JsonObject {
  const { candidates } = readPrecisely(data);
  const exact: unknown = Array.isArray(candidates) ? candidates.filter(isObject)[place] : null;
  return isObject(exact) ? { ...candidate, content: exact.content } : candidate;
}

/** What of a candidate was sent. */
interface Sent {
  calls: number;
  anything: boolean;
  finished: boolean;
  /** Which sound its pieces belong to, once there is one. */
  sound?: { id: string; expires_at: number };
  /** For the citations, which come last. */
  text: string;
}

/** Events of :streamGenerateContent?alt=sse, each a piece of the whole answer's shape -> OpenAI's chunks. */
export class GeminiStream implements StreamTranslator {
  /** The end of the stream is the closing of the connection; a finish reason says whether it was a good one. */
  readonly done = false;
  readonly #expected: number;
  readonly #model: string;
  readonly #sent = new Map<number, Sent>();
  #head: AnswerHead | null = null;
  #usage: JsonObject | null = null;

  constructor(call: Call) {
    this.#expected = typeof call.body.n === "number" ? call.body.n : 1;
    this.#model = call.model;
  }

  event(_name: string | null, data: string): JsonObject[] {
    const event: unknown = JSON.parse(data);
    if (!isObject(event)) return [];
    if (isObject(event.error)) return [geminiError(data)];
    const first = this.#head === null;
    this.#head ??= answerHead(event.responseId, event.modelVersion ?? this.#model);
    const head = this.#head;
    this.#usage = geminiUsage(event.usageMetadata) ?? this.#usage;
    const chunks = first ? [chunk(head, { role: "assistant", content: "" })] : [];
    const candidates = Array.isArray(event.candidates) ? event.candidates.filter(isObject) : [];
    let ended = false;
    for (const [place, each] of candidates.entries()) {
      const candidate =
        isObject(each.content) && hasLongCall(each.content.parts) ? exactCandidate(data, place, each) : each;
      const index = typeof candidate.index === "number" ? candidate.index : place;
      const more = this.#candidate(head, candidate, index);
      if (more === null) return [brokenCall(candidate)];
      chunks.push(...more);
      if (typeof candidate.finishReason === "string") ended = true;
    }
    if (candidates.length === 0 && isObject(event.promptFeedback) && event.promptFeedback.blockReason !== undefined) {
      chunks.push(chunk(head, { refusal: `The prompt was blocked: ${event.promptFeedback.blockReason}.` }));
      chunks.push(chunk(head, {}, "content_filter"));
      this.#sent.set(0, { calls: 0, anything: true, finished: true, text: "" });
      ended = true;
    }
    const complete = [...this.#sent.values()].filter(({ finished }) => finished).length >= this.#expected;
    // Some tell what was used after the end.
    if ((ended || isObject(event.usageMetadata)) && complete && this.#usage !== null)
      chunks.push(usageChunk(head, this.#usage));
    return chunks;
  }

  /** Null for a candidate that is nothing but a broken call. */
  #candidate(head: AnswerHead, candidate: JsonObject, index: number): JsonObject[] | null {
    const before = this.#sent.get(index);
    const sent = before ?? { calls: 0, anything: false, finished: false, text: "" };
    this.#sent.set(index, sent);
    const { content, reasoning, calls, images, sounds, signature } = readParts(candidate);
    // The stream begins with the role of the first choice; OpenAI's own SDK refuses a further one without.
    const chunks = before === undefined && index > 0 ? [chunk(head, { role: "assistant" }, null, index)] : [];
    sent.text += content;
    if (reasoning !== "") chunks.push(chunk(head, { reasoning_content: reasoning }, null, index));
    if (content !== "" || images.length > 0 || signature !== null) {
      const delta = { content, ...(images.length === 0 ? {} : { images }), ...extraContent(signature) };
      const spoken = chunk(head, delta, null, index);
      const logprobs = logprobsOf(candidate);
      if (logprobs !== null) (spoken.choices as JsonObject[])[0]!.logprobs = logprobs;
      chunks.push(spoken);
    }
    // Pieces of a stream are the samples themselves, as OpenAI's are.
    for (const { data } of sounds) {
      sent.sound ??= { id: newSoundId(), expires_at: head.created };
      chunks.push(chunk(head, { audio: { ...sent.sound, data } }, null, index));
    }
    const annotations = groundingAnnotations(candidate, sent.text);
    if (annotations.length > 0) chunks.push(chunk(head, { annotations }, null, index));
    // Arguments come whole: one delta has everything.
    for (const call of calls) chunks.push(chunk(head, { tool_calls: [{ index: sent.calls++, ...call }] }, null, index));
    sent.anything ||= content !== "" || reasoning !== "" || calls.length > 0 || images.length > 0 || sounds.length > 0;
    if (isBrokenCall(candidate) && !sent.anything) return null;
    if (typeof candidate.finishReason === "string" && !sent.finished) {
      sent.finished = true;
      chunks.push(chunk(head, {}, finishReason(candidate.finishReason, sent.calls > 0), index));
    }
    return chunks;
  }
}
