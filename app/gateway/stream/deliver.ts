import { type Failure, failure } from "../failure";
import type { ByteResult } from "../ports";
import { emptyStream, type StreamAnswer } from "./gate";

/** How a stream to the client ended. */
export type StreamEnd = { kind: "complete" } | { kind: "failed"; failure: Failure } | { kind: "cancelled" };

interface Delivery {
  answer: StreamAnswer;
  /** Longest silence between two pieces of the upstream. */
  idleMs: number;
  /** After so long without a piece a comment is written, which shows whether the client is still there; 0: never. */
  heartbeatMs: number;
  now(): number;
  /** The first content is on its way to the client. */
  started(): void;
  /** The stream failed before any content: another one to go on with, or null. */
  recover(problem: Failure): Promise<StreamAnswer | null>;
  /** How far the present upstream is read on after its client left; null: its call is ended at once. */
  drain(): Drain | null;
  /** Called once, before the last bytes leave: usage counts and limits are settled by then. Gives those last bytes. */
  finish(end: StreamEnd): Uint8Array | null;
}

interface Drain {
  maxMs: number;
  maxBytes: number;
}

const comment = new TextEncoder().encode(":\n\n");
const idle = Symbol("idle");

/**
 * The client's side of a stream past the commit gate: pieces as they come, pulled at the client's pace, ended truthfully.
 * A client that leaves ends the upstream call at once.
 */
export function deliver(delivery: Delivery): {
  body: ReadableStream<Uint8Array>;
  end(end: StreamEnd): void;
  /** Settled once nothing of the stream is under way any more. */
  ended(): Promise<void>;
} {
  const { idleMs, heartbeatMs, now, started, recover, finish } = delivery;
  let { answer } = delivery;
  let ended = false;
  let draining = false;
  let settle: (() => void) | null = null;
  let contentSent = false;
  let waitingSince = now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wake: ((result: typeof idle) => void) | null = null;
  let waiting: Promise<ByteResult> | null = null;
  let output: ReadableStreamDefaultController<Uint8Array> | null = null;

  const drop = (old: StreamAnswer) => {
    old.abort();
    old.reader.cancel().catch(() => {});
  };

  const end = (how: StreamEnd) => {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    const last = finish(draining ? { kind: "cancelled" } : how);
    settle?.();
    if (how.kind !== "complete") drop(answer);
    else if (!answer.relay.over) answer.reader.cancel().catch(() => {});
    if (how.kind === "cancelled" || output === null || draining) return;
    if (last !== null) output.enqueue(last);
    output.close();
  };

  const leave = () => {
    if (ended || draining) return;
    const limits = answer.relay.over ? null : delivery.drain();
    if (limits === null) return end({ kind: "cancelled" });
    draining = true;
    void drain(limits);
  };

  /** Nobody reads any more: only what the answer used is still of interest. */
  const drain = async ({ maxMs, maxBytes }: Drain): Promise<void> => {
    clearTimeout(timer);
    timer = setTimeout(() => end({ kind: "cancelled" }), maxMs);
    wake?.(idle);
    let bytes = 0;
    for (const piece of answer.head.splice(0)) bytes += piece.byteLength;
    try {
      while (!ended && bytes < maxBytes && !answer.relay.over) {
        waiting ??= answer.reader.read();
        const { done, value } = await waiting;
        waiting = null;
        if (ended) return;
        if (done) {
          answer.relay.end();
          break;
        }
        bytes += value.byteLength;
        answer.relay.push(value);
      }
    } catch {
      // What was read until the connection broke counts.
    }
    end({ kind: "cancelled" });
  };

  /** Goes on with another candidate while nothing but empty chunks has reached the client. */
  const fail = async (problem: Failure): Promise<void> => {
    if (ended || draining) return;
    if (contentSent) return end({ kind: "failed", failure: problem });
    drop(answer);
    waiting = null;
    const next = await recover(problem);
    if (ended) {
      if (next !== null) drop(next);
      return;
    }
    if (next === null) return end({ kind: "failed", failure: problem });
    answer = next;
  };

  const endOfUpstream = async (): Promise<void> => {
    const { relay } = answer;
    const last = relay.end();
    if (last !== null) output?.enqueue(last);
    if (!relay.started) relay.failure ??= emptyStream();
    if (relay.failure === null) end({ kind: "complete" });
    else await fail(relay.failure);
  };

  const noteContent = () => {
    if (contentSent || !answer.relay.started) return;
    contentSent = true;
    started();
  };

  /** How long the read that began at `waitingSince` may still take. */
  const patience = () => {
    const limit = waitingSince + idleMs;
    return (answer.relay.started ? limit : Math.min(answer.startBy, limit)) - now();
  };

  // One timer for the whole stream, moved as it fires: a timer per piece costs more on workerd than reading the piece.
  const arm = () => {
    const ms = heartbeatMs > 0 ? Math.min(heartbeatMs, patience()) : patience();
    timer = setTimeout(tick, Math.max(1, ms));
  };
  const tick = () => {
    if (ended) return;
    const due = patience() <= 0 || (heartbeatMs > 0 && now() - waitingSince >= heartbeatMs - 5);
    if (due && wake !== null) wake(idle);
    arm();
  };

  /** The next piece, or `idle` where the heartbeat or a limit is due; the read goes on and is taken up by the next call. */
  const next = async (): Promise<ByteResult | typeof idle> => {
    if (waiting === null) {
      waiting = answer.reader.read();
      waitingSince = now();
    }
    if (timer === undefined) arm();
    const read = waiting;
    const result = await new Promise<ByteResult | typeof idle>((resolve, reject) => {
      wake = resolve;
      read.then(resolve, reject);
    });
    wake = null;
    if (result !== idle) waiting = null;
    return result;
  };

  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    output = controller;
    while (!ended && !draining) {
      const { relay, head } = answer;
      if (head.length > 0) {
        for (const piece of head.splice(0)) controller.enqueue(piece);
        noteContent();
        if (relay.over) await endOfUpstream();
        return;
      }
      let result: ByteResult | typeof idle;
      try {
        result = await next();
      } catch {
        await fail(failure("network", "stream_cut", "the connection to the upstream broke"));
        continue;
      }
      if (ended || draining) return;
      if (result === idle) {
        const time = now();
        if (!relay.started && time >= answer.startBy)
          await fail(failure("timeout", "upstream_timeout", "no first token in time"));
        else if (time - waitingSince >= idleMs)
          await fail(failure("timeout", "stream_idle", `the upstream sent nothing for ${idleMs} ms`));
        else controller.enqueue(relay.heartbeat ?? comment);
        continue;
      }
      if (result.done) {
        await endOfUpstream();
        continue;
      }
      const bytes = relay.push(result.value);
      if (bytes !== null && (relay.started || relay.failure === null)) {
        controller.enqueue(bytes);
        noteContent();
      }
      if (relay.over) await endOfUpstream();
      else if (bytes !== null) return;
    }
  };

  const body = new ReadableStream<Uint8Array>({ pull, cancel: leave }, { highWaterMark: 0 });
  return {
    body,
    end: (how) => (how.kind === "cancelled" ? leave() : end(how)),
    ended: () =>
      new Promise((resolve) => {
        if (ended) resolve();
        settle = resolve;
      }),
  };
}
