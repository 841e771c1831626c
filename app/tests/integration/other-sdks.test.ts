import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { tool as langchainTool } from "@langchain/core/tools";
import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import { embed, generateText, isStepCount, Output, streamText, tool } from "ai";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { clientKey } from "../gateway-client";
import { startResponsesVendor } from "../responses-vendor";
import { startSuite } from "../suite";
import { startUpstream } from "../upstream";

// SDKs beside OpenAI's own that people point at an OpenAI-compatible endpoint: Vercel's AI SDK and LangChain.

const { host, gateway, vendor, upstream } = await startSuite({ vendor: startResponsesVendor, upstream: startUpstream });

let model: ReturnType<ReturnType<typeof createOpenAICompatible>>;
let chat: ChatOpenAI;

const city = z.object({ city: z.string() });
const answer = z.object({ answer: z.number() });
const aiTools = { weather: tool({ description: "The weather", inputSchema: city, execute: async () => "sun" }) };
const weather = langchainTool(async () => "sun", { name: "weather", description: "The weather", schema: city });

beforeAll(async () => {
  await gateway.configure({
    providers: [
      { id: "chat", baseUrl: vendor.url("chat"), credentials: [{ name: "a", value: "sk-mock" }], models: ["m"] },
      { id: "vectors", baseUrl: upstream.url(), credentials: [{ name: "a", value: "sk-a" }], models: ["vectors"] },
    ].map((provider) => ({ ...provider, adapter: "openai" })),
  });
  const baseURL = `${host.url}/v1`;
  const provider = createOpenAICompatible({
    name: "gateway",
    baseURL,
    apiKey: clientKey,
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
  model = provider("m");
  chat = new ChatOpenAI({ model: "m", apiKey: clientKey, configuration: { baseURL }, maxRetries: 0 });
});
beforeEach(() => {
  vendor.calls.length = 0;
});

test("ai: text, with usage and reasoning", async () => {
  const { text, usage, reasoningText } = await generateText({
    model,
    prompt: "ping",
    providerOptions: { gateway: { reasoningEffort: "low" } },
  });
  expect([text, reasoningText]).toEqual(["pong", "Let me think."]);
  expect(usage).toMatchObject({ inputTokens: 11, outputTokens: 7 });
});

test("ai: a stream, with usage at its end", async () => {
  const result = streamText({ model, prompt: "ping" });
  const pieces: string[] = [];
  for await (const piece of result.textStream) pieces.push(piece);
  expect(pieces).toEqual(["po", "ng"]);
  expect(await result.usage).toMatchObject({ inputTokens: 11, outputTokens: 7 });
  expect(await result.finishReason).toBe("stop");
});

test("ai: a tool loop, whole and streamed", async () => {
  const asked = { model, prompt: "ping", tools: aiTools, stopWhen: isStepCount(3) };
  const { text, steps } = await generateText(asked);
  expect([text, steps.length]).toEqual(["It says sun.", 2]);
  const streamed = streamText(asked);
  let said = "";
  for await (const piece of streamed.textStream) said += piece;
  expect(said).toBe("It says sun.");
  expect((await streamed.steps)[0]!.toolCalls).toMatchObject([{ toolName: "weather", input: { city: "Paris" } }]);
});

test("ai: structured output", async () => {
  const { output } = await generateText({ model, prompt: "ping", output: Output.object({ schema: answer }) });
  expect(output).toEqual({ answer: 42 });
  expect(vendor.calls[0]!.body.response_format).toMatchObject({ type: "json_schema" });
});

test("ai: embeddings", async () => {
  const provider = createOpenAICompatible({ name: "gateway", baseURL: `${host.url}/v1`, apiKey: clientKey });
  const { embedding, usage } = await embed({ model: provider.embeddingModel("vectors"), value: "text" });
  expect(embedding).toEqual([0.1, 0.2, 0.3]);
  expect(usage.tokens).toBe(5);
});

test("langchain: text and a stream", async () => {
  const whole = await chat.invoke("ping");
  expect([whole.text, whole.usage_metadata]).toMatchObject(["pong", { input_tokens: 11, output_tokens: 7 }]);
  let text = "";
  for await (const piece of await chat.stream("ping")) text += piece.text;
  expect(text).toBe("pong");
});

test("langchain: a tool loop, whole and streamed", async () => {
  const bound = chat.bindTools([weather]);
  const first = await bound.invoke("ping");
  expect(first.tool_calls).toMatchObject([{ name: "weather", args: { city: "Paris" } }]);
  const results = await Promise.all(first.tool_calls!.map((made) => weather.invoke(made)));
  const second = await bound.invoke([{ role: "user", content: "ping" }, first, ...results]);
  expect(second.text).toBe("It says sun.");
  const stream = await bound.stream("ping");
  let gathered: Awaited<ReturnType<typeof bound.invoke>> | undefined;
  for await (const piece of stream) gathered = gathered === undefined ? piece : gathered.concat(piece);
  expect(gathered?.tool_calls).toMatchObject([{ name: "weather", args: { city: "Paris" } }]);
});

test("langchain: structured output", async () => {
  expect(await chat.withStructuredOutput(answer, { method: "jsonSchema" }).invoke("ping")).toEqual({ answer: 42 });
});

test("langchain: embeddings", async () => {
  const vectors = new OpenAIEmbeddings({
    model: "vectors",
    apiKey: clientKey,
    configuration: { baseURL: `${host.url}/v1` },
  });
  const [first] = await vectors.embedDocuments(["text"]);
  expect(first).toHaveLength(3);
});

for (const streaming of [false, true])
  test(`langchain over the Responses API: text and a tool loop, ${streaming ? "streamed" : "whole"}`, async () => {
    const options = { model: "m", apiKey: clientKey, configuration: { baseURL: `${host.url}/v1` }, maxRetries: 0 };
    const responses = new ChatOpenAI({ ...options, useResponsesApi: true, streaming });
    expect((await responses.invoke("ping")).text).toBe("pong");
    const bound = responses.bindTools([weather]);
    const first = await bound.invoke("ping");
    expect(first.tool_calls).toMatchObject([{ name: "weather", args: { city: "Paris" } }]);
    const results = await Promise.all(first.tool_calls!.map((made) => weather.invoke(made)));
    expect((await bound.invoke([{ role: "user", content: "ping" }, first, ...results])).text).toBe("It says sun.");
  });
