import { expect, test } from "vitest";
import { MessageWriter } from "../dialects/anthropic/writer";
import { GenerateWriter } from "../dialects/gemini/writer";
import type { SurfaceWriter } from "../dialects/surface";
import { deliver } from "./deliver";
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
  const { value } = await body.getReader().read();
  end({ kind: "cancelled" });
  return new TextDecoder().decode(value);
}

test("an idle stream is kept alive in the words of its surface", async () => {
  expect(await firstWords(null)).toBe(":\n\n");
  expect(await firstWords(new MessageWriter([], () => 0))).toBe('event: ping\ndata: {"type":"ping"}\n\n');
  expect(await firstWords(new GenerateWriter(true, false))).toBe(":\n\n");
  expect(await firstWords(new GenerateWriter(false, false))).toBe("\n");
});
