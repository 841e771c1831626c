import { gatherSigned, type SignedParts } from "../kept/signatures";
import { isObject, type JsonObject } from "../openai/fields";
import { hasContent, repairMessage } from "../openai/repair";
import { annotateSearch } from "../openai/search-results";
import { finishWord, saysWhy } from "../openai/vendor-words";
import { CallIndexes } from "./call-indexes";
import { DetailedReasoning, deltaTokens, weigh } from "./delta-text";

/** Reads the choices of a stream's chunks: what they say of the answer so far, and what in them has to be put right. */
export class ChoiceReader {
  /** Something that a client would show arrived. */
  started = false;
  /** A finish reason arrived. */
  finished = false;
  /** The upstream's word for an end that is none. */
  brokeOff: string | null = null;
  /** Estimated. */
  tokens = 0;
  /** Moonshot tells what was used within the last choice. */
  usage: unknown = null;
  readonly signed: SignedParts = { details: [], calls: [] };
  #calls = false;
  /** By choice. */
  #indexes: CallIndexes[] = [];
  readonly #reasoning: DetailedReasoning | null;

  /** `own`: the chunks are the upstream's own, not a translator's. */
  constructor(own: boolean) {
    this.#reasoning = own ? new DetailedReasoning() : null;
  }

  /** True where the choice was changed. */
  read(choice: JsonObject, chunk: JsonObject): boolean {
    const finishes = choice.finish_reason !== null && choice.finish_reason !== undefined && choice.finish_reason !== "";
    let changed = false;
    if (finishes) {
      this.usage ??= choice.usage;
      const word = finishWord(choice.finish_reason);
      if (word === null) {
        this.brokeOff = String(choice.finish_reason);
        return false;
      }
      changed = word !== choice.finish_reason;
      choice.finish_reason = word;
      this.finished = true;
      if (saysWhy(word)) this.started = true;
    }
    if (typeof choice.text === "string") {
      if (choice.text !== "") this.started = true;
      this.tokens += weigh(choice.text);
      return changed;
    }
    const { delta } = choice;
    if (!isObject(delta)) {
      // Clients look into it without asking whether it is there.
      if (chunk.object === "text_completion") return changed;
      choice.delta = {};
      return true;
    }
    if (repairMessage(delta)) changed = true;
    if (delta.reasoning_details !== undefined && this.#reasoning?.repair(delta)) changed = true;
    if (finishes && annotateSearch(chunk, delta)) changed = true;
    if (delta.tool_calls !== undefined || delta.reasoning_details !== undefined) gatherSigned(this.signed, delta);
    if (!this.started && hasContent(delta)) this.started = true;
    if (Array.isArray(delta.tool_calls) && delta.tool_calls.length > 0) {
      this.#calls = true;
      const number = typeof choice.index === "number" ? choice.index : 0;
      this.#indexes[number] ??= new CallIndexes();
      if (this.#indexes[number].repair(delta.tool_calls)) changed = true;
    }
    this.tokens += deltaTokens(delta);
    return changed;
  }

  /** The chunk that says why the answer ended, where the upstream left it out; null where it did not. */
  lastChunk(head: JsonObject | null): JsonObject | null {
    if (this.finished || head === null || head.object === "text_completion") return null;
    const finish = this.#calls ? "tool_calls" : "stop";
    return { ...head, choices: [{ index: 0, delta: {}, finish_reason: finish }] };
  }
}
