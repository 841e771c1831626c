import { expect, test } from "vitest";
import { noUsage } from "../openai/usage";
import { OpenAiRelay } from "./relay";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: "x", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, delta, finish_reason: finish }] })}`;
const usageEvent = 'data: {"id":"x","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}';

/** Feeds the bytes in pieces of `size` and answers what a client would get. */
function relayed(stream: string, size: number, includeUsage = false): { text: string; relay: OpenAiRelay } {
  const relay = new OpenAiRelay(includeUsage);
  const bytes = encoder.encode(stream);
  const sent: number[] = [];
  for (let at = 0; at < bytes.length && !relay.over; at += size) {
    const out = relay.push(bytes.subarray(at, at + size));
    if (out !== null) sent.push(...out);
  }
  relay.end();
  if (relay.failure === null) sent.push(...(relay.closing(relay.usage ?? noUsage) ?? []));
  return { text: decoder.decode(new Uint8Array(sent)), relay };
}

const good = [
  chunk({ role: "assistant", content: "" }),
  chunk({ content: "héllo " }),
  chunk({ content: "世界" }),
  chunk({}, "stop"),
  usageEvent,
  "data: [DONE]",
];

for (const newline of ["\n", "\r\n", "\r"]) {
  for (const size of [1, 7, 4096]) {
    test(`a stream with ${JSON.stringify(newline)} cut at ${size} bytes arrives whole`, () => {
      const { text, relay } = relayed(good.map((event) => event + newline + newline).join(""), size);
      const contents = [...text.matchAll(/"content":"([^"]*)"/g)].map((match) => match[1]).join("");
      expect(contents).toBe("héllo 世界");
      expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
      expect(text).not.toContain("prompt_tokens");
      expect(relay.usage).toMatchObject({ promptTokens: 3, completionTokens: 2, source: "provider" });
      expect(relay).toMatchObject({ started: true, finished: true, failure: null, model: "m" });
    });
  }
}

test("a piece that needs no change leaves as the same bytes", () => {
  const relay = new OpenAiRelay(false);
  const bytes = encoder.encode(`${chunk({ content: "a" })}\n\n${chunk({ content: "b" })}\n\n`);
  expect(relay.push(bytes)).toBe(bytes);
});

test("a broken line, a comment and a foreign event do no harm", () => {
  const { text, relay } = relayed(
    [": ping", 'data: {"choices":[{"delta":{"content":"brok', 'data: {"type":"ping"}', chunk({ content: "ok" }, "stop")]
      .map((event) => `${event}\n\n`)
      .join(""),
    4096,
  );
  expect(text).toContain('"content":"ok"');
  expect(text).not.toContain("brok");
  expect(relay.failure).toBeNull();
});

test("events that are parted by one line feed only are still told apart", () => {
  const { text } = relayed(`${chunk({ content: "a" })}\n${chunk({ content: "b" }, "stop")}\n\n`, 4096);
  expect([...text.matchAll(/"content":"(\w)"/g)].map((match) => match[1])).toEqual(["a", "b"]);
});

test("the end decides: no finish and no [DONE] is a cut, an error object a failure, a finish reason enough", () => {
  expect(relayed(`${chunk({ content: "a" })}\n\n`, 4096).relay.failure).toMatchObject({ code: "stream_cut" });
  expect(
    relayed(`${chunk({ content: "a" })}\n\ndata: {"error":{"message":"overloaded"}}\n\n`, 4096).relay.failure,
  ).toMatchObject({ kind: "server", message: "overloaded" });
  expect(relayed(`${chunk({ content: "a" }, "stop")}\n\n`, 4096).relay.failure).toBeNull();
});

test("only real content starts a stream", () => {
  const starts = (delta: object, finish: string | null = null) => {
    const relay = new OpenAiRelay(false);
    relay.push(encoder.encode(`${chunk(delta, finish)}\n\n`));
    return relay.started;
  };
  expect(starts({ role: "assistant", content: "" })).toBe(false);
  expect(starts({ role: "assistant", content: null })).toBe(false);
  expect(starts({ tool_calls: [] })).toBe(false);
  expect(starts({ content: "a" })).toBe(true);
  expect(starts({ reasoning: "hm" })).toBe(true);
  expect(starts({ refusal: "no" })).toBe(true);
  expect(starts({ tool_calls: [{ index: 0, id: "c", function: { name: "f", arguments: "" } }] })).toBe(true);
  // Cut or filtered: no text is the answer. One that just stops is an answer only where the usage counts tokens.
  expect(starts({}, "length")).toBe(true);
  expect(starts({}, "stop")).toBe(false);
  const relay = new OpenAiRelay(false);
  relay.push(
    encoder.encode(
      `${chunk({}, "stop")}\n\ndata: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1}}\n\n`,
    ),
  );
  expect(relay.started).toBe(true);
});

test("reasoning fields and numeric tokens come out in the canonical shape", () => {
  const { text } = relayed(`${chunk({ reasoning: "hm", content: 1 }, "stop")}\n\n`, 4096);
  expect(text).toContain('"reasoning_content":"hm"');
  expect(text).toContain('"content":"1"');
  expect(text).not.toContain('"reasoning":');
});

test("a client that asked for usage gets it once, made up where the upstream has none", () => {
  const asked = relayed(good.map((event) => `${event}\n\n`).join(""), 4096, true).text;
  expect(asked.match(/prompt_tokens"/g)).toHaveLength(1);
  const relay = new OpenAiRelay(true);
  relay.push(encoder.encode(`${chunk({ content: "four" }, "stop")}\n\n`));
  relay.end();
  const closing = decoder.decode(
    relay.closing({ ...noUsage, promptTokens: 9, completionTokens: 1, source: "estimated" }) ?? undefined,
  );
  expect(closing).toContain('"total_tokens":10');
  expect(closing.endsWith("data: [DONE]\n\n")).toBe(true);
});

test("a stream in binary frames has its own reader; a broken frame is a failure", () => {
  const frames = {
    push: (bytes: Uint8Array) => {
      if (bytes[0] === 0) throw new Error("wrong checksum");
      return [{ name: "delta", data: decoder.decode(bytes) }];
    },
  };
  const translator = {
    done: false,
    event: (name: string | null, data: string) => [
      { id: "x", choices: [{ index: 0, delta: { content: `${name} ${data}` }, finish_reason: null }] },
    ],
  };
  const relay = new OpenAiRelay(true, translator, null, frames);
  expect(decoder.decode(relay.push(encoder.encode("one"))!)).toContain('"content":"delta one"');
  expect(relay.push(new Uint8Array([0]))).toBeNull();
  expect(relay.failure).toMatchObject({ kind: "format", code: "broken_frame" });
});

test("tool calls without their places get them: a new id is a new call, a piece without one goes on", () => {
  const piece = (id: string | undefined, text: string) =>
    chunk({ tool_calls: [{ ...(id === undefined ? {} : { id }), function: { name: "f", arguments: text } }] });
  const stream = [
    piece("a", "{}"),
    piece("b", '{"x"'),
    piece(undefined, ":1}"),
    chunk({}, "tool_calls"),
    "data: [DONE]",
  ];
  const { text } = relayed(stream.map((event) => `${event}\n\n`).join(""), 7);
  const calls = text
    .match(/"tool_calls":\[(\{.*?\})\]\}/g)!
    .map((each) => JSON.parse(`{${each.slice(0, -1)}}`).tool_calls[0]);
  expect(calls).toMatchObject([
    { index: 0, id: "a", type: "function" },
    { index: 1, id: "b", type: "function" },
    { index: 1, function: { arguments: ":1}" } },
  ]);
});

test("a stream that ends well without a reason gets one; a reason in a vendor's own word becomes OpenAI's", () => {
  const ended = relayed(`${chunk({ content: "Hi" })}\n\ndata: [DONE]\n\n`, 4096).text;
  expect(ended).toContain('"finish_reason":"stop"');
  const worded = relayed(`${chunk({ content: "Hi" })}\n\n${chunk({}, "sensitive")}\n\ndata: [DONE]\n\n`, 4096).text;
  expect(worded).toContain('"finish_reason":"content_filter"');
  expect(worded.match(/finish_reason":"/g)).toHaveLength(1);
});

test("an error in the middle of a stream is not output: nothing of its text is counted", () => {
  const until = [chunk({ role: "assistant", content: "" }), chunk({ content: "four tokens or so" })].join("\n\n");
  const error = `data: ${JSON.stringify({ error: { message: "overloaded, ".repeat(200), code: "overloaded" } })}`;
  const { relay } = relayed(`${until}\n\n${error}\n\n`, 4096);
  expect(relay.failure).toMatchObject({ kind: "server", code: "overloaded" });
  expect(relay.usage).toBeNull();
  expect(relay.estimatedTokens).toBeGreaterThan(0);
  expect(relay.estimatedTokens).toBeLessThan(10);
});

test("usage within the last choice counts, and reaches a client that asked for it", () => {
  const usage = { prompt_tokens: 19, completion_tokens: 21, total_tokens: 40, cached_tokens: 8 };
  const last = {
    id: "x",
    object: "chat.completion.chunk",
    choices: [{ index: 0, delta: {}, finish_reason: "stop", usage }],
  };
  const stream = [chunk({ content: "Hi" }), `data: ${JSON.stringify(last)}`, "data: [DONE]"].join("\n\n");
  const { text, relay } = relayed(`${stream}\n\n`, 7, true);
  expect(relay.usage).toMatchObject({ promptTokens: 19, completionTokens: 21, cachedTokens: 8, source: "provider" });
  expect(text).toContain('"choices":[],"usage":{"prompt_tokens":19');
});

test("an event of many pieces is put together in the time of its length, and given up where it has no end", () => {
  const piece = encoder.encode("x".repeat(65_536));
  const relay = new OpenAiRelay(false);
  relay.push(encoder.encode('data: {"id":"x","choices":[{"index":0,"delta":{"content":"'));
  for (let count = 0; count < 500; count++) expect(relay.push(piece)).toBeNull();
  const sent = relay.push(encoder.encode('"}}]}\n\n'));
  expect(sent?.byteLength).toBeGreaterThan(500 * piece.byteLength);
  expect(relay).toMatchObject({ started: true, failure: null });
  for (let count = 0; count < 1_100 && !relay.over; count++) relay.push(piece);
  expect(relay.failure).toMatchObject({ kind: "format", code: "endless_event" });
});

test("an event of many lines without an end takes the time of its length, too, however its lines end", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const relay = new OpenAiRelay(false);
    const piece = encoder.encode(`data: ${"x".repeat(1_000)}${end}`.repeat(16));
    const startedAt = performance.now();
    while (!relay.over && performance.now() - startedAt < 10_000) relay.push(piece);
    // A fifth of a second; its square would be minutes.
    expect(relay.failure).toMatchObject({ kind: "format", code: "endless_event" });
  }
});

test("a stream without an end is given up", () => {
  const relay = new OpenAiRelay(false);
  const piece = encoder.encode(`: ${"x".repeat(8_000_000)}\n\n`);
  let count = 0;
  while (!relay.over && count < 100) {
    relay.push(piece);
    count++;
  }
  expect(relay.failure).toMatchObject({ kind: "format", code: "endless_stream" });
  expect(count).toBeGreaterThan(60);
});

test("usage in Groq's own field counts, and a client that asked gets it in the usual one", () => {
  const chunk = { id: "x", object: "chat.completion.chunk", created: 1, model: "m" };
  const last = { ...chunk, choices: [{ index: 0, delta: { content: "Hi" }, finish_reason: "stop" }] };
  const x_groq = { usage: { prompt_tokens: 19, completion_tokens: 21 } };
  for (const events of [[{ ...last, x_groq }], [last, { ...chunk, choices: [], x_groq }]]) {
    const stream = [...events.map((event) => `data: ${JSON.stringify(event)}`), "data: [DONE]"].join("\n\n");
    const { text, relay } = relayed(`${stream}\n\n`, 4096, true);
    expect(relay.usage).toMatchObject({ promptTokens: 19, completionTokens: 21, source: "provider" });
    const usages = text.split("\n\n").flatMap((event) => {
      const parsed = event.startsWith("data: {") ? JSON.parse(event.slice(6)) : {};
      return parsed.usage ? [parsed.usage] : [];
    });
    expect(usages).toMatchObject([{ prompt_tokens: 19, completion_tokens: 21, total_tokens: 40 }]);
  }
});

test("without usage every piece of the text is estimated, whatever it is streamed as", () => {
  const words = ["ab", "cd", "ef", "世界"];
  const chat = relayed([...words.map((word) => chunk({ content: word })), chunk({}, "stop"), ""].join("\n\n"), 4096);
  expect(chat.relay.estimatedTokens).toBe(3.5);
  const completion = (text: string) =>
    `data: ${JSON.stringify({ object: "text_completion", choices: [{ index: 0, text }] })}`;
  expect(relayed([...words.map(completion), ""].join("\n\n"), 4096).relay.estimatedTokens).toBe(3.5);
});

test("a usage that says nothing reaches no client: who asked for it gets an estimate", () => {
  for (const usage of [{}, { prompt_tokens: null, completion_tokens: null }]) {
    const events = [...good.slice(0, 4), `data: ${JSON.stringify({ choices: [], usage })}`].join("\n\n");
    const quiet = new OpenAiRelay(false);
    expect(new TextDecoder().decode(quiet.push(encoder.encode(`${events}\n\n`))!)).not.toContain("usage");
    const asked = new OpenAiRelay(true);
    asked.push(encoder.encode(`${events}\n\n`));
    const estimate = { ...noUsage, promptTokens: 3, completionTokens: 2 };
    expect(new TextDecoder().decode(asked.closing(estimate)!)).toContain('"usage":{"prompt_tokens":3,');
  }
});
