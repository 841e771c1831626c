import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import Anthropic from "@anthropic-ai/sdk";
import { betaZodTool } from "@anthropic-ai/sdk/helpers/beta/zod";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
import { type CallableTool, type FunctionCall, GoogleGenAI } from "@google/genai";
import { tool as langchainTool } from "@langchain/core/tools";
import { ChatOpenAI } from "@langchain/openai";
import { embedMany, generateText, isStepCount, Output, streamText, tool } from "ai";
import OpenAI from "openai";
import { zodFunction, zodResponseFormat, zodResponsesFunction, zodTextFormat } from "openai/helpers/zod";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { clientKey } from "../gateway-client";
import { startPolyglot } from "../polyglot/vendor";
import { startSuite } from "../suite";

// The SDKs' helpers (parsed answers, runners of tools, chats) at upstreams of every format.

const { host, gateway, vendor } = await startSuite({ vendor: startPolyglot });
const baseURL = `${host.url}/v1`;
const openai = new OpenAI({ apiKey: clientKey, baseURL, maxRetries: 0 });
const claude = new Anthropic({ apiKey: clientKey, baseURL: host.url, maxRetries: 0 });
const google = new GoogleGenAI({ apiKey: clientKey, httpOptions: { baseUrl: host.url } });
const compatible = createOpenAICompatible({
  name: "gateway",
  baseURL,
  apiKey: clientKey,
  includeUsage: true,
  supportsStructuredOutputs: true,
});

const upstreams = [
  ["anthropic", "anthropic", "claude-sonnet-4-5"],
  ["gemini", "gemini", "gemini-3.8-flash"],
  ["bedrock", "bedrock", "anthropic.claude-sonnet-4-5-v1:0"],
  ["cohere", "cohere", "command-a-03-2025"],
  ["responses", "openai-responses", "gpt-5.1"],
] as const;

beforeAll(async () => {
  await gateway.configure({
    providers: upstreams.map(([id, adapter, upstream]) => ({
      id,
      adapter,
      baseUrl: vendor.url(id),
      options: adapter === "bedrock" ? { api: "converse" } : {},
      credentials: [{ name: "a", value: "sk-mock-0123456789" }],
      models: [{ id, upstream }],
    })),
  });
});

const city = z.object({ city: z.string() });
const answer = z.object({ answer: z.number() });
const sun = async ({ city: name }: { city: string }) => `sun in ${name}`;
const both = "They say sun in Paris 0 and sun in Paris 1.";
const user = { role: "user" as const, content: "ping" };

for (const [model] of upstreams) {
  test(`${model}: OpenAI's parsed answers and runner of tools, whole and streamed`, async () => {
    const response_format = zodResponseFormat(answer, "answer");
    const parsed = await openai.chat.completions.parse({ model, messages: [user], response_format });
    expect(parsed.choices[0]).toMatchObject({ message: { parsed: { answer: 42 } }, finish_reason: "stop" });
    const streamed = await openai.chat.completions
      .stream({
        model,
        messages: [user],
        response_format,
        reasoning_effort: "low",
        stream_options: { include_usage: true },
      })
      .finalChatCompletion();
    expect(streamed.choices[0]?.message.parsed).toEqual({ answer: 42 });
    expect(streamed.usage).toMatchObject({ prompt_tokens: 11, completion_tokens: 3 });
    const tools = ["weather", "clock"].map((name) => zodFunction({ name, parameters: city, function: sun }));
    const asked = { model, messages: [user], tools, reasoning_effort: "low" as const };
    expect(await openai.chat.completions.runTools(asked).finalContent()).toBe(both);
    expect(await openai.chat.completions.runTools({ ...asked, stream: true }).finalContent()).toBe(both);
  });

  test(`${model}: OpenAI's responses, parsed, streamed, with tools by id and by items`, async () => {
    const parsed = await openai.responses.parse({
      model,
      input: "ping",
      text: { format: zodTextFormat(answer, "answer") },
    });
    expect(parsed.output_parsed).toEqual({ answer: 42 });
    const tools = ["weather", "clock"].map((name) => zodResponsesFunction({ name, parameters: city }));
    const first = await openai.responses
      .stream({ model, input: "ping", tools, reasoning: { effort: "low", summary: "auto" } })
      .finalResponse();
    const calls = first.output.filter((item) => item.type === "function_call");
    expect(calls.map((call) => JSON.parse(call.arguments))).toEqual([{ city: "Paris 0" }, { city: "Paris 1" }]);
    const results = await Promise.all(
      calls.map(async (call) => ({
        type: "function_call_output" as const,
        call_id: call.call_id,
        output: await sun(JSON.parse(call.arguments)),
      })),
    );
    const second = await openai.responses.create({ model, input: results, previous_response_id: first.id, tools });
    expect(second.output_text).toBe(both);
    const input = [user, ...(first.output as OpenAI.Responses.ResponseInputItem[]), ...results];
    expect((await openai.responses.create({ model, input, tools, store: false })).output_text).toBe(both);
  });

  test(`${model}: Anthropic's stream, parsed answer and runner of tools, thinking`, async () => {
    const thinking = { type: "enabled" as const, budget_tokens: 1024 };
    const done = await claude.messages.stream({ model, max_tokens: 4000, thinking, messages: [user] }).finalMessage();
    expect(done.content.at(-1)).toMatchObject({ type: "text", text: "pong" });
    expect(done.usage).toMatchObject({ output_tokens: 3, cache_read_input_tokens: 6 });
    const output_config = { format: zodOutputFormat(answer) };
    const parsed = await claude.messages.parse({ model, max_tokens: 100, messages: [user], output_config });
    expect(parsed.parsed_output).toEqual({ answer: 42 });
    const tools = ["weather", "clock"].map((name) =>
      betaZodTool({ name, description: "d", inputSchema: city, run: sun }),
    );
    const asked = { model, max_tokens: 4000, tools, thinking, messages: [user] };
    const last = (content: unknown[]) => content.at(-1);
    const whole = await claude.beta.messages.toolRunner(asked).runUntilDone();
    expect(last(whole.content)).toMatchObject({ text: both });
    const streamed = await claude.beta.messages.toolRunner({ ...asked, stream: true }).runUntilDone();
    expect(last(streamed.content)).toMatchObject({ text: both });
  });

  test(`${model}: Google's chats, JSON and functions that are called by the SDK`, async () => {
    const weather: CallableTool = {
      tool: async () => ({ functionDeclarations: [{ name: "weather", parametersJsonSchema: z.toJSONSchema(city) }] }),
      callTool: async (calls: FunctionCall[]) =>
        calls.map(({ id = "", args }) => ({
          functionResponse: { id, name: "weather", response: { result: `sun in ${args?.city}` } },
        })),
    };
    const called = await google.models.generateContent({
      model,
      contents: "ping",
      config: { tools: [weather], thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 } },
    });
    expect(called.text).toContain("sun in Paris 0");
    expect(called.usageMetadata).toMatchObject({
      promptTokenCount: 11,
      cachedContentTokenCount: 6,
      totalTokenCount: 14,
    });
    const asJson = await google.models.generateContent({
      model,
      contents: "ping",
      config: { responseMimeType: "application/json", responseJsonSchema: z.toJSONSchema(answer) },
    });
    expect(JSON.parse(asJson.text ?? "")).toEqual({ answer: 42 });
    const chat = google.chats.create({ model });
    expect((await chat.sendMessage({ message: "ping" })).text).toBe("pong");
    let said = "";
    for await (const piece of await chat.sendMessageStream({ message: "again" })) said += piece.text ?? "";
    expect(said).toBe("pong");
  });

  test(`${model}: the AI SDK's tool loops and objects, LangChain's structured output`, async () => {
    const named = (description: string) => tool({ description, inputSchema: city, execute: sun });
    const asked = {
      model: compatible(model),
      prompt: "ping",
      tools: { weather: named("w"), clock: named("c") },
      stopWhen: isStepCount(3),
      providerOptions: { gateway: { reasoningEffort: "low" } },
    };
    expect((await generateText(asked)).text).toBe(both);
    const streamed = streamText(asked);
    let said = "";
    for await (const piece of streamed.textStream) said += piece;
    expect([said, (await streamed.totalUsage).inputTokens]).toEqual([both, 22]);
    const output = Output.object({ schema: answer });
    expect((await generateText({ model: compatible(model), prompt: "ping", output })).output).toEqual({ answer: 42 });
    const chat = new ChatOpenAI({ model, apiKey: clientKey, configuration: { baseURL }, maxRetries: 0 });
    for (const method of ["jsonSchema", "jsonMode"] as const)
      expect(await chat.withStructuredOutput(answer, { method }).invoke("ping, as JSON")).toEqual({ answer: 42 });
    const weather = langchainTool(sun, { name: "weather", description: "w", schema: city });
    const bound = chat.bindTools([weather]);
    const first = await bound.invoke("ping");
    const results = await Promise.all((first.tool_calls ?? []).map((made) => weather.invoke(made)));
    expect((await bound.invoke([user, first, ...results])).text).toBe("They say sun in Paris 0.");
  });
}

test.each(["gemini", "cohere"])(
  "%s: many texts become vectors, in the order and the encoding of each SDK",
  async (model) => {
    const { embeddings } = await embedMany({ model: compatible.embeddingModel(model), values: ["a", "b", "c"] });
    expect(embeddings).toEqual([0, 1, 2].map((place) => [place, 0.5]));
    const { data } = await openai.embeddings.create({ model, input: ["a", "b"] });
    expect(data.map(({ embedding }) => [...embedding])).toEqual([
      [0, 0.5],
      [1, 0.5],
    ]);
  },
);
