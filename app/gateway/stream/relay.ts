import type { FrameReader, StreamTranslator } from "../adapters/translation";
import type { SurfaceWriter } from "../dialects/surface";
import type { GatewayError } from "../errors";
import { type Failure, failure } from "../failures/failure";
import type { SignedParts } from "../kept/signatures";
import type { JsonObject } from "../openai/fields";
import type { Usage } from "../openai/usage";
import { ChunkReader } from "./chunk-reader";
import type { AnswerCollector } from "./collector";
import { weigh } from "./delta-text";
import { PlainText } from "./plain-text";
import { eventData, eventName, SseSplitter } from "./sse";

const encoder = new TextEncoder();

/** Bytes of the longest stream: of what goes by, more and more is kept for the answer's end. A million tokens are less. */
const longestStream = 512 * 1024 * 1024;

/**
 * Reads an OpenAI-format stream on its way to the client: bytes in, bytes out. Pieces that need no change leave as the
 * same bytes. It learns usage, finish and errors, withholds the usage chunk from a client that did not ask, drops what is
 * not the format's, and keeps `[DONE]` back until the end is known to be a good one.
 */
export class OpenAiRelay {
  /** Puts the whole answer together, where somebody wants it. */
  readonly collector: AnswerCollector | null;
  #done = false;
  #bytes = 0;
  readonly #chunks: ChunkReader;
  readonly #splitter = new SseSplitter();
  readonly #translator: StreamTranslator | null;
  readonly #writer: SurfaceWriter | null;
  readonly #frames: FrameReader | null;
  readonly #native: boolean;
  /** Where pieces go on as they came and nobody puts them together. */
  readonly #plain: PlainText | null;

  /**
   * `translator` where the upstream's format is another, `writer` where the client's is, `frames` where it is binary;
   * `native` where the upstream's and the client's are the same: then the events leave as they came, and the translator
   * only tells what they say.
   */
  constructor(
    includeUsage: boolean,
    translator: StreamTranslator | null = null,
    writer: SurfaceWriter | null = null,
    frames: FrameReader | null = null,
    native = false,
    collector: AnswerCollector | null = null,
  ) {
    this.collector = collector;
    this.#native = native;
    this.#translator = translator;
    this.#writer = writer;
    this.#frames = frames;
    this.#chunks = new ChunkReader(includeUsage, writer, collector, { own: translator === null });
    this.#plain = translator === null && writer === null && collector === null ? new PlainText() : null;
  }

  get usage(): Usage | null {
    return this.#chunks.usage;
  }

  /** As the upstream names it. */
  get model(): string | null {
    return this.#chunks.model;
  }

  get failure(): Failure | null {
    return this.#chunks.failure;
  }

  set failure(problem: Failure | null) {
    this.#chunks.failure = problem;
  }

  /** Something that a client would show arrived, or the end of an answer that has tokens, if no text. */
  get started(): boolean {
    return this.#chunks.choices.started || (this.#chunks.choices.finished && Boolean(this.usage?.completionTokens));
  }

  /** A finish reason arrived. */
  get finished(): boolean {
    return this.#chunks.choices.finished;
  }

  /** Estimated tokens of the text that went by. */
  get estimatedTokens(): number {
    return this.#chunks.choices.tokens;
  }

  /** What of the answer is signed, for the next turn. */
  get signed(): SignedParts {
    return this.#chunks.choices.signed;
  }

  /** What keeps the idle stream alive where a comment would not do. */
  get heartbeat(): Uint8Array | null {
    return this.#writer?.heartbeat === undefined ? null : encoder.encode(this.#writer.heartbeat);
  }

  /** Nothing more is wanted from the upstream. */
  get over(): boolean {
    return this.#done || this.failure !== null;
  }

  /** What is sent are events without the blank line that ends them. */
  get #separates(): boolean {
    return this.#writer === null || (this.#native && this.#writer.native === undefined);
  }

  /** What to send for this piece; null for nothing. */
  push(bytes: Uint8Array): Uint8Array | null {
    this.#bytes += bytes.byteLength;
    if (this.#bytes > longestStream)
      this.failure ??= failure("format", "endless_stream", "the upstream's stream has no end");
    if (this.#frames !== null) return this.#framed(this.#frames, bytes);
    const wasClean = this.#splitter.clean;
    const events = this.#splitter.push(bytes);
    if (events.length === 0) {
      if (this.#splitter.endless)
        this.failure ??= failure("format", "endless_event", "the upstream's stream has an event without an end");
      return null;
    }
    let text = "";
    let unchanged = wasClean && this.#splitter.clean;
    for (const event of events) {
      if (this.over) {
        unchanged = false;
        break;
      }
      const sent = this.#event(event);
      if (sent !== event) unchanged = false;
      if (sent !== null) text += this.#separates ? `${sent}\n\n` : sent;
    }
    if (unchanged) return bytes;
    return text === "" ? null : encoder.encode(text);
  }

  /** After the upstream's last byte: the truthful end of the stream. Sets `failure` where it was cut. */
  end(): Uint8Array | null {
    let text = "";
    for (const event of this.#splitter.end()) if (!this.over) text += this.#event(event) ?? "";
    if (this.failure === null && !this.#done && !this.finished) {
      this.failure = failure("format", "stream_cut", "the upstream closed the stream before its end");
    }
    if (text === "") return null;
    return encoder.encode(this.#separates ? `${text}\n\n` : text);
  }

  /** The last bytes for the client after a good end, `[DONE]` included. */
  closing(usage: Usage): Uint8Array | null {
    if (this.#native) {
      const text = this.#writer?.native?.end() ?? (this.#done ? undefined : this.#writer?.lastEvent);
      return text === undefined ? null : encoder.encode(text);
    }
    return encoder.encode(this.#chunks.closing(usage));
  }

  /** The last bytes for the client after a failure; `body` is the surface's error object. */
  failing(error: GatewayError, body: JsonObject): Uint8Array {
    return encoder.encode(
      this.#writer === null ? `data: ${JSON.stringify(body)}\n\n` : this.#writer.error(error, body),
    );
  }

  /** The event to send: the same string where nothing changed, null for none. */
  #event(event: string): string | null {
    const text = this.#plain?.textOf(event) ?? null;
    if (text !== null) {
      this.#chunks.choices.tokens += weigh(text);
      return event;
    }
    const data = eventData(event);
    if (data === null) return this.#separates ? event : null;
    if (this.#translator !== null)
      return this.#native
        ? this.#observed(this.#translator, event, data)
        : this.#translated(this.#translator, eventName(event), data);
    if (data.trim() === "[DONE]") {
      this.#done = true;
      return null;
    }
    const chunk = parse(data);
    if (chunk !== undefined) {
      const sent = this.#chunks.read(chunk, event);
      if (sent === event) this.#plain?.learn(event, chunk);
      return sent;
    }
    // Some upstreams put one line feed between events: every line may be a chunk of its own.
    const lines = data.split("\n");
    if (lines.length === 1) return null;
    const sent = lines.map((line) => this.#event(`data: ${line}`)).filter((line) => line !== null);
    return sent.length === 0 ? null : sent.join("\n\n");
  }

  #framed(frames: FrameReader, bytes: Uint8Array): Uint8Array | null {
    let text = "";
    try {
      for (const { name, data } of frames.push(bytes)) {
        if (this.#translator === null || this.over) continue;
        const sent = this.#native
          ? this.#observed(this.#translator, `event: ${name}\ndata: ${data}`, data)
          : this.#translated(this.#translator, name, data);
        if (sent !== null) text += this.#separates ? `${sent}\n\n` : sent;
      }
    } catch {
      this.failure ??= failure("format", "broken_frame", "the upstream's stream has a broken frame");
    }
    return text === "" ? null : encoder.encode(text);
  }

  #translated(translator: StreamTranslator, name: string | null, data: string): string | null {
    let chunks: JsonObject[];
    try {
      chunks = translator.event(name, data);
    } catch {
      // One broken event does not end a stream.
      return null;
    }
    const sent = chunks
      .map((chunk) => (this.over ? null : this.#chunks.read(chunk, null)))
      .filter((text) => text !== null);
    if (translator.done) this.#done = true;
    return sent.length === 0 ? null : sent.join(this.#writer === null ? "\n\n" : "");
  }

  /** A native stream's event leaves as it came, unless it is an error before any content. */
  #observed(translator: StreamTranslator, event: string, data: string): string | null {
    let chunks: JsonObject[];
    try {
      chunks = translator.event(eventName(event), data);
    } catch {
      return null;
    }
    for (const chunk of chunks) if (!this.over) this.#chunks.learn(chunk);
    if (translator.done) this.#done = true;
    if (this.failure !== null) return null;
    if (this.#writer?.passed?.(data)) this.#chunks.choices.started = true;
    return this.#writer?.native === undefined ? event : this.#writer.native.event(data);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
