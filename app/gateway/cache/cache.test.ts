import { expect, test } from "vitest";
import { askedGateway } from "~/tests/asked-gateway";
import { cached, call, chunk, completion, dataOf, question, tools, upstream, usage } from "~/tests/cached-gateway";
import { rowsOf } from "~/tests/platform";
import { anthropicMessages } from "../dialects/anthropic/dialect";
import { geminiDialect } from "../dialects/gemini/dialect";
import { openAiChat, openAiCompletions, openAiEmbeddings } from "../dialects/openai";
import { openAiResponses } from "../dialects/responses/dialect";

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

test("signed reasoning of a kept tool call comes back on the next turn", async () => {
  const signed = { ...call, extra_content: { google: { thought_signature: "c2lnbmVk" } } };
  const answer = completion({ tool_calls: [signed] }, "tool_calls");
  const { ask, platform } = await askedGateway(cached, () => Response.json(answer));
  await ask(openAiChat, { ...question, tools });
  platform.database.sqlite.exec("delete from tool_signatures");
  expect((await ask(openAiChat, { ...question, tools })).cache).toBe("hit");
  expect(rowsOf(platform, "select tool_call_id as id from tool_signatures")).toEqual([{ id: "call_1" }]);
});
