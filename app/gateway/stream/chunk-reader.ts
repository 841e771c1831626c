import type { SurfaceWriter } from "../dialects/surface";
import { classifyErrorObject } from "../failures/classify";
import { type Failure, failure } from "../failures/failure";
import { isObject, type JsonObject } from "../openai/fields";
import { readUsage, repairUsage, type Usage, writeUsage } from "../openai/usage";
import { vendorError } from "../openai/vendor-words";
import { ChoiceReader } from "./choices";
import type { AnswerCollector } from "./collector";

/** Reads a stream's chunks in OpenAI's format: what they say of the answer, and what of each goes on to the client. */
export class ChunkReader {
  usage: Usage | null = null;
  failure: Failure | null = null;
  model: string | null = null;
  readonly choices: ChoiceReader;
  #usageSent = false;
  #head: JsonObject | null = null;
  readonly #includeUsage: boolean;
  readonly #writer: SurfaceWriter | null;
  readonly #collector: AnswerCollector | null;

  /** `own`: the chunks are the upstream's own, not a translator's. */
  constructor(
    includeUsage: boolean,
    writer: SurfaceWriter | null,
    collector: AnswerCollector | null,
    { own }: { own: boolean },
  ) {
    this.#includeUsage = includeUsage;
    this.#writer = writer;
    this.#collector = collector;
    this.choices = new ChoiceReader(own);
  }

  /** A chunk of which nothing goes on. */
  learn(chunk: JsonObject): void {
    if (chunk.error !== undefined && chunk.error !== null) {
      this.failure = classifyErrorObject(chunk.error);
      return;
    }
    this.usage = readUsage(chunk.usage) ?? this.usage;
    if (this.model === null && typeof chunk.model === "string" && chunk.model !== "") this.model = chunk.model;
    if (Array.isArray(chunk.choices))
      for (const choice of chunk.choices) if (isObject(choice)) this.choices.read(choice, chunk);
    this.#collector?.push(chunk);
  }

  /** What to send for a chunk, null for nothing. `event` is the chunk as it came, null for one that a translator made. */
  read(chunk: unknown, event: string | null): string | null {
    if (!isObject(chunk)) return null;
    if ((chunk.error !== undefined && chunk.error !== null) || event?.startsWith("event: error")) {
      this.failure = classifyErrorObject(chunk.error ?? chunk);
      return null;
    }
    const told = readUsage(chunk.usage);
    // What stands in Groq's own field is no usage to a client: it gets its own at the end.
    const usage = told ?? (isObject(chunk.x_groq) ? readUsage(chunk.x_groq.usage) : null);
    if (usage !== null) this.usage = usage;
    if (!Array.isArray(chunk.choices)) {
      const problem = vendorError(chunk);
      if (problem !== null) this.failure = classifyErrorObject(problem);
      return null;
    }
    if (this.model === null && typeof chunk.model === "string") this.model = chunk.model;
    if (chunk.choices.length === 0) {
      if (this.#writer !== null) return null;
      // A usage that says nothing: the client gets one at the end.
      if (usage === null) return isObject(chunk.usage) ? null : event;
      return told === null ? null : this.#usageChunk(chunk, event);
    }
    if (told !== null && this.#includeUsage) this.#usageSent = true;
    if (this.#head === null) {
      const { id, object, created, model } = chunk;
      this.#head = { id, object, created, model };
    }
    let changed = told !== null && repairUsage(chunk.usage);
    for (const choice of chunk.choices) if (isObject(choice) && this.choices.read(choice, chunk)) changed = true;
    if (this.usage === null && this.choices.usage) this.usage = readUsage(this.choices.usage);
    if (this.choices.brokeOff !== null) {
      this.failure = failure("server", "upstream_broke_off", `the upstream broke off (${this.choices.brokeOff})`);
      return null;
    }
    this.#collector?.push(chunk);
    if (this.#writer !== null) return this.#writer.chunk(chunk) || null;
    return changed || event === null ? `data: ${JSON.stringify(chunk)}` : event;
  }

  /** After a good end: what the upstream left out, its finish reason and the usage, in the client's format. */
  closing(usage: Usage): string {
    const last = this.choices.lastChunk(this.#head);
    if (last !== null) this.#collector?.push(last);
    if (this.#writer !== null) return (last === null ? "" : this.#writer.chunk(last)) + this.#writer.closing(usage);
    let text = last === null ? "" : `data: ${JSON.stringify(last)}\n\n`;
    if (this.#includeUsage && !this.#usageSent) {
      const chunk = { ...this.#head, choices: [], usage: writeUsage(usage) };
      text += `data: ${JSON.stringify(chunk)}\n\n`;
    }
    return `${text}data: [DONE]\n\n`;
  }

  #usageChunk(chunk: JsonObject, event: string | null): string | null {
    if (!this.#includeUsage) return null;
    this.#usageSent = true;
    if (repairUsage(chunk.usage)) return `data: ${JSON.stringify(chunk)}`;
    return event ?? `data: ${JSON.stringify(chunk)}`;
  }
}
