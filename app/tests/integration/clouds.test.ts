import { generateKeyPairSync } from "node:crypto";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { expect, test } from "vitest";
import { startCloudVendor } from "../cloud-vendor";
import { clientKey } from "../gateway-client";
import { startSuite } from "../suite";

// Clouds that want signatures, tokens and binary frames, behind OpenAI's SDK, against the built gateway.

const { host, gateway, cloud } = await startSuite({ cloud: startCloudVendor });
const client = new OpenAI({ apiKey: clientKey, baseURL: `${host.url}/v1`, maxRetries: 0 });

const claude = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
const provider = (id: string, adapter: string, path: string, secret: string, upstream: string, options = {}) => ({
  id,
  adapter,
  baseUrl: cloud.url + path,
  credentials: [{ name: "a", value: secret }],
  models: [{ id: "m", upstream, pricing: { input: 1, output: 2, cachedInput: 0.5 } }],
  options,
});
const bedrock = (id: string, secret = "AKTEST:cloud-secret") =>
  provider(id, "bedrock", "/bedrock", secret, claude, { region: "us-east-1" });
const account = () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return JSON.stringify({
    client_email: "gateway@project.iam.example",
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
    token_uri: `${cloud.url}/token`,
  });
};
const ping: OpenAI.ChatCompletionMessageParam[] = [{ role: "user", content: "ping" }];

async function whole() {
  const { data, response } = await client.chat.completions.create({ model: "m", messages: ping }).withResponse();
  return { data, row: await gateway.log(response.headers.get("x-request-id")) };
}

async function streamed() {
  const stream = client.chat.completions.stream({
    model: "m",
    messages: ping,
    stream_options: { include_usage: true },
  });
  return stream.finalChatCompletion();
}

const answered = {
  choices: [{ message: { content: "pong" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 11, completion_tokens: 3 },
};

test("bedrock: signed calls, whole and as a stream of binary frames, are metered and priced", async () => {
  await gateway.configure({ providers: [bedrock("signed")] });
  const { data, row } = await whole();
  expect(data).toMatchObject(answered);
  // 5 tokens at 1, 6 cached at 0.5, 3 at 2 USD per million.
  expect(row).toMatchObject({ usage: { promptTokens: 11, cachedTokens: 6, source: "provider" }, costMicroUsd: 14 });
  expect(await streamed()).toMatchObject(answered);
  expect(cloud.calls.map(({ path }) => path.replace(/.*\//, ""))).toEqual(["converse", "converse-stream"]);
});

for (const stream of [false, true])
  test(`bedrock: a tool is called and its result goes back, ${stream ? "streamed" : "whole"}`, async () => {
    await gateway.configure({ providers: [bedrock(`tools-${stream}`)] });
    const tools: OpenAI.ChatCompletionTool[] = [
      { type: "function", function: { name: "weather", parameters: { type: "object", properties: {} } } },
    ];
    const ask = (messages: OpenAI.ChatCompletionMessageParam[]): Promise<OpenAI.ChatCompletion> =>
      stream
        ? client.chat.completions.stream({ model: "m", messages, tools }).finalChatCompletion()
        : client.chat.completions.create({ model: "m", messages, tools });
    const first = (await ask(ping)).choices[0]!;
    expect(first.finish_reason).toBe("tool_calls");
    const call = first.message.tool_calls![0]!;
    if (call.type !== "function") throw new Error("not a function");
    expect(JSON.parse(call.function.arguments)).toEqual({ city: "Paris" });
    const second = await ask([...ping, first.message, { role: "tool", tool_call_id: call.id, content: "sun" }]);
    expect(second.choices[0]!.message.content).toBe("It says sun.");
  });

test("bedrock: Anthropic's SDK reaches Claude in its own format, whole and streamed", async () => {
  await gateway.configure({ providers: [bedrock("own-format")] });
  const anthropic = new Anthropic({ apiKey: clientKey, baseURL: host.url, maxRetries: 0 });
  const asked: Anthropic.MessageCreateParamsNonStreaming = {
    model: "m",
    max_tokens: 9,
    system: "Be brief.",
    messages: [{ role: "user", content: "ping" }],
  };
  const said = { content: [{ type: "text", text: "pong" }], stop_reason: "end_turn", usage: { output_tokens: 3 } };
  const { data, response } = await anthropic.messages.create(asked).withResponse();
  expect(data).toMatchObject(said);
  expect(await anthropic.messages.stream(asked).finalMessage()).toMatchObject(said);
  expect(cloud.calls.slice(-2)).toMatchObject([
    {
      path: expect.stringMatching(/\/invoke$/),
      body: { anthropic_version: "bedrock-2023-05-31", system: "Be brief." },
    },
    { path: expect.stringMatching(/\/invoke-with-response-stream$/) },
  ]);
  const row = await gateway.log(response.headers.get("request-id"));
  expect(row).toMatchObject({ usage: { promptTokens: 11, cachedTokens: 6 }, costMicroUsd: 14 });
});

test("bedrock: a wrong secret is a rejected credential, told without it", async () => {
  await gateway.configure({ providers: [bedrock("wrong", "AKTEST:wrong-secret")] });
  const answer = await gateway.chat({ model: "m" });
  const text = await answer.text();
  expect([answer.status, JSON.parse(text).error.code]).toEqual([502, "upstream_credentials_exhausted"]);
  expect(text).not.toContain("wrong-secret");
});

test("vertex: one token for many requests, whole and streamed", async () => {
  const path = "/v1/projects/p/locations/us-central1";
  await gateway.configure({ providers: [provider("vertex", "vertex", path, account(), "gemini-3.8-flash")] });
  const answers = await Promise.all([whole(), whole(), whole(), streamed()]);
  expect(answers[0]).toMatchObject({ data: answered, row: { usage: { promptTokens: 11, completionTokens: 3 } } });
  expect(answers[3]).toMatchObject(answered);
  expect(cloud.tokens()).toBe(1);
});

test("openai-responses: chat goes over /responses and comes back as chat, whole and streamed", async () => {
  await gateway.configure({ providers: [provider("responses", "openai-responses", "/v1", "sk-x", "gpt-mock")] });
  const { data, row } = await whole();
  expect(data).toMatchObject({
    ...answered,
    model: "gpt-mock",
    usage: { completion_tokens_details: { reasoning_tokens: 1 } },
  });
  expect(row).toMatchObject({ usage: { cachedTokens: 6 }, costMicroUsd: 14 });
  expect(await streamed()).toMatchObject(answered);
  expect(cloud.calls.at(-1)).toMatchObject({ path: "/v1/responses", body: { store: false, stream: true } });
});

test("an image behind an address reaches an upstream that takes only bytes; one that cannot be had is a 400", async () => {
  await gateway.configure({ providers: [bedrock("pictures")] });
  const look = (url: string) =>
    gateway.chat({ model: "m", messages: [{ role: "user", content: [{ type: "image_url", image_url: { url } }] }] });
  expect((await look(`${cloud.url}/picture.png`)).status).toBe(200);
  expect(JSON.stringify(cloud.calls.at(-1))).toContain('{"image":{"format":"png","source":{"bytes":"iVBORw0KGgo="}}}');
  for (const url of [
    "http://169.254.169.254/latest/meta-data",
    `${cloud.url.replace("127.0.0.1", "0.0.0.0")}/picture.png`,
  ]) {
    const refused = await look(url);
    expect([refused.status, (await refused.json()).error.param]).toEqual([400, "messages[0].content[0].image_url.url"]);
  }
});
