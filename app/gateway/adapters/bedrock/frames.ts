import { EventStreamCodec } from "@smithy/eventstream-codec";
import type { FrameEvent, FrameReader } from "../translation";

// The binary event stream: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html (its framing is
// the same everywhere at AWS). A frame begins with its length; both its checksums are checked by the codec.

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === "string" ? bytes : decoder.decode(bytes)),
  (text) => encoder.encode(text),
);

/** Longer ones than AWS sends: the length is garbage. */
const longestFrame = 24 * 1024 * 1024;

export class BedrockFrames implements FrameReader {
  /** What has come of a frame, in pieces: joined only once it is whole. */
  #pieces: Uint8Array[] = [];
  #held = 0;

  push(bytes: Uint8Array): FrameEvent[] {
    this.#pieces.push(bytes);
    this.#held += bytes.byteLength;
    if (this.#held < 4) return [];
    const length = this.#length();
    if (length < 16 || length > longestFrame) throw new Error(`a frame of ${length} bytes`);
    if (this.#held < length) return [];
    const events: FrameEvent[] = [];
    const joined = this.#join();
    let at = 0;
    while (joined.byteLength - at >= 4) {
      const next = new DataView(joined.buffer, joined.byteOffset + at).getUint32(0);
      if (next < 16 || next > longestFrame) throw new Error(`a frame of ${next} bytes`);
      if (joined.byteLength - at < next) break;
      const event = read(joined.subarray(at, at + next));
      if (event !== null) events.push(event);
      at += next;
    }
    this.#pieces = at < joined.byteLength ? [joined.subarray(at)] : [];
    this.#held = joined.byteLength - at;
    return events;
  }

  #length(): number {
    if ((this.#pieces[0]?.byteLength ?? 0) < 4) this.#join();
    const [first] = this.#pieces;
    return new DataView(first!.buffer, first!.byteOffset).getUint32(0);
  }

  #join(): Uint8Array {
    if (this.#pieces.length > 1) {
      const joined = new Uint8Array(this.#held);
      let at = 0;
      for (const piece of this.#pieces) {
        joined.set(piece, at);
        at += piece.byteLength;
      }
      this.#pieces = [joined];
    }
    return this.#pieces[0]!;
  }
}

/** An event goes by its type, an exception by its own, an error of the transport as `error`. */
function read(frame: Uint8Array): FrameEvent | null {
  const { headers, body } = codec.decode(frame);
  const text = (name: string): string | null => {
    const value = headers[name]?.value;
    return typeof value === "string" ? value : null;
  };
  switch (text(":message-type")) {
    case "exception":
      return { name: text(":exception-type") ?? "error", data: decoder.decode(body) };
    case "error": {
      const message = text(":error-message") ?? text(":error-code") ?? "the upstream gave no reason";
      return { name: "error", data: JSON.stringify({ message }) };
    }
    default: {
      const name = text(":event-type");
      return name === null ? null : { name, data: decoder.decode(body) };
    }
  }
}
