import type { GatewayError } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import type { Usage } from "../../openai/usage";
import { type Citation, citationsIn } from "../citations";
import type { SurfaceWriter } from "../surface";
import { answerHead, callPart, finishReason, imageParts, ownSignature, signedDetails, usageMetadata } from "./answer";
import { citedSources } from "./citations";
import { logprobsResult } from "./logprobs";

interface Candidate {
  /** Calls so far, by their number; each is sent whole when the candidate ends. */
  calls: Map<unknown, JsonObject>;
  details: JsonObject[];
  citations: Citation[];
  text: string;
  finish: string | null;
}

/**
 * OpenAI's chunks -> pieces of a GenerateContentResponse: as server-sent events (`alt=sse`), else as the elements of one
 * JSON array: https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent
 */
export class GenerateWriter implements SurfaceWriter {
  readonly heartbeat?: string;
  readonly native?: SurfaceWriter["native"];
  readonly #sse: boolean;
  readonly #thoughts: boolean;
  readonly #candidates = new Map<number, Candidate>();
  #head: JsonObject | null = null;
  #begun = false;

  constructor(sse: boolean, thoughts: boolean) {
    this.#sse = sse;
    this.#thoughts = thoughts;
    if (sse) return;
    // White space between the elements says nothing.
    this.heartbeat = "\n";
    this.native = {
      event: (data) => this.#element(JSON.parse(data) as JsonObject),
      end: () => `${this.#begun ? "" : "["}\n]\n`,
    };
  }

  chunk(chunk: JsonObject): string {
    this.#head ??= answerHead(chunk);
    let text = "";
    for (const choice of Array.isArray(chunk.choices) ? chunk.choices : []) {
      if (!isObject(choice)) continue;
      const index = typeof choice.index === "number" ? choice.index : 0;
      const candidate = this.#candidate(index);
      const parts = isObject(choice.delta) ? this.#parts(choice.delta, candidate) : [];
      if (typeof choice.finish_reason === "string") candidate.finish = finishReason(choice.finish_reason);
      const logprobs = logprobsResult(choice.logprobs);
      if (parts.length > 0) text += this.#piece([content(index, parts, logprobs)]);
    }
    return text;
  }

  closing(usage: Usage): string {
    if (this.#candidates.size === 0) this.#candidate(0);
    const candidates = [...this.#candidates].map(([index, { calls, details, citations, text, finish }]) => {
      const parts = [...calls.values()].map((call, place) => callPart(call, place === 0 ? details : []));
      return {
        ...content(index, parts.length === 0 ? [{ text: "" }] : parts, null),
        finishReason: finish ?? "STOP",
        ...citedSources(citations, text),
      };
    });
    const last = this.#piece(candidates, { usageMetadata: usageMetadata(usage) });
    return this.#sse ? last : `${last}\n]\n`;
  }

  error(_error: GatewayError, body: JsonObject): string {
    const text = this.#element(body);
    return this.#sse ? text : `${text}\n]\n`;
  }

  #candidate(index: number): Candidate {
    let candidate = this.#candidates.get(index);
    if (candidate === undefined) {
      candidate = { calls: new Map(), details: [], citations: [], text: "", finish: null };
      this.#candidates.set(index, candidate);
    }
    return candidate;
  }

  #parts(delta: JsonObject, candidate: Candidate): JsonObject[] {
    const parts: JsonObject[] = [];
    const thought = delta.reasoning_content;
    if (this.#thoughts && typeof thought === "string" && thought !== "") parts.push({ text: thought, thought: true });
    const own = ownSignature(delta);
    const text = [delta.content, delta.refusal].filter((value) => typeof value === "string").join("");
    if (text !== "" || own !== null) parts.push({ text, ...(own === null ? {} : { thoughtSignature: own }) });
    candidate.text += text;
    parts.push(...imageParts(delta.images));
    if (delta.annotations !== undefined) candidate.citations.push(...citationsIn(delta.annotations));
    candidate.details.push(...signedDetails(delta.reasoning_details));
    const calls = Array.isArray(delta.tool_calls) ? delta.tool_calls.filter(isObject) : [];
    calls.forEach((call, place) => {
      collect(candidate.calls, call, place);
    });
    return parts;
  }

  #piece(candidates: JsonObject[], more: JsonObject = {}): string {
    return this.#element({ candidates, ...more, ...(this.#head ?? answerHead({})) });
  }

  #element(value: JsonObject): string {
    const begun = this.#begun;
    this.#begun = true;
    if (this.#sse) return `data: ${JSON.stringify(value)}\r\n\r\n`;
    return `${begun ? ",\r\n" : "["}${JSON.stringify(value)}`;
  }
}

const content = (index: number, parts: JsonObject[], logprobs: JsonObject | null): JsonObject => ({
  content: { role: "model", parts },
  index,
  ...(logprobs === null ? {} : { logprobsResult: logprobs }),
});

/** Some upstreams number all calls 0: a name with another id begins a new one. */
function collect(calls: Map<unknown, JsonObject>, delta: JsonObject, place: number): void {
  const made = isObject(delta.function) ? delta.function : {};
  const number = typeof delta.index === "number" ? delta.index : place;
  const known = calls.get(number);
  const other =
    known !== undefined && typeof made.name === "string" && made.name !== "" && "id" in delta && known.id !== delta.id;
  if (known === undefined || other) {
    if (known !== undefined && other) {
      // The number is taken over: the call before keeps its place in the order.
      calls.set(known, known);
      calls.delete(number);
    }
    calls.set(number, { ...delta, function: { name: made.name ?? "", arguments: made.arguments ?? "" } });
    return;
  }
  const before = known.function as JsonObject;
  known.function = {
    name: before.name || made.name || "",
    arguments: `${before.arguments}${typeof made.arguments === "string" ? made.arguments : ""}`,
  };
  if (isObject(delta.extra_content)) known.extra_content = delta.extra_content;
}
