import { expect, test } from "vitest";
import { builtBody, builtCall, prepared } from "~/tests/adapter-request";
import { askedGateway } from "~/tests/asked-gateway";
import { call, chunksOf, joined, replay } from "~/tests/replay";
import { openAiChat } from "../../dialects/openai";
import type { JsonObject } from "../../openai/fields";
import { replicate } from "./adapter";

// Requests and answers of https://replicate.com/docs/reference/http and https://replicate.com/docs/topics/predictions/streaming

const baseUrl = "https://api.replicate.com/v1";
const hi = { messages: [{ role: "user", content: "Hi" }] };
const input = (body: JsonObject, model = "meta/llama") => builtBody(replicate, { ...hi, ...body }, model).input;

test("a question is the prompt, a conversation is written down, instructions are the system prompt", () => {
  expect(builtCall(replicate, hi, "meta/llama", { baseUrl }).url).toBe(`${baseUrl}/models/meta/llama/predictions`);
  const versioned = builtCall(replicate, { ...hi, stream: true }, "a/b:abc", { baseUrl });
  expect(versioned.url).toBe(`${baseUrl}/predictions`);
  expect(JSON.parse(String(versioned.body))).toEqual({ version: "abc", input: { prompt: "Hi" }, stream: true });
  const messages = [
    { role: "system", content: "Be brief." },
    { role: "user", content: "Hi" },
    { role: "assistant", content: null, refusal: "No." },
    { role: "user", content: [{ type: "text", text: "Why?" }] },
  ];
  const schema = { type: "object", properties: {} };
  const asked = { messages, response_format: { type: "json_schema", json_schema: { name: "a", schema } } };
  expect(input(asked)).toEqual({
    prompt: "User: Hi\n\nAssistant: No.\n\nUser: Why?\n\nAssistant:",
    system_prompt: expect.stringMatching(/^Be brief\.\n\nAnswer with one valid JSON object/),
  });
});

test("settings go by the names that models share; what cannot be is a 400 that names it", () => {
  const settings = { temperature: 0.5, top_p: 0.9, top_k: 4, seed: 1, stop: ["x", "y"], max_tokens: 7 };
  expect(input(settings)).toEqual({
    prompt: "Hi",
    temperature: 0.5,
    top_p: 0.9,
    top_k: 4,
    seed: 1,
    stop_sequences: "x,y",
    max_tokens: 7,
  });
  expect(input({ max_tokens: 7, reasoning_effort: "low" }, "openai/gpt-5")).toEqual({
    prompt: "Hi",
    max_completion_tokens: 7,
    reasoning_effort: "low",
  });
  const look = {
    messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "https://x.example/a" } }] }],
  };
  expect(input(look)).toMatchObject({ image: "https://x.example/a" });
  expect(input(look, "openai/gpt-5")).toMatchObject({ image_input: ["https://x.example/a"] });
  const tool = { type: "function", function: { name: "f", parameters: {} } };
  for (const [body, param] of [
    [{ tools: [tool] }, "tools"],
    [{ n: 2 }, "n"],
    [{ messages: [{ role: "user", content: [{ type: "file", file: {} }] }] }, "messages[0].content[0]"],
    [{ messages: [...hi.messages, { role: "tool", tool_call_id: "a", content: "r" }] }, "messages[1].role"],
  ] as const)
    expect(() => input(body as JsonObject)).toThrow(expect.objectContaining({ status: 400, param }));
});

const events = (...list: [name: string, ...lines: string[]][]) =>
  list
    .map(([name, ...lines]) => `event: ${name}\nid: 1:0\n${lines.map((line) => `data: ${line}`).join("\n")}\n\n`)
    .join("");
const story = events(["output", "Once upon"], ["output", " a time", "", "The end."], ["done", "{}"]);
const metrics = { input_token_count: 5, output_token_count: 9, predict_time: 1.2 };

for (const size of [1, 7, 4096])
  test(`a stream cut at ${size} bytes is the text, its end and what it used`, () => {
    const stream = story + events(["metrics", JSON.stringify(metrics)]);
    const { chunks, relay, text } = replay("replicate", stream, size);
    expect(joined(chunks)).toMatchObject({ text: "Once upon a time\n\nThe end.", finish: "stop" });
    expect(relay.usage).toMatchObject({ promptTokens: 5, completionTokens: 9, source: "provider" });
    expect(text).toContain("[DONE]");
  });

test("an error, a cancelled prediction and a stream without its end are failures", () => {
  const failureOf = (stream: string) => replay("replicate", stream, 7).relay.failure;
  expect(failureOf(events(["output", "Once"], ["error", '{"detail":"out of memory"}']))).toMatchObject({
    kind: "server",
    message: expect.stringContaining("out of memory"),
  });
  expect(failureOf(events(["output", "Once"], ["done", '{"reason":"canceled"}']))).toMatchObject({ kind: "server" });
  expect(failureOf(events(["output", "Once"]))).toMatchObject({ code: "stream_cut" });
});

test("a whole prediction is an answer; one that failed is its error", () => {
  const whole = (prediction: object) =>
    replicate.translation!.whole(call("chat"), JSON.stringify({ id: "p", status: "succeeded", ...prediction }));
  expect(whole({ output: ["Once", " upon"], metrics })).toMatchObject({
    choices: [{ message: { content: "Once upon" }, finish_reason: "stop" }],
    usage: { prompt_tokens: 5, completion_tokens: 9 },
  });
  expect(whole({ output: "Once" })).not.toHaveProperty("usage");
  expect(whole({ status: "failed", error: "CUDA broke" })).toMatchObject({ error: { type: "server_error" } });
  expect(whole({ status: "failed", error: "Input validation failed" })).toMatchObject({
    error: { type: "invalid_request_error" },
  });
});

const provider = {
  id: "replicate",
  adapter: "replicate",
  baseUrl,
  credentials: [{ name: "a", value: "r8-secret" }],
  models: [{ id: "r", upstream: "meta/llama", pricing: { input: 1, output: 10 } }],
};

test("the stream is read where the prediction says, without the key at another host, and its tokens are asked for", async () => {
  const opened: { url: string; authorization: string | undefined }[] = [];
  const fetch = async (url: string, init: { headers: Record<string, string> }) => {
    opened.push({ url, authorization: init.headers.authorization });
    if (url.startsWith("https://stream.replicate.com")) return new Response(story) as never;
    if (url.endsWith("/predictions/p1")) return Response.json({ id: "p1", status: "succeeded", metrics }) as never;
    const urls = { stream: "https://stream.replicate.com/v1/files/x", get: "https://elsewhere.example/p1" };
    return Response.json({ id: "p1", status: "starting", urls }, { status: 201 }) as never;
  };
  const more = { baseUrl, secret: "r8-secret", fetch };
  const built = await prepared(replicate, { ...hi, stream: true }, "meta/llama", more);
  const response = await built.send!(String(built.body));
  expect(await response.text(1024)).toBe(`${story}event: metrics\ndata: ${JSON.stringify(metrics)}\n\n`);
  expect(opened).toEqual([
    { url: `${baseUrl}/models/meta/llama/predictions`, authorization: "Bearer r8-secret" },
    { url: "https://stream.replicate.com/v1/files/x", authorization: undefined },
    { url: `${baseUrl}/predictions/p1`, authorization: "Bearer r8-secret" },
  ]);
});

test("through the gateway: a model that does not stream answers in one piece, and is metered", async () => {
  const prediction = { id: "p", status: "succeeded", output: ["Once\nupon"], metrics };
  const { ask, logRows } = await askedGateway({}, () => Response.json(prediction, { status: 201 }), {
    providers: [provider],
  });
  const whole = await ask(openAiChat, { ...hi, model: "r" });
  expect(JSON.parse(whole.text)).toMatchObject({ choices: [{ message: { content: "Once\nupon" } }] });
  const streamed = await ask(openAiChat, { ...hi, model: "r", stream: true });
  expect(joined(chunksOf(streamed.text)).text).toBe("Once\nupon");
  for (const row of await logRows())
    expect(row).toMatchObject({ outcome: "success", prompt_tokens: 5, completion_tokens: 9, cost_micro_usd: 95 });
});
