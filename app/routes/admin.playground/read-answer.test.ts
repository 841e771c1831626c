import { expect, test } from "vitest";
import { type AnswerEvent, readAnswer } from "./read-answer";

async function collect(response: Response): Promise<AnswerEvent[]> {
  const events: AnswerEvent[] = [];
  for await (const event of readAnswer(response)) events.push(event);
  return events;
}

/** Cut into pieces of one byte: no event may depend on how the network delivers. */
function stream(text: string, status = 200): Response {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  return new Response(body, { status, headers: { "content-type": "text/event-stream; charset=utf-8" } });
}

const chunk = (delta: object) => `data: ${JSON.stringify({ choices: [{ delta }] })}\n\n`;

test("a stream gives its text, reasoning and usage in order", async () => {
  const usage = 'data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}\n\n';
  const text = `: keep-alive\n\n${chunk({ reasoning_content: "hm" })}${chunk({ content: "你" })}${chunk({ content: "好" })}${usage}data: [DONE]\n\n`;
  expect(await collect(stream(text))).toEqual([
    { type: "reasoning", text: "hm" },
    { type: "text", text: "你" },
    { type: "text", text: "好" },
    { type: "usage", promptTokens: 3, completionTokens: 2 },
  ]);
});

test("an error after content ends the answer with that error", async () => {
  const text = `${chunk({ content: "Hel" })}data: {"error":{"message":"it broke","code":"upstream_error"}}\n\n`;
  expect((await collect(stream(text))).at(-1)).toEqual({
    type: "error",
    error: { status: 200, code: "upstream_error", message: "it broke" },
  });
});

test("a stream that ends without [DONE] is told as cut", async () => {
  expect((await collect(stream(chunk({ content: "Hel" })))).at(-1)).toMatchObject({
    type: "error",
    error: { code: "cut" },
  });
});

test("a whole answer gives the same events", async () => {
  const body = { choices: [{ message: { content: "Hello" } }], usage: { prompt_tokens: 1, completion_tokens: 1 } };
  expect(await collect(Response.json(body))).toEqual([
    { type: "text", text: "Hello" },
    { type: "usage", promptTokens: 1, completionTokens: 1 },
  ]);
});

test("a refusal gives its code and status, and text that is not JSON is shown as it is", async () => {
  const refusal = Response.json({ error: { message: "no such model", code: "model_not_found" } }, { status: 404 });
  expect(await collect(refusal)).toEqual([
    { type: "error", error: { status: 404, code: "model_not_found", message: "no such model" } },
  ]);
  expect(await collect(new Response("Bad Gateway", { status: 502 }))).toEqual([
    { type: "error", error: { status: 502, code: "", message: "Bad Gateway" } },
  ]);
});
