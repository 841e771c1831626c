import Anthropic from "@anthropic-ai/sdk";
import { expect, test } from "vitest";
import { clientKey } from "../gateway-client";
import { startSuite } from "../suite";
import { provider, providersOf, threeFormats } from "../three-formats";
import { startUpstream } from "../upstream";

// Anthropic's own SDK against the built gateway, in front of upstreams of three formats.

const { host, gateway, strict, native, upstream } = await startSuite({ ...threeFormats, upstream: startUpstream });

const client = new Anthropic({ apiKey: clientKey, baseURL: host.url, maxRetries: 0 });

const tools: Anthropic.Tool[] = [
  { name: "weather", input_schema: { type: "object", properties: { city: { type: "string" } } } },
  { name: "news", input_schema: { type: "object", properties: { city: { type: "string" } } } },
];
const ask = (content: Anthropic.MessageParam["content"]): Anthropic.MessageParam[] => [{ role: "user", content }];
const base = { model: "m", max_tokens: 2000 };
const providers = providersOf({ strict, native });
const serve = (format: keyof typeof providers) => gateway.configure({ providers: [providers[format]()] });
const textOf = ({ content }: Anthropic.Message) =>
  content.flatMap((block) => (block.type === "text" ? block.text : []));

for (const format of ["openai", "anthropic", "gemini"] as const) {
  test(`${format}: text, whole and streamed, with true usage and one log row each`, async () => {
    await serve(format);
    const { data, response } = await client.messages.create({ ...base, messages: ask("ping") }).withResponse();
    expect(data).toMatchObject({ type: "message", role: "assistant", stop_reason: "end_turn" });
    expect(textOf(data)).toEqual(["pong"]);
    expect(response.headers.get("request-id")).toBe(response.headers.get("x-request-id"));
    const cached = format === "openai" ? 10 : 6;
    const input = format === "openai" ? 20 : 5;
    const output = format === "openai" ? 7 : 3;
    expect(data.usage).toMatchObject({ input_tokens: input, cache_read_input_tokens: cached, output_tokens: output });
    const streamed = await client.messages.stream({ ...base, messages: ask("ping") }).finalMessage();
    expect(textOf(streamed)).toEqual(["pong"]);
    expect(streamed.usage).toMatchObject({
      input_tokens: input,
      cache_read_input_tokens: cached,
      output_tokens: output,
    });
    expect(streamed.stop_reason).toBe("end_turn");
    expect(await gateway.log(response.headers.get("x-request-id"))).toMatchObject({
      outcome: "success",
      usage: { promptTokens: input + cached, completionTokens: output, cachedTokens: cached, source: "provider" },
    });
  });

  for (const streamed of [false, true])
    test(`${format}: a tool loop over two turns, ${streamed ? "streamed" : "whole"}`, async () => {
      await serve(format);
      const offered = format === "openai" ? tools : tools.slice(0, 1);
      const send = (messages: Anthropic.MessageParam[]): Promise<Anthropic.Message> =>
        streamed
          ? client.messages.stream({ ...base, messages, tools: offered }).finalMessage()
          : client.messages.create({ ...base, messages, tools: offered });
      const first = await send(ask("weather?"));
      expect(first.stop_reason).toBe("tool_use");
      const calls = first.content.filter((block) => block.type === "tool_use");
      expect(calls.map(({ name }) => name)).toEqual(offered.map(({ name }) => name));
      expect(calls[0]!.input).toEqual({ city: format === "openai" ? "Paris 0" : "Paris" });
      const second = await send([
        ...ask("weather?"),
        { role: "assistant", content: first.content },
        {
          role: "user",
          content: calls.map(({ id, name }) => ({ type: "tool_result", tool_use_id: id, content: `{"${name}":1}` })),
        },
      ]);
      expect(textOf(second).join("")).toContain('{"weather":1}');
      expect(second.stop_reason).toBe("end_turn");
    });
}

test("a reasoning model's thinking is a block before the text, whole and streamed", async () => {
  await serve("openai");
  const request = { ...base, messages: ask("ping"), thinking: { type: "enabled" as const, budget_tokens: 1024 } };
  for (const message of [await client.messages.create(request), await client.messages.stream(request).finalMessage()])
    expect(message.content).toMatchObject([
      { type: "thinking", thinking: "Thinking.", signature: "" },
      { type: "text", text: "pong" },
    ]);
  expect(strict.calls.at(-1)).toMatchObject({ reasoning_effort: "low", max_tokens: 2000 });
});

test("the events of a raw stream are exactly the API's", async () => {
  await serve("openai");
  const seen: string[] = [];
  for await (const event of await client.messages.create({ ...base, messages: ask("ping"), tools, stream: true }))
    seen.push("index" in event ? `${event.type} ${event.index}` : event.type);
  const once = seen.filter((name, place) => name !== seen[place - 1]);
  const block = (index: number) =>
    ["content_block_start", "content_block_delta", "content_block_stop"].map((name) => `${name} ${index}`);
  expect(once).toEqual(["message_start", ...[0, 1, 2, 3].flatMap(block), "message_delta", "message_stop"]);
});

test("images, documents and structured output reach an OpenAI upstream", async () => {
  await serve("openai");
  const seen = await client.messages.create({
    ...base,
    messages: ask([
      { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
      { type: "document", source: { type: "base64", media_type: "application/pdf", data: "JVBE" } },
      { type: "text", text: "What is this?" },
    ]),
  });
  expect(textOf(seen)).toEqual(["I got image_url, file, text."]);
  const parsed = await client.messages.parse({
    ...base,
    messages: ask("Where?"),
    output_config: {
      format: { type: "json_schema", schema: { type: "object", properties: { city: { type: "string" } } } },
    },
  });
  expect(JSON.parse(textOf(parsed).join(""))).toEqual({ city: "Paris" });
});

test("a Gemini model's thought signature is back with its call in the next turn, though no block has a place for it", async () => {
  await gateway.configure({ providers: [provider("google", "gemini", native.url("gemini"), "gemini-3.8-flash")] });
  const offered = tools.slice(0, 1);
  const first = await client.messages.stream({ ...base, messages: ask("weather?"), tools: offered }).finalMessage();
  const call = first.content.find((block) => block.type === "tool_use")!;
  await client.messages.create({
    ...base,
    tools: offered,
    messages: [
      ...ask("weather?"),
      { role: "assistant", content: [{ type: "tool_use", id: call.id, name: call.name, input: call.input }] },
      { role: "user", content: [{ type: "tool_result", tool_use_id: call.id, content: "sun" }] },
    ],
  });
  const { contents } = native.calls.at(-1)!.body as { contents: { parts: object[] }[] };
  expect(contents[1]!.parts).toMatchObject([{ functionCall: { name: "weather" }, thoughtSignature: "c2ln" }]);
});

test("more tokens than the model can are brought down to what it can", async () => {
  const { models, ...rest } = providers.openai();
  await gateway.configure({
    providers: [{ ...rest, models: models.map((model) => ({ ...model, maxOutputTokens: 500 })) }],
  });
  await client.messages.create({ ...base, messages: ask("ping") });
  expect(strict.calls.at(-1)).toMatchObject({ max_tokens: 500 });
});

test("errors are the SDK's own, each with its request id", async () => {
  await gateway.configure({
    providers: [
      { ...provider("limited", "openai", upstream.url("status=429", "retry-after=3"), "x"), models: ["limited"] },
      { ...provider("broken", "openai", upstream.url("status=503"), "x"), models: ["broken"] },
      { ...provider("picky", "openai", upstream.url("status=400", "message=too picky"), "x"), models: ["picky"] },
      { ...provider("dead", "openai", upstream.url("status=401"), "x"), models: ["dead"] },
    ],
  });
  const failure = async (model: string, key = clientKey): Promise<InstanceType<typeof Anthropic.APIError>> => {
    const own = new Anthropic({ apiKey: key, baseURL: host.url, maxRetries: 0 });
    return own.messages.create({ ...base, model, messages: ask("hi") }).then(
      () => Promise.reject(new Error("there was an answer")),
      (error) => error,
    );
  };
  for (const [model, key, kind, status, type] of [
    ["limited", "sk-gw-wrong", Anthropic.AuthenticationError, 401, "authentication_error"],
    ["nothing", clientKey, Anthropic.NotFoundError, 404, "not_found_error"],
    ["limited", clientKey, Anthropic.RateLimitError, 429, "rate_limit_error"],
    ["broken", clientKey, Anthropic.InternalServerError, 502, "api_error"],
    ["picky", clientKey, Anthropic.BadRequestError, 400, "invalid_request_error"],
    ["dead", clientKey, Anthropic.InternalServerError, 502, "api_error"],
  ] as const) {
    const error = await failure(model, key);
    expect(error).toBeInstanceOf(kind);
    expect([error.status, error.type]).toEqual([status, type]);
    expect(error.requestID).toMatch(/^req_/);
    expect(error.error).toMatchObject({ type: "error", error: { type }, request_id: error.requestID });
  }
  expect((await failure("picky")).message).toContain("too picky");
});

test("wrong methods, unknown addresses and bodies that are none are answered in Anthropic's shape too", async () => {
  await serve("openai");
  for (const [path, init, status, type] of [
    ["/v1/messages", { method: "GET" }, 405, "invalid_request_error"],
    ["/v1/messages/batches", { method: "POST", body: "{}" }, 404, "not_found_error"],
    ["/v1/messages", { method: "POST", body: "{" }, 400, "invalid_request_error"],
    ["/v1/messages", { method: "POST", body: "" }, 400, "invalid_request_error"],
    ["/v1/messages", { method: "POST", body: '{"model":"m"}' }, 400, "invalid_request_error"],
    ["/v1/messages", { method: "POST", body: `"${"x".repeat(33 * 1024 * 1024)}"` }, 413, "request_too_large"],
  ] as const) {
    const answer = await fetch(host.url + path, { ...init, headers: { "x-api-key": clientKey } });
    const body = await answer.json();
    expect([path, answer.status, body]).toMatchObject([path, status, { type: "error", error: { type } }]);
    expect(body).toMatchObject({ request_id: answer.headers.get("request-id") });
  }
});

test("a stream that fails half-way ends with an error event", async () => {
  await gateway.configure({ providers: [provider("cut", "openai", upstream.url("cut=1"), "x")] });
  const seen: string[] = [];
  const run = async () => {
    for await (const event of await client.messages.create({ ...base, messages: ask("hi"), stream: true }))
      seen.push(event.type);
  };
  await expect(run()).rejects.toThrow(/failed after it had begun/);
  expect(seen).toContain("content_block_delta");
  expect(seen).not.toContain("message_stop");
});

test("what only Anthropic can do goes to Anthropic, or is a 400 that names the field", async () => {
  const thread = { ...base, messages: ask("hi"), thread: { type: "create" } };
  const search = { ...base, messages: ask("hi"), tools: [{ type: "web_search_20250305", name: "web_search" }] };
  await serve("openai");
  const refused = await gateway.call("/v1/messages", thread);
  expect([refused.status, await refused.json()]).toMatchObject([
    400,
    { type: "error", error: { details: { error_code: "thread_unsupported_request" } } },
  ]);
  const tool = await gateway.call("/v1/messages", search);
  expect([tool.status, await tool.json()]).toMatchObject([
    400,
    { error: { message: expect.stringContaining("tools.0") } },
  ]);
  await gateway.configure({
    providers: [
      { ...providers.openai(), priority: 0 },
      { ...providers.anthropic(), priority: 1 },
    ],
  });
  const served = await gateway.call("/v1/messages", { ...thread, metadata: { user_id: "u", team: "t" } });
  expect([served.status, served.headers.get("x-gateway-provider")]).toEqual([200, "claude"]);
  await served.body?.cancel();
  expect(native.calls.at(-1)?.body).toEqual({ ...thread, model: "claude-sonnet-4-5", metadata: { user_id: "u" } });
  expect(await gateway.log(served.headers.get("x-request-id"))).toMatchObject({
    metadata: { user_id: "u", team: "t" },
  });
});

test("tokens are counted by the vendor where it can, else estimated; the key is asked for all the same", async () => {
  const request = { model: "m", messages: ask("How many tokens are these?"), system: "Count." };
  await serve("anthropic");
  const { data, response } = await client.messages.countTokens(request).withResponse();
  expect(data).toEqual({ input_tokens: 42 });
  expect(native.calls.at(-1)).toMatchObject({ path: "/messages/count_tokens", body: { model: "claude-sonnet-4-5" } });
  expect(await gateway.log(response.headers.get("x-request-id"))).toMatchObject({
    status: 200,
    outcome: "success",
    providerId: "claude",
    costMicroUsd: 0,
  });
  await serve("openai");
  const estimated = await client.messages.countTokens(request);
  expect(estimated.input_tokens).toBeGreaterThan(5);
  expect(estimated.input_tokens).toBeLessThan(40);
  const stranger = new Anthropic({ apiKey: "sk-gw-wrong", baseURL: host.url, maxRetries: 0 });
  await expect(stranger.messages.countTokens(request)).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
});

test("the SDK lists and finds models", async () => {
  await gateway.configure({
    providers: [{ ...providers.openai(), models: ["a", "b", { id: "c", contextLength: 1000, maxOutputTokens: 100 }] }],
  });
  const ids: string[] = [];
  for await (const model of client.models.list({ limit: 2 })) ids.push(model.id);
  expect(ids).toEqual(["a", "b", "c"]);
  expect(await client.models.retrieve("c")).toMatchObject({
    type: "model",
    id: "c",
    display_name: "c",
    max_input_tokens: 1000,
    max_tokens: 100,
  });
  await expect(client.models.retrieve("d")).rejects.toBeInstanceOf(Anthropic.NotFoundError);
});
