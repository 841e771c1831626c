import { type Failure, failure } from "../failures/failure";
import type { ByteResult } from "../ports";
import { emptyStream, type StreamAnswer } from "./gate";
import type { OpenAiRelay } from "./relay";

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

/** How often is looked whether there is something to wait for. */
const slackMs = 1_000;
const comment = new TextEncoder().encode(":\n\n");

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
  /** The read under way: what another one brings is of a stream that was given up. */
  let waiting: Promise<ByteResult> | null = null;
  let output: ReadableStreamDefaultController<Uint8Array> | null = null;
  /** Ends the client's pull under way. */
  let release: (() => void) | null = null;

  const released = () => {
    release?.();
    release = null;
  };

  const drop = (old: StreamAnswer) => {
    waiting = null;
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
    if (how.kind !== "cancelled" && output !== null && !draining) {
      if (last !== null) output.enqueue(last);
      output.close();
    }
    released();
  };

  const leave = () => {
    if (ended || draining) return;
    const limits = answer.relay.over ? null : delivery.drain();
    if (limits === null) return end({ kind: "cancelled" });
    draining = true;
    released();
    void drain(limits);
  };

  /** Nobody reads any more: only what the answer used is still of interest. */
  const drain = async ({ maxMs, maxBytes }: Drain): Promise<void> => {
    clearTimeout(timer);
    timer = setTimeout(() => end({ kind: "cancelled" }), maxMs);
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
  const fail = (problem: Failure): void => {
    if (contentSent) {
      end({ kind: "failed", failure: problem });
      return;
    }
    drop(answer);
    const goOnWith = (next: StreamAnswer | null) => {
      if (ended || draining) {
        if (next !== null) drop(next);
        return;
      }
      if (next === null) return end({ kind: "failed", failure: problem });
      answer = next;
      if (release !== null) goOn();
    };
    recover(problem).then(goOnWith, () => goOnWith(null));
  };

  const endOfUpstream = (): void => {
    const { relay } = answer;
    const last = relay.end();
    if (last !== null) output?.enqueue(last);
    if (!relay.started) relay.failure ??= emptyStream();
    if (relay.failure === null) end({ kind: "complete" });
    else fail(relay.failure);
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
    // A client that takes nothing leaves nothing to wait for.
    timer = setTimeout(tick, Math.max(waiting === null ? slackMs : 1, ms));
  };
  const tick = () => {
    if (waiting !== null && !draining) noteSilence(answer.relay);
    if (!ended) arm();
  };

  /** A limit is over, or the client is to be told that the stream is alive. The read goes on. */
  const noteSilence = (relay: OpenAiRelay): void => {
    const time = now();
    if (!relay.started && time >= answer.startBy)
      fail(failure("timeout", "upstream_timeout", "no first token in time"));
    else if (time - waitingSince >= idleMs)
      fail(failure("timeout", "stream_idle", `the upstream sent nothing for ${idleMs} ms`));
    else if (heartbeatMs > 0 && time - waitingSince >= heartbeatMs - 5) output?.enqueue(relay.heartbeat ?? comment);
  };

  // Callbacks and not async functions, here and in `pull`: each of those is two more promises for every piece.
  const read = (): void => {
    const piece = answer.reader.read();
    waiting = piece;
    waitingSince = now();
    if (timer === undefined) arm();
    piece.then(
      (result) => {
        if (waiting !== piece || draining) return;
        waiting = null;
        try {
          take(result);
        } catch (error) {
          console.error("A stream could not be passed on:", error);
          fail(failure("format", "bad_answer", "the upstream's stream could not be read"));
        }
      },
      () => {
        if (waiting !== piece || draining) return;
        fail(failure("network", "stream_cut", "the connection to the upstream broke"));
      },
    );
  };

  const take = (result: ByteResult): void => {
    if (result.done) {
      endOfUpstream();
      return;
    }
    const { relay } = answer;
    const bytes = relay.push(result.value);
    const isSent = bytes !== null && (relay.started || relay.failure === null);
    if (isSent) {
      output?.enqueue(bytes);
      noteContent();
    }
    if (relay.over) endOfUpstream();
    else if (isSent) released();
    else read();
  };

  /** What is there already, else what comes next. */
  const goOn = (): void => {
    const { relay, head } = answer;
    if (head.length === 0) {
      read();
      return;
    }
    for (const piece of head.splice(0)) output?.enqueue(piece);
    noteContent();
    if (relay.over) endOfUpstream();
    else released();
  };

  const pull = (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> =>
    new Promise((resolve) => {
      output = controller;
      release = resolve;
      if (ended || draining) released();
      else goOn();
    });

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
