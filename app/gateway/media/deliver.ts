import { type Failure, failure } from "../failures/failure";
import type { ByteResult } from "../ports";
import type { StreamEnd } from "../stream/deliver";
import type { MediaStream } from "./media";

interface Delivery {
  stream: MediaStream;
  /** Longest silence between two pieces of the upstream. */
  idleMs: number;
  /** For server-sent events: a comment after so long without a piece; 0: never. Nothing is ever put into other bodies. */
  heartbeatMs: number;
  /** Ends the upstream call. */
  abort(): void;
  /** Called once, before the last bytes leave. Gives those for a stream of events that failed; null breaks the body off. */
  finish(end: StreamEnd): Uint8Array | null;
}

const comment = new TextEncoder().encode(":\n\n");
const silent = Symbol("silent");

/** Bytes of an upstream on their way to the client, pulled at the client's pace; a failure never looks like the end. */
export function deliverBytes(delivery: Delivery): { body: ReadableStream<Uint8Array>; end(end: StreamEnd): void } {
  const { stream, idleMs, heartbeatMs, abort, finish } = delivery;
  const { reader, meter } = stream;
  let ended = false;
  /** Since the last piece, over as many heartbeats as it took. */
  let waitedMs = 0;
  let waiting: Promise<ByteResult> | null = null;
  let output: ReadableStreamDefaultController<Uint8Array> | null = null;

  const end = (how: StreamEnd) => {
    if (ended) return;
    ended = true;
    const last = finish(how);
    if (how.kind !== "complete") {
      abort();
      reader.cancel().catch(() => {});
    }
    if (how.kind === "cancelled" || output === null) return;
    if (how.kind === "complete") return output.close();
    if (last === null) return output.error(new Error("the upstream failed before the end of the answer"));
    output.enqueue(last);
    output.close();
  };

  const fail = (problem: Failure) => end({ kind: "failed", failure: problem });

  const next = async (ms: number): Promise<ByteResult | typeof silent> => {
    waiting ??= reader.read();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<typeof silent>((resolve) => {
      timer = setTimeout(() => resolve(silent), ms);
    });
    try {
      return await Promise.race([waiting, silence]);
    } finally {
      clearTimeout(timer);
    }
  };

  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    output = controller;
    for (;;) {
      const patienceMs = heartbeatMs > 0 ? Math.min(heartbeatMs, idleMs - waitedMs) : idleMs;
      let piece: ByteResult | typeof silent;
      try {
        piece = await next(patienceMs);
      } catch {
        return fail(failure("network", "stream_cut", "the connection was cut"));
      }
      if (ended) return;
      if (piece === silent) {
        waitedMs += patienceMs;
        if (waitedMs >= idleMs) return fail(failure("timeout", "upstream_timeout", `nothing came for ${idleMs} ms`));
        controller.enqueue(comment);
        return;
      }
      waiting = null;
      waitedMs = 0;
      if (piece.done) {
        const complete = meter === null || meter.complete();
        if (complete) return end({ kind: "complete" });
        const said = meter.error;
        return fail(failure("format", "stream_cut", said ?? "the upstream closed the stream before its end"));
      }
      if (piece.value.byteLength === 0) continue;
      meter?.push(piece.value);
      controller.enqueue(piece.value);
      return;
    }
  };

  const body = new ReadableStream<Uint8Array>({ pull, cancel: () => end({ kind: "cancelled" }) }, { highWaterMark: 0 });
  return { body, end };
}
