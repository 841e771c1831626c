import OpenAI from "openai";
import { beforeAll, expect, test } from "vitest";
import { clientKey, eventsOf, textOf } from "../gateway-client";
import { startSuite } from "../suite";
import { startUpstream } from "../upstream";

const { host, gateway, upstream } = await startSuite({ upstream: startUpstream });

beforeAll(async () => {
  const plain = (id: string, ...manners: string[]) => ({
    id,
    adapter: "openai",
    baseUrl: upstream.url(...manners),
    credentials: [{ name: "a", value: "sk-upstream-secret" }],
    models: [{ id, upstream: "vendor-model", pricing: { input: 1_000, output: 2_000, cachedInput: 500 } }],
  });
  await gateway.configure({
    providers: [
      plain("good"),
      plain("messy", "messy"),
      plain("no-usage", "no-usage"),
      plain("no-done", "no-done"),
      plain("paced", "pieces=5", "delay=100"),
      plain("rushing", "pieces=3000"),
      plain("rushing-cut", "pieces=3000", "cut=2000"),
      plain("rushing-error", "pieces=3000", "error=2000"),
      { id: "demo", adapter: "demo", models: ["demo"] },
      { ...plain("half", "every=2", "status=503"), models: ["mixed"], priority: 0 },
      { ...plain("rest"), models: ["mixed"], priority: 1 },
    ],
  });
});

const sdk = () => new OpenAI({ apiKey: clientKey, baseURL: `${host.url}/v1`, maxRetries: 0 });

test("the OpenAI SDK chats, streams, embeds, completes and lists models", async () => {
  const client = sdk();
  const whole = await client.chat.completions.create({ model: "good", messages: [{ role: "user", content: "ping" }] });
  expect(whole.choices[0]?.message.content).toBe("pong");
  expect(whole.model).toBe("vendor-model-dated");
  expect(whole.usage).toMatchObject({
    prompt_tokens: 11,
    completion_tokens: 7,
    prompt_tokens_details: { cached_tokens: 4 },
  });

  let text = "";
  let usage: unknown;
  for await (const chunk of await client.chat.completions.create({
    model: "good",
    messages: [{ role: "user", content: "ping" }],
    stream: true,
    stream_options: { include_usage: true },
  })) {
    text += chunk.choices[0]?.delta.content ?? "";
    if (chunk.usage) usage = chunk.usage;
  }
  expect(text).toBe("pong0 pong1 pong2 ");
  expect(usage).toMatchObject({ total_tokens: 18 });

  const embedded = await client.embeddings.create({ model: "good", input: ["a", "b"], encoding_format: "float" });
  expect(embedded.data.map(({ embedding }) => embedding.length)).toEqual([3, 3]);
  const completed = await client.completions.create({ model: "good", prompt: "ping" });
  expect(completed.choices[0]?.text).toBe("pong");
  const models = await client.models.list();
  expect(models.data.map(({ id }) => id)).toEqual(expect.arrayContaining(["good", "messy", "demo", "mixed"]));
  expect(await client.models.retrieve("good")).toMatchObject({
    id: "good",
    pricing: { prompt: "0.001", completion: "0.002" },
    providers: ["good"],
  });
});

test("the SDK's typed errors rise from the gateway's", async () => {
  const messages = [{ role: "user" as const, content: "ping" }];
  await expect(sdk().chat.completions.create({ model: "no-such-model", messages })).rejects.toBeInstanceOf(
    OpenAI.NotFoundError,
  );
  const stranger = new OpenAI({ apiKey: "sk-gw-wrong-key-wrong-key", baseURL: `${host.url}/v1`, maxRetries: 0 });
  await expect(stranger.chat.completions.create({ model: "good", messages })).rejects.toBeInstanceOf(
    OpenAI.AuthenticationError,
  );
});

test("half of the calls failing at one provider is never seen by the SDK", async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, turn) =>
      turn % 2 === 0
        ? sdk()
            .chat.completions.create({ model: "mixed", messages: [{ role: "user", content: "ping" }] })
            .then((answer) => answer.choices[0]?.message.content)
        : sdk()
            .chat.completions.stream({ model: "mixed", messages: [{ role: "user", content: "ping" }] })
            .finalContent(),
    ),
  );
  expect(new Set(answers)).toEqual(new Set(["pong", "pong0 pong1 pong2 "]));
});

test("usage is asked of the upstream, and its chunk kept from a client that did not ask", async () => {
  const asked = await (
    await gateway.chat({ model: "good", stream: true, stream_options: { include_usage: true } })
  ).text();
  const silent = await gateway.chat({ model: "good", stream: true });
  const text = await silent.text();
  expect(eventsOf(asked).at(-2)).toMatchObject({ choices: [], usage: { prompt_tokens: 11 } });
  expect(text).not.toContain("prompt_tokens");
  const row = await gateway.log(silent.headers.get("x-request-id"));
  expect(row.usage).toMatchObject({ promptTokens: 11, completionTokens: 7, cachedTokens: 4, source: "provider" });
  // (11 - 4) x 1000 + 4 x 500 + 7 x 2000 micro-dollars
  expect(row.costMicroUsd).toBe(23_000);
  expect(row.firstTokenMs).not.toBeNull();
});

test("an upstream without usage is estimated, also for a client that asked for the chunk", async () => {
  const answer = await gateway.chat({ model: "no-usage", stream: true, stream_options: { include_usage: true } });
  const events = eventsOf(await answer.text());
  expect(events.at(-2)).toMatchObject({ choices: [], usage: { completion_tokens: expect.any(Number) } });
  const row = await gateway.log(answer.headers.get("x-request-id"));
  expect(row.usage.source).toBe("estimated");
  expect(row.usage.completionTokens).toBeGreaterThan(0);
  const whole = await (await gateway.chat({ model: "no-usage" })).json();
  expect((whole as { usage: { completion_tokens: number } }).usage.completion_tokens).toBeGreaterThan(0);
});

test("CRLF, comments, a broken line and split UTF-8 do not kill a stream", async () => {
  const text = await (await gateway.chat({ model: "messy", stream: true })).text();
  const clean = text.replaceAll("\r\n", "\n");
  expect(textOf(clean)).toBe("pong0 pong1 pong2 héllo 世界 ");
  expect(eventsOf(clean).at(-1)).toBe("[DONE]");
  expect(text).not.toContain("broken");
});

test("a stream without [DONE] but with a finish reason is a good end", async () => {
  const text = await (await gateway.chat({ model: "no-done", stream: true })).text();
  expect(eventsOf(text).at(-1)).toBe("[DONE]");
});

test("pieces reach the client as they come", async () => {
  const answer = await gateway.chat({ model: "paced", stream: true });
  const stamps: number[] = [];
  for await (const _ of answer.body as ReadableStream<Uint8Array>) stamps.push(performance.now());
  expect(stamps.length).toBeGreaterThan(4);
  expect((stamps.at(-1) ?? 0) - (stamps[0] ?? 0)).toBeGreaterThan(300);
});

const pongs = (count: number) => Array.from({ length: count }, (_, index) => `pong${index} `).join("");

test("a stream without pauses arrives whole, in order, with its usage", async () => {
  const asked = { model: "rushing", stream: true, stream_options: { include_usage: true } };
  const texts = await Promise.all(Array.from({ length: 4 }, async () => (await gateway.chat(asked)).text()));
  for (const text of texts) {
    expect(textOf(text)).toBe(pongs(3000));
    const [last, end] = eventsOf(text).slice(-2);
    expect((last as { usage: { completion_tokens: number } }).usage.completion_tokens).toBe(7);
    expect(end).toBe("[DONE]");
  }
});

test("one that breaks in the middle tells so after all that came", async () => {
  for (const model of ["rushing-cut", "rushing-error"]) {
    const text = await (await gateway.chat({ model, stream: true })).text();
    // What was on the wire when the connection broke may be lost with it.
    const said = textOf(text);
    expect(pongs(2000).startsWith(said)).toBe(true);
    if (model === "rushing-error") expect(said).toBe(pongs(2000));
    expect(eventsOf(text).at(-1)).toMatchObject({ error: { message: expect.any(String) } });
  }
});

test("the gateway's own request fields steer the request and stay inside", async () => {
  upstream.clear();
  const answer = await gateway.chat({
    model: "mixed",
    provider: "rest",
    route: "cheapest",
    metadata: { tier: "gold" },
    models: ["good"],
  });
  expect(answer.headers.get("x-gateway-provider")).toBe("rest");
  expect(Object.keys(upstream.calls[0]?.body ?? {}).sort()).toEqual(["messages", "metadata", "model"]);
  expect((await gateway.log(answer.headers.get("x-request-id"))).metadata).toEqual({ tier: "gold" });
  const direct = await gateway.chat({ model: "rest/mixed" });
  expect(direct.headers.get("x-gateway-provider")).toBe("rest");
  expect(direct.headers.get("x-gateway-model")).toBe("mixed");
  await Promise.all([answer.body?.cancel(), direct.body?.cancel()]);
});

test("the demo provider streams text and calls tools", async () => {
  const client = sdk();
  const runner = await client.chat.completions.create({
    model: "demo",
    messages: [{ role: "user", content: "Weather?" }],
    tools: [
      {
        type: "function",
        function: { name: "weather", parameters: { type: "object", properties: { city: { type: "string" } } } },
      },
    ],
  });
  const call = runner.choices[0]?.message.tool_calls?.[0];
  expect(call?.type === "function" && JSON.parse(call.function.arguments)).toEqual({ city: "demo" });
  const text = await client.chat.completions
    .stream({ model: "demo", messages: [{ role: "user", content: "Hello" }] })
    .finalContent();
  expect(text).toContain("Hello");
});
