import { expect, test } from "vitest";
import { askedGateway, clientKey, otherKey, type UpstreamAsked } from "~/tests/asked-gateway";
import { rowsOf } from "~/tests/platform";
import { anthropicMessages } from "../dialects/anthropic/dialect";
import { geminiDialect } from "../dialects/gemini/dialect";
import { openAiChat, openAiCompletions, openAiEmbeddings } from "../dialects/openai";
import { openAiResponses } from "../dialects/responses/dialect";
import { ByteLru } from "./byte-lru";

const cached = { cache: { enabled: true } };
const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
const call = { id: "call_1", type: "function", function: { name: "look", arguments: '{"at":"Paris"}' } };

const completion = (message: object, finish = "stop") => ({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "m-2026",
  choices: [{ index: 0, message: { role: "assistant", content: null, ...message }, finish_reason: finish }],
  usage,
});

const chunk = (delta: object, finish: string | null = null) => ({
  id: "chatcmpl-1",
  object: "chat.completion.chunk",
  created: 1,
  model: "m-2026",
  choices: [{ index: 0, delta, finish_reason: finish }],
});

const stream = (...chunks: object[]) =>
  new Response(`${chunks.map((one) => `data: ${JSON.stringify(one)}\n\n`).join("")}data: [DONE]\n\n`, {
    headers: { "content-type": "text/event-stream" },
  });

/** Answers chats, streamed where that is asked, with the same words. */
function upstream({ url, body }: UpstreamAsked): Response {
  if (url.endsWith("/embeddings"))
    return Response.json({
      object: "list",
      model: "e",
      data: [{ object: "embedding", index: 0, embedding: vectorOf(String(body.input)) }],
      usage: { prompt_tokens: 3, total_tokens: 3 },
    });
  if (url.endsWith("/completions") && body.prompt !== undefined)
    return Response.json({
      ...completion({}),
      object: "text_completion",
      choices: [{ index: 0, text: "Hello", finish_reason: "stop" }],
    });
  if (body.tools !== undefined)
    return body.stream
      ? stream(
          chunk({ role: "assistant", tool_calls: [{ index: 0, ...call, function: { name: "look", arguments: "" } }] }),
          chunk({ tool_calls: [{ index: 0, function: { arguments: '{"at":' } }] }),
          chunk({ tool_calls: [{ index: 0, function: { arguments: '"Paris"}' } }] }),
          chunk({}, "tool_calls"),
          { ...chunk({}), choices: [], usage },
        )
      : Response.json(completion({ tool_calls: [call] }, "tool_calls"));
  return body.stream
    ? stream(chunk({ role: "assistant", content: "Hel" }), chunk({ content: "lo" }), chunk({}, "stop"), {
        ...chunk({}),
        choices: [],
        usage,
      })
    : Response.json(completion({ content: "Hello" }));
}

/** Questions about the same thing point the same way. */
const vectorOf = (text: string) => [/capital|main city/i.test(text) ? 1 : 0, /weather/i.test(text) ? 1 : 0, 0.1];

const question = { model: "m", messages: [{ role: "user", content: "Hi" }] };
const tools = [{ type: "function", function: { name: "look", parameters: { type: "object" } } }];
const dataOf = (text: string) =>
  text
    .split("\n")
    .flatMap((line) => (line.startsWith("data: {") ? [JSON.parse(line.slice(6)) as Record<string, never>] : []));

const semantic = { cache: { enabled: true, semantic: { enabled: true, threshold: 0.9, model: "e" } } };
const chatOf = (content: string, before: object[] = []) => ({
  model: "m",
  messages: [...before, { role: "user", content }],
});

test("the second request is answered without the provider, costs nothing and is told and logged as a hit", async () => {
  const { ask, asked, logRows, platform } = await askedGateway(cached, upstream);
  const first = await ask(openAiChat, question);
  const second = await ask(openAiChat, { ...question, user: "someone", metadata: { a: "b" } });
  expect([first.cache, second.cache]).toEqual(["miss", "hit"]);
  expect(JSON.parse(second.text)).toEqual(JSON.parse(first.text));
  expect(asked).toHaveLength(1);
  expect(second.headers.get("x-gateway-attempts")).toBe("0");
  expect(second.headers.get("x-gateway-model")).toBe("m");
  expect(logRows()).toMatchObject([
    { cache: "miss", cost_micro_usd: 60, attempt_count: 1, cache_hit: null },
    {
      cache: "hit",
      cost_micro_usd: 0,
      attempt_count: 0,
      model: "m",
      provider_id: "main",
      prompt_tokens: 10,
      completion_tokens: 5,
    },
  ]);
  expect(
    rowsOf(
      platform,
      "select sum(saved_micro_usd) as saved, sum(cache_hits) as hits, sum(cache_misses) as misses from usage_hourly",
    ),
  ).toEqual([{ saved: 60, hits: 1, misses: 1 }]);
  expect(rowsOf(platform, "select saved_micro_usd as saved, first_try as answered from traffic_5m")).toEqual([
    { saved: 60, answered: 2 },
  ]);
});

test("a kept answer outlives the memory it was in", async () => {
  const { ask, asked, platform } = await askedGateway(cached, upstream);
  await ask(openAiChat, question);
  platform.gateway.cache.clear();
  expect((await ask(openAiChat, question)).cache).toBe("hit");
  platform.database.sqlite.exec("update cached_answers set expires_at = 1");
  platform.gateway.cache.clear();
  expect((await ask(openAiChat, question)).cache).toBe("miss");
  expect(asked).toHaveLength(2);
});

test("a stream is served from a whole answer and a whole answer from a stream", async () => {
  const { ask, asked } = await askedGateway(cached, upstream);
  const streamed = { ...question, stream: true, stream_options: { include_usage: true } };
  await ask(openAiChat, streamed);
  const whole = JSON.parse((await ask(openAiChat, question)).text);
  expect(whole).toMatchObject({ object: "chat.completion", id: "chatcmpl-1", usage, model: "m-2026" });
  expect(whole.choices).toEqual([
    { index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "stop" },
  ]);
  const again = await ask(openAiChat, streamed);
  expect(again.headers.get("content-type")).toContain("text/event-stream");
  expect(again.text.endsWith("data: [DONE]\n\n")).toBe(true);
  const chunks = dataOf(again.text) as unknown as { choices: { delta: { content?: string } }[]; usage?: object }[];
  expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("")).toBe("Hello");
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage });
  const plain = await ask(openAiChat, { ...question, stream: true });
  expect(plain.text).not.toContain('"usage"');
  expect(asked).toHaveLength(1);
});

test("tool calls are kept, from a stream too, and come back whole and in pieces", async () => {
  const { ask, asked } = await askedGateway(cached, upstream);
  const request = { ...question, tools };
  await ask(openAiChat, { ...request, stream: true });
  const whole = JSON.parse((await ask(openAiChat, request)).text);
  expect(whole.choices[0]).toMatchObject({ message: { tool_calls: [call] }, finish_reason: "tool_calls" });
  const pieces = dataOf((await ask(openAiChat, { ...request, stream: true })).text) as unknown as {
    choices: { delta: { tool_calls?: { id?: string; function: { arguments: string } }[] } }[];
  }[];
  const calls = pieces.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? []);
  expect(calls[0]?.id).toBe("call_1");
  expect(calls.map((one) => one.function.arguments).join("")).toBe('{"at":"Paris"}');
  expect(asked).toHaveLength(1);
});

test("one answer serves the same request of every surface, streamed and not", async () => {
  const { ask, asked } = await askedGateway(cached, upstream);
  const max_tokens = 50;
  await ask(openAiChat, { ...question, max_tokens });
  const messages = anthropicMessages(new Headers());
  const message = await ask(messages, { ...question, max_tokens });
  expect(message.cache).toBe("hit");
  expect(JSON.parse(message.text)).toMatchObject({
    type: "message",
    content: [{ type: "text", text: "Hello" }],
    stop_reason: "end_turn",
    usage: { input_tokens: 10, output_tokens: 5 },
  });
  const events = await ask(messages, { ...question, max_tokens, stream: true });
  expect(events.text).toContain("event: message_start");
  expect(events.text).toContain('"text":"Hello"');
  expect(events.text.trimEnd().endsWith('data: {"type":"message_stop"}')).toBe(true);
  const gemini = {
    contents: [{ role: "user", parts: [{ text: "Hi" }] }],
    generationConfig: { maxOutputTokens: max_tokens },
  };
  const generated = await ask(geminiDialect("m:generateContent", new URLSearchParams()), gemini);
  const inPieces = await ask(geminiDialect("m:streamGenerateContent", new URLSearchParams("alt=sse")), gemini);
  for (const { cache, text } of [generated, inPieces]) {
    expect(cache).toBe("hit");
    expect(text).toContain('"text":"Hello"');
  }
  expect(asked).toHaveLength(1);
});

test("a response from the cache can be built on", async () => {
  const { ask, asked } = await askedGateway(cached, upstream);
  await ask(openAiResponses, { model: "m", input: "Hi" });
  const second = await ask(openAiResponses, { model: "m", input: "Hi" });
  expect(second.cache).toBe("hit");
  const streamed = await ask(openAiResponses, { model: "m", input: "Hi", stream: true });
  expect(streamed.text).toContain("event: response.completed");
  expect(asked).toHaveLength(1);
  const next = await ask(openAiResponses, {
    model: "m",
    input: "More",
    previous_response_id: JSON.parse(second.text).id,
  });
  expect(next.status).toBe(200);
  expect(asked[1]?.body.messages).toHaveLength(3);
});

test("completions and embeddings are kept too", async () => {
  const { ask, asked } = await askedGateway(cached, upstream);
  await ask(openAiCompletions, { model: "m", prompt: "Hi" });
  const completed = await ask(openAiCompletions, { model: "m", prompt: "Hi", stream: true });
  expect(completed.cache).toBe("hit");
  expect(completed.text).toContain('"text":"Hello"');
  const first = await ask(openAiEmbeddings, { model: "e", input: "Hi" });
  const second = await ask(openAiEmbeddings, { model: "e", input: "Hi" });
  expect(second.cache).toBe("hit");
  expect(second.text).toBe(first.text);
  expect((await ask(openAiEmbeddings, { model: "e", input: "Hi", dimensions: 2 })).cache).toBe("miss");
  expect(asked).toHaveLength(3);
});

test.each([
  ["another model", { model: "main/m" }],
  ["another temperature", { temperature: 0.5 }],
  ["other tools", { tools }],
  ["another question", { messages: [{ role: "user", content: "Ho" }] }],
  ["another provider wanted", { provider: "main" }],
])("%s is another request", async (_name, change) => {
  const { ask } = await askedGateway(cached, upstream);
  await ask(openAiChat, question);
  expect((await ask(openAiChat, { ...question, ...change })).cache).toBe("miss");
});

test("keys share answers only where the settings say so", async () => {
  const own = await askedGateway(cached, upstream);
  await own.ask(openAiChat, question);
  expect((await own.ask(openAiChat, question, {}, otherKey)).cache).toBe("miss");
  const shared = await askedGateway({ cache: { enabled: true, shared: true } }, upstream);
  await shared.ask(openAiChat, question);
  expect((await shared.ask(openAiChat, question, {}, otherKey)).cache).toBe("hit");
});

test("a request can leave the cache alone, or have its answer made anew", async () => {
  let made = 0;
  const { ask } = await askedGateway(cached, () => Response.json(completion({ content: `Hello ${++made}` })));
  await ask(openAiChat, question);
  const wishes: Record<string, string>[] = [{ "x-gateway-cache": "bypass" }, { "cache-control": "no-store" }];
  for (const headers of wishes) {
    const answer = await ask(openAiChat, question, headers);
    expect([answer.cache, answer.text.includes("Hello 1")]).toEqual(["bypass", false]);
  }
  expect((await ask(openAiChat, question)).text).toContain("Hello 1");
  expect((await ask(openAiChat, question, { "cache-control": "no-cache" })).cache).toBe("bypass");
  expect((await ask(openAiChat, question)).text).toContain("Hello 4");
});

test.each([
  ["cut off by its length", completion({ content: "Hel" }, "length")],
  ["filtered", completion({ content: "" }, "content_filter")],
  ["refused", completion({ content: null, refusal: "No." })],
])("an answer that was %s is not kept", async (_name, answer) => {
  const { ask, asked } = await askedGateway(cached, () => Response.json(answer));
  await ask(openAiChat, question);
  expect((await ask(openAiChat, question)).cache).toBe("miss");
  expect(asked).toHaveLength(2);
});

test("a stream that was cut is not kept", async () => {
  const { ask } = await askedGateway(
    cached,
    () =>
      new Response(`data: ${JSON.stringify(chunk({ content: "Hel" }))}\n\n`, {
        headers: { "content-type": "text/event-stream" },
      }),
  );
  await ask(openAiChat, { ...question, stream: true });
  expect((await ask(openAiChat, { ...question, stream: true })).cache).toBe("miss");
});

test("nothing is kept where the cache is off", async () => {
  const { ask, platform } = await askedGateway({}, upstream);
  expect((await ask(openAiChat, question)).cache).toBe("bypass");
  expect(rowsOf(platform, "select * from cached_answers")).toEqual([]);
});

test("what is kept is sealed, answers and questions", async () => {
  const { ask, platform } = await askedGateway(semantic, upstream);
  Object.assign(platform.gateway.ports, { seal: async (clear: string) => btoa(unescape(encodeURIComponent(clear))) });
  await ask(openAiChat, chatOf("What is the capital of France?"));
  const rows = rowsOf(platform, "select * from cached_answers");
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/Hello|capital/);
});

test("a hit counts against the key's requests, not against its tokens", async () => {
  const limits = { rpm: 3, tpm: 400 };
  const { ask } = await askedGateway(cached, upstream, {
    keys: [{ id: "one", name: "One", value: "sk-gw-test-0123456789", limits }],
  });
  const asks = [];
  for (let turn = 0; turn < 4; turn++) asks.push(await ask(openAiChat, { ...question, max_tokens: 20 }));
  expect(asks.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(Number(asks[2]?.headers.get("x-ratelimit-remaining-tokens"))).toBeGreaterThan(300);
});

test("a question that means the same is answered from the cache, and the row says how alike it was", async () => {
  const { ask, asked, logRows } = await askedGateway(semantic, upstream);
  await ask(openAiChat, chatOf("What is the capital of France?"));
  const similar = await ask(openAiChat, chatOf("Which is the main city of France?"));
  expect(similar.cache).toBe("hit");
  const rows = logRows().filter((row) => row.endpoint === "/v1/chat/completions");
  expect(JSON.parse(String(rows.at(-1)?.cache_hit))).toMatchObject(["semantic", 1, expect.any(String), 60]);
  expect((await ask(openAiChat, chatOf("What is the weather in France?"))).cache).toBe("miss");
  expect(
    (await ask(openAiChat, chatOf("Which is the main city?", [{ role: "system", content: "Be short" }]))).cache,
  ).toBe("miss");
  expect(asked.filter(({ url }) => url.endsWith("/chat/completions"))).toHaveLength(3);
  expect(logRows().filter((row) => row.endpoint === "/v1/embeddings")).toHaveLength(4);
});

test("questions are found again after the memory is gone", async () => {
  const { ask, platform } = await askedGateway(semantic, upstream);
  await ask(openAiChat, chatOf("What is the capital of France?"));
  platform.gateway.cache.clear();
  expect((await ask(openAiChat, chatOf("The main city of France?"))).cache).toBe("hit");
});

test("a model for embeddings that fails costs the hit, not the answer", async () => {
  const { ask } = await askedGateway(semantic, (asked) =>
    asked.url.endsWith("/embeddings") ? new Response("no", { status: 500 }) : upstream(asked),
  );
  await ask(openAiChat, chatOf("What is the capital of France?"));
  expect(await ask(openAiChat, chatOf("The main city of France?"))).toMatchObject({ status: 200, cache: "miss" });
});

test("a shared answer is not for a key that may not use the provider that made it", async () => {
  const keys = [
    { id: "one", name: "One", value: clientKey, providers: ["main"] },
    { id: "two", name: "Two", value: otherKey, providers: ["other"] },
  ];
  const other = {
    id: "other",
    adapter: "openai",
    baseUrl: "https://other.example.com/v1",
    credentials: [{ name: "a", value: "sk-other-secret-12345" }],
    models: ["m"],
  };
  const { ask } = await askedGateway({ cache: { enabled: true, shared: true } }, upstream, {
    keys,
    providers: [other],
  });
  await ask(openAiChat, question);
  expect((await ask(openAiChat, question, {}, otherKey)).cache).toBe("miss");
});

test("a key that may not use the model gets no kept answer", async () => {
  const keys = [
    { id: "one", name: "One", value: clientKey },
    { id: "two", name: "Two", value: otherKey, models: ["e"] },
  ];
  const { ask } = await askedGateway({ cache: { enabled: true, shared: true } }, upstream, { keys });
  await ask(openAiChat, question);
  expect((await ask(openAiChat, question, {}, otherKey)).status).toBe(403);
  expect((await ask(openAiChat, { ...question, model: "unknown" })).status).toBe(404);
});

test("signed reasoning of a kept tool call comes back on the next turn", async () => {
  const signed = { ...call, extra_content: { google: { thought_signature: "c2lnbmVk" } } };
  const answer = completion({ tool_calls: [signed] }, "tool_calls");
  const { ask, platform } = await askedGateway(cached, () => Response.json(answer));
  await ask(openAiChat, { ...question, tools });
  platform.database.sqlite.exec("delete from tool_signatures");
  expect((await ask(openAiChat, { ...question, tools })).cache).toBe("hit");
  expect(rowsOf(platform, "select tool_call_id as id from tool_signatures")).toEqual([{ id: "call_1" }]);
});

test("what is not in the memory is looked for in a store that hangs for a moment only", async () => {
  const { ask, platform } = await askedGateway(cached, upstream);
  Object.assign(platform.gateway.ports.store, { findAnswer: () => new Promise(() => {}) });
  const startedAt = performance.now();
  expect(await ask(openAiChat, question)).toMatchObject({ status: 200, cache: "miss" });
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test("the memory is bounded in bytes and forgets what is past its time", () => {
  const memory = new ByteLru<string>(100);
  for (const name of ["a", "b", "c", "d"]) memory.set(name, name, 25, 10);
  memory.get("a", 0);
  memory.set("e", "e", 20, 10);
  memory.set("huge", "huge", 30, 10);
  expect(["a", "b", "c", "d", "e", "huge"].map((name) => memory.get(name, 0))).toEqual([
    "a",
    undefined,
    "c",
    "d",
    "e",
    undefined,
  ]);
  expect(memory.get("a", 10)).toBeUndefined();
});
