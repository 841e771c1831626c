import type { IdentityTransformStream as Identity, ReadableStream as NativeStream } from "@cloudflare/workers-types";
import type { ByteReader, ByteResult } from "~/gateway/ports";

/** So many reads within so many ms make a burst. */
const burstReads = 6;
const burstMs = 2;
/** In a burst, what arrives within so long of the piece before goes on together with what follows it. */
const pauseMs = 1;
const pieceBytes = 16 * 1024;
const drainBytes = 32 * 1024;
/** The runtime may hold so much for a client that reads slowly. */
const heldBytes = 256 * 1024;

interface StreamReader extends ByteReader {
  releaseLock(): void;
}

/**
 * Reads an upstream's stream on workerd. There a read costs 36 us however little it brings, and it never brings more than
 * one chunk of HTTP. A stream that comes without pauses is therefore parted in two after some reads: one half is drained
 * by the runtime itself, as fast as the upstream sends, which fills the other half, and that one is read a millisecond
 * after the piece before. Streams with pauses between their pieces are read as they come.
 */
export class GatheringReader implements ByteReader {
  readonly #body: NativeStream<Uint8Array>;
  #reader: StreamReader;
  #windowStart = 0;
  #reads = 0;
  #burst: Burst | null = null;

  constructor(body: NativeStream<Uint8Array>) {
    this.#body = body;
    this.#reader = body.getReader() as StreamReader;
  }

  read(): Promise<ByteResult> {
    if (this.#burst !== null) return this.#burst.read();
    const now = Date.now();
    if (now - this.#windowStart > burstMs) {
      this.#windowStart = now;
      this.#reads = 0;
    } else if (++this.#reads === burstReads) {
      this.#reader.releaseLock();
      if (givesBytes(this.#body)) {
        this.#burst = new Burst(this.#body);
        return this.#burst.read();
      }
      this.#reader = this.#body.getReader() as StreamReader;
    }
    return this.#reader.read();
  }

  cancel(): Promise<void> {
    return this.#burst === null ? this.#reader.cancel() : this.#burst.cancel();
  }
}

/** Streams of the runtime do, those made in JavaScript (the demo's) do not. */
function givesBytes(body: NativeStream<Uint8Array>): boolean {
  try {
    body.getReader({ mode: "byob" }).releaseLock();
    return true;
  } catch {
    return false;
  }
}

class Burst {
  readonly #reader;
  readonly #drainer;
  #lastRead = Date.now();
  #bytesRead = 0;
  #bytesDrained = 0;
  #goOn: (() => void) | null = null;

  constructor(body: NativeStream<Uint8Array>) {
    const [kept, drained] = body.tee();
    this.#reader = kept.getReader({ mode: "byob" });
    const relay: Identity = new (
      globalThis as unknown as { IdentityTransformStream: typeof Identity }
    ).IdentityTransformStream();
    drained.pipeTo(relay.writable).catch(() => {});
    this.#drainer = relay.readable.getReader({ mode: "byob" });
    this.#drain().catch(() => {});
  }

  async read(): Promise<ByteResult> {
    const now = Date.now();
    if (now - this.#lastRead <= burstMs + pauseMs) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    this.#lastRead = Date.now();
    const result = await this.#reader.read(new Uint8Array(pieceBytes));
    if (result.done) return { done: true };
    this.#bytesRead += result.value.byteLength;
    if (this.#goOn !== null && this.#bytesDrained - this.#bytesRead < heldBytes) this.#goOn();
    return result;
  }

  async cancel(): Promise<void> {
    await Promise.all([this.#reader.cancel(), this.#drainer.cancel()]);
  }

  async #drain(): Promise<void> {
    let buffer = new ArrayBuffer(drainBytes);
    for (;;) {
      const { done, value } = await this.#drainer.readAtLeast(drainBytes, new Uint8Array(buffer));
      if (done) return;
      this.#bytesDrained += value.byteLength;
      buffer = value.buffer as ArrayBuffer;
      if (this.#bytesDrained - this.#bytesRead < heldBytes) continue;
      await new Promise<void>((resolve) => {
        this.#goOn = resolve;
      });
      this.#goOn = null;
    }
  }
}
