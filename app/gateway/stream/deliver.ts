import type { StreamAnswer } from "../attempt";
import { type Failure, failure } from "../failure";
import type { ByteResult } from "../ports";

/** How a stream to the client ended. */
export type StreamEnd = { kind: "complete" } | { kind: "failed"; failure: Failure } | { kind: "cancelled" };

interface Delivery {
  answer: StreamAnswer;
  /** Longest silence between two pieces of the upstream. */
  idleMs: number;
  /** After so long without a piece a comment is written, which shows whether the client is still there; 0: never. */
  heartbeatMs: number;
  /** Called once, before the last bytes leave: usage counts and limits are settled by then. Gives those last bytes. */
  finish(end: StreamEnd): Uint8Array | null;
}

const comment = new TextEncoder().encode(":\n\n");
const idle = Symbol("idle");

/**
 * The client's side of a stream past the commit gate: pieces as they come, pulled at the client's pace, ended truthfully.
 * A client that leaves ends the upstream call at once.
 */
export function deliver({ answer, idleMs, heartbeatMs, finish }: Delivery): {
  body: ReadableStream<Uint8Array>;
  end(end: StreamEnd): void;
} {
  const { relay, reader, head } = answer;
  let ended = false;
  let waiting: Promise<ByteResult> | null = null;
  let output: ReadableStreamDefaultController<Uint8Array> | null = null;

  const end = (how: StreamEnd) => {
    if (ended) return;
    ended = true;
    const last = finish(how);
    if (how.kind !== "complete") {
      answer.abort();
      reader.cancel().catch(() => {});
    } else if (!relay.over) reader.cancel().catch(() => {});
    if (how.kind === "cancelled" || output === null) return;
    if (last !== null) output.enqueue(last);
    output.close();
  };

  const finishUpstream = () => {
    relay.end();
    end(relay.failure === null ? { kind: "complete" } : { kind: "failed", failure: relay.failure });
  };

  /** The next piece, or `idle` where the heartbeat is due; the read goes on and is taken up by the next call. */
  const next = async (): Promise<ByteResult | typeof idle> => {
    waiting ??= reader.read();
    const result = await within(waiting, heartbeatMs > 0 ? Math.min(heartbeatMs, idleMs) : idleMs);
    if (result !== idle) waiting = null;
    return result;
  };

  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    output = controller;
    if (ended) return;
    if (head.length > 0) {
      for (const piece of head.splice(0)) controller.enqueue(piece);
      if (relay.over) finishUpstream();
      return;
    }
    let silentMs = 0;
    for (;;) {
      let result: ByteResult | typeof idle;
      try {
        result = await next();
      } catch {
        end({ kind: "failed", failure: failure("network", "stream_cut", "the connection to the upstream broke") });
        return;
      }
      if (ended) return;
      if (result === idle) {
        silentMs += heartbeatMs > 0 ? Math.min(heartbeatMs, idleMs) : idleMs;
        if (silentMs >= idleMs) {
          end({
            kind: "failed",
            failure: failure("timeout", "stream_idle", `the upstream sent nothing for ${idleMs} ms`),
          });
          return;
        }
        controller.enqueue(comment);
        continue;
      }
      if (result.done) return finishUpstream();
      const bytes = relay.push(result.value);
      if (bytes !== null) controller.enqueue(bytes);
      if (relay.over) return finishUpstream();
      if (bytes !== null) return;
    }
  };

  const body = new ReadableStream<Uint8Array>({ pull, cancel: () => end({ kind: "cancelled" }) }, { highWaterMark: 0 });
  return { body, end };
}

/** The promise's value, or `idle` after `ms`. */
function within<T>(promise: Promise<T>, ms: number): Promise<T | typeof idle> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(idle), ms);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
