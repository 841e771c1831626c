import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MessageWriter } from "../dialects/anthropic/writer";
import { GenerateWriter } from "../dialects/gemini/writer";
import type { SurfaceWriter } from "../dialects/surface";
import type { Failure } from "../failures/failure";
import { deliver } from "./deliver";
import type { StreamAnswer } from "./gate";
import { OpenAiRelay } from "./relay";

const encoder = new TextEncoder();
const chunk = encoder.encode('data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n');

/** What an idle stream of a surface says first. */
async function firstWords(writer: SurfaceWriter | null): Promise<string> {
  const relay = new OpenAiRelay(false, null, writer);
  relay.push(chunk);
  const { body, end } = deliver({
    answer: {
      relay,
      reader: { read: () => new Promise(() => {}), cancel: async () => {} },
      head: [],
      startBy: Number.POSITIVE_INFINITY,
      abort: () => {},
    },
    idleMs: 60_000,
    heartbeatMs: 1,
    now: Date.now,
    started: () => {},
    recover: async () => null,
    drain: () => null,
    finish: () => null,
  });
  const read = body.getReader().read();
  await vi.advanceTimersByTimeAsync(10);
  const { value } = await read;
  end({ kind: "cancelled" });
  return new TextDecoder().decode(value);
}

test("an idle stream is kept alive in the words of its surface", async () => {
  expect(await firstWords(null)).toBe(":\n\n");
  expect(await firstWords(new MessageWriter([], () => 0))).toBe('event: ping\ndata: {"type":"ping"}\n\n');
  expect(await firstWords(new GenerateWriter(true, false))).toBe(":\n\n");
  expect(await firstWords(new GenerateWriter(false, false))).toBe("\n");
});

/** A stream that was let through before its first content, whose reader answers what it is told to. */
function source(startBy = Number.POSITIVE_INFINITY) {
  const reads: { resolve(result: { done: boolean; value?: Uint8Array }): void; reject(error: Error): void }[] = [];
  const answer: StreamAnswer = {
    relay: new OpenAiRelay(false, undefined, null),
    reader: {
      read: () =>
        new Promise((resolve, reject) => {
          reads.push({ resolve: resolve as never, reject });
        }),
      cancel: async () => {},
    },
    head: [],
    startBy,
    abort: () => {},
  };
  return { answer, reads };
}

/** Until what was set off has happened. */
const settled = () => vi.advanceTimersByTimeAsync(0);
const words = (value: Uint8Array | undefined) => /"content":"(\w)"/.exec(new TextDecoder().decode(value))?.[1];
const piece = (content: string) => ({
  done: false,
  value: encoder.encode(`data: {"choices":[{"index":0,"delta":{"content":"${content}"}}]}\n\n`),
});

function delivered(first: StreamAnswer, next: (problem: Failure) => StreamAnswer | null) {
  const ends: string[] = [];
  const problems: string[] = [];
  const now = vi.fn(() => Date.now());
  const { body } = deliver({
    answer: first,
    idleMs: 1_000,
    heartbeatMs: 0,
    now,
    started: () => {},
    recover: async (problem) => {
      problems.push(problem.code);
      return next(problem);
    },
    drain: () => null,
    finish: (end) => {
      ends.push(end.kind);
      return null;
    },
  });
  return { reader: body.getReader(), ends, problems, now };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a stream that says nothing gives way to another, and what it says afterwards is not heard", async () => {
  const silent = source();
  const other = source();
  const { reader, ends, problems } = delivered(silent.answer, () => other.answer);
  const read = reader.read();
  // Its reader never ends the read that is under way, although it was told to.
  await vi.advanceTimersByTimeAsync(1_001);
  expect(problems).toEqual(["stream_idle"]);
  await settled();
  silent.reads[0]?.resolve(piece("x"));
  await settled();
  other.reads[0]?.resolve(piece("b"));
  expect(words((await read).value)).toBe("b");
  const last = reader.read();
  await settled();
  other.reads[1]?.resolve({ done: false, value: encoder.encode("data: [DONE]\n\n") });
  await last;
  expect(ends).toEqual(["complete"]);
});

test("no first token by its time, and a connection that breaks before it, are the next one's turn", async () => {
  const [late, broken, good] = [source(Date.now() + 300), source(), source()];
  const others = [broken.answer, good.answer];
  const { reader, problems } = delivered(late.answer, () => others.shift() ?? null);
  const read = reader.read();
  await vi.advanceTimersByTimeAsync(301);
  await settled();
  broken.reads[0]?.reject(new Error("reset"));
  await vi.advanceTimersByTimeAsync(1);
  await settled();
  good.reads[0]?.resolve(piece("c"));
  expect(words((await read).value)).toBe("c");
  expect(problems).toEqual(["upstream_timeout", "stream_cut"]);
});

test("with nobody left the stream ends as failed, once", async () => {
  const { answer, reads } = source();
  const { reader, ends } = delivered(answer, () => null);
  const read = reader.read();
  await settled();
  reads[0]?.reject(new Error("reset"));
  expect((await read).done).toBe(true);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ends).toEqual(["failed"]);
});

test("a client that takes nothing for longer than an upstream may be silent keeps its stream, and costs no time", async () => {
  const { answer, reads } = source();
  const { reader, ends, now } = delivered(answer, () => null);
  const read = reader.read();
  await settled();
  reads[0]?.resolve(piece("a"));
  expect(words((await read).value)).toBe("a");
  now.mockClear();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(now.mock.calls.length).toBeLessThan(200);
  expect(ends).toEqual([]);
  const next = reader.read();
  await settled();
  reads[1]?.resolve(piece("b"));
  expect(words((await next).value)).toBe("b");
});

test("what cannot be passed on ends the stream instead of hanging", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const { answer, reads } = source();
  answer.relay.push = () => {
    throw new RangeError("too deep");
  };
  const { reader, ends } = delivered(answer, () => null);
  const read = reader.read();
  await settled();
  reads[0]?.resolve(piece("a"));
  expect((await read).done).toBe(true);
  expect(ends).toEqual(["failed"]);
  expect(log).toHaveBeenCalled();
});
