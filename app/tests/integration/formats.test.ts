import OpenAI from "openai";
import { beforeEach, expect, test } from "vitest";
import { clientKey } from "../gateway-client";
import { startNativeVendor } from "../native-vendor";
import { startSuite } from "../suite";
import { startUpstream } from "../upstream";

// Upstreams of other formats behind OpenAI's SDK, against the built gateway.

const { host, gateway, vendor, upstream } = await startSuite({ vendor: startNativeVendor, upstream: startUpstream });

const client = new OpenAI({ apiKey: clientKey, baseURL: `${host.url}/v1`, maxRetries: 0 });

const models = { anthropic: "claude-sonnet-4-5", gemini: "gemini-2.5-flash" };
const native = (id: string, format: "anthropic" | "gemini", manners = {}) => ({
  id,
  adapter: format,
  baseUrl: vendor.url(format, manners),
  credentials: [{ name: "a", value: "sk-native" }],
  models: [{ id: "m", upstream: models[format], pricing: { input: 1, output: 2, cachedInput: 0.5 } }],
});
const plain = (id: string, ...manners: string[]) => ({
  id,
  adapter: "openai",
  baseUrl: upstream.url(...manners),
  credentials: [{ name: "a", value: "sk-plain" }],
  models: ["m"],
});
const messages: OpenAI.ChatCompletionMessageParam[] = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "ping" },
];
const tools: OpenAI.ChatCompletionTool[] = [
  {
    type: "function",
    function: { name: "weather", parameters: { type: "object", properties: { city: { type: "string" } } } },
  },
];

beforeEach(() => upstream.clear());

for (const format of ["anthropic", "gemini"] as const) {
  test(`${format}: the OpenAI SDK chats, and the row has the vendor's usage and cost`, async () => {
    await gateway.configure({ providers: [native(`chat-${format}`, format)] });
    const { data, response } = await client.chat.completions.create({ model: "m", messages }).withResponse();
    expect(data).toMatchObject({
      object: "chat.completion",
      choices: [{ message: { role: "assistant", content: "pong" }, finish_reason: "stop" }],
      usage: { prompt_tokens: 11, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 6 } },
    });
    // 5 tokens at 1, 6 cached at 0.5, 3 at 2 USD per million.
    expect(await gateway.log(response.headers.get("x-request-id"))).toMatchObject({
      outcome: "success",
      upstreamModel: format === "gemini" ? "gemini-mock" : models.anthropic,
      usage: { promptTokens: 11, completionTokens: 3, cachedTokens: 6, source: "provider" },
      costMicroUsd: 14,
    });
  });

  test(`${format}: a schema that is nested too deeply is a 400 that names the tool, and nothing against the provider`, async () => {
    await gateway.configure({ providers: [native(`deep-${format}`, format)] });
    const levels = 20_000;
    const schema = `${'{"type":"array","items":'.repeat(levels)}{}${"}".repeat(levels)}`;
    const body = `{"model":"m","messages":[{"role":"user","content":"ping"}],"tools":[{"type":"function","function":{"name":"f","parameters":${schema}}}]}`;
    for (let i = 0; i < 6; i++) {
      const answer = await gateway.call("/v1/chat/completions", body);
      expect(await answer.json()).toMatchObject({ error: { param: "tools[0]", type: "invalid_request_error" } });
      expect(answer.status).toBe(400);
    }
    expect((await client.chat.completions.create({ model: "m", messages })).choices[0]?.message.content).toBe("pong");
  });

  test(`${format}: the OpenAI SDK streams`, async () => {
    await gateway.configure({ providers: [native(`stream-${format}`, format)] });
    const stream = client.chat.completions.stream({ model: "m", messages, stream_options: { include_usage: true } });
    const done = await stream.finalChatCompletion();
    expect(done.choices[0]).toMatchObject({ message: { content: "pong" }, finish_reason: "stop" });
    expect(done.usage).toMatchObject({ prompt_tokens: 11, completion_tokens: 3 });
    const raw = await gateway.chat({ model: "m", stream: true });
    const text = await raw.text();
    expect(text).not.toContain("prompt_tokens");
    expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
  });

  for (const streamed of [false, true])
    test(`${format}: the OpenAI SDK calls a tool and sends its result back, ${streamed ? "streamed" : "whole"}`, async () => {
      await gateway.configure({ providers: [native(`tool-${format}-${streamed}`, format)] });
      const ask = (list: OpenAI.ChatCompletionMessageParam[]): Promise<OpenAI.ChatCompletion> =>
        streamed
          ? client.chat.completions.stream({ model: "m", messages: list, tools }).finalChatCompletion()
          : client.chat.completions.create({ model: "m", messages: list, tools });
      const first = (await ask(messages)).choices[0]!;
      expect(first.finish_reason).toBe("tool_calls");
      const call = first.message.tool_calls![0]!;
      expect(call).toMatchObject({ type: "function", function: { name: "weather" } });
      if (call.type !== "function") throw new Error("not a function");
      expect(JSON.parse(call.function.arguments)).toEqual({ city: "Paris" });
      const result = { role: "tool" as const, tool_call_id: call.id, content: '{"sun":true}' };
      const second = await ask([...messages, first.message, result]);
      expect(second.choices[0]!.message.content).toBe('It says {"sun":true}.');
    });

  test(`${format}: what it cannot do is a 400 that names the field, with one log row and no call`, async () => {
    await gateway.configure({ providers: [native(`refuse-${format}`, format)] });
    const before = vendor.calls.length;
    const answer = await gateway.chat({ model: "m", logit_bias: { 1: 5 } });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { param: "logit_bias", type: "invalid_request_error" } });
    expect(vendor.calls).toHaveLength(before);
    const id = answer.headers.get("x-request-id");
    expect((await gateway.logs()).filter(({ requestId }) => requestId === id)).toHaveLength(1);
    expect(await gateway.log(id)).toMatchObject({ status: 400, outcome: "client_error" });
  });

  for (const stream of [false, true])
    test(`${format} and OpenAI's format stand in for each other, ${stream ? "streamed" : "whole"}`, async () => {
      for (const [bad, good] of [
        [native(`bad-${format}-${stream}`, format, { status: 529 }), plain(`good-openai-${format}-${stream}`)],
        [plain(`bad-openai-${format}-${stream}`, "status=503"), native(`good-${format}-${stream}`, format)],
      ] as const) {
        await gateway.configure({
          providers: [
            { ...bad, priority: 0 },
            { ...good, priority: 1 },
          ],
        });
        const answer = await gateway.chat({ model: "m", stream });
        expect([answer.status, answer.headers.get("x-gateway-provider")]).toEqual([200, good.id]);
        expect(await answer.text()).toContain("p");
        const { attempts } = await gateway.log(answer.headers.get("x-request-id"));
        expect(attempts).toMatchObject([{ providerId: bad.id }, { providerId: good.id, status: 200 }]);
      }
    });
}

test("an overloaded Anthropic stream (an error event after the 200) goes on elsewhere", async () => {
  const bad = native("overloaded", "anthropic", { overloaded: true });
  await gateway.configure({
    providers: [
      { ...bad, priority: 0 },
      { ...native("calm", "gemini"), priority: 1 },
    ],
  });
  const answer = await gateway.chat({ model: "m", stream: true });
  expect(answer.headers.get("x-gateway-provider")).toBe("calm");
  expect(await answer.text()).not.toContain("Overloaded");
  expect((await gateway.log(answer.headers.get("x-request-id"))).attempts).toMatchObject([
    { providerId: "overloaded", errorCode: "overloaded" },
    { providerId: "calm" },
  ]);
});

test("gemini: the OpenAI SDK embeds, and a usage is there although the vendor tells none", async () => {
  await gateway.configure({ providers: [native("embed", "gemini")] });
  const answer = await client.embeddings.create({ model: "m", input: ["a", "b"] });
  expect(answer.data.map(({ embedding }) => [...embedding])).toEqual([
    [0.5, -0.25],
    [0.5, -0.25],
  ]);
  expect(answer.usage.prompt_tokens).toBeGreaterThan(0);
});
