import { expect, test } from "vitest";
import { builtBody, builtCall } from "~/tests/adapter-request";
import { call, chunksOf, deltaOf, fixture, replay, streamed, translationOf } from "~/tests/replay";
import { classifyErrorObject } from "../../failures/classify";
import type { JsonObject } from "../../openai/fields";
import { openAiResponses } from "./adapter";

const hi = [{ role: "user", content: "Hi" }];
const build = (body: JsonObject, model = "gpt-5.5") => builtBody(openAiResponses, { messages: hi, ...body }, model);
const item = (role: string, ...content: JsonObject[]) => ({ type: "message", role, content });

test("the call goes to /responses, embeddings stay where they were", () => {
  expect(builtCall(openAiResponses, { messages: hi }, "gpt-5.5")).toMatchObject({
    method: "POST",
    url: "https://upstream.example/v1/responses",
    headers: { authorization: "Bearer secret", "x-own": "1" },
  });
  const embeds = builtCall(openAiResponses, { input: "a" }, "m", { operation: "embeddings" });
  expect([embeds.url, embeds.translation]).toEqual(["https://upstream.example/v1/embeddings", undefined]);
});

test("nothing is kept upstream unless asked, and encrypted reasoning comes back from models that reason", () => {
  expect(build({})).toEqual({
    model: "gpt-5.5",
    input: [item("user", { type: "input_text", text: "Hi" })],
    store: false,
    include: ["reasoning.encrypted_content"],
  });
  expect(build({ store: true }, "gpt-4o")).toMatchObject({ store: true });
  expect(build({}, "gpt-4o").include).toBeUndefined();
});

test("instructions first, then items: parts, reasoning, calls and results", () => {
  const messages = [
    { role: "system", content: "S" },
    { role: "developer", content: [{ type: "text", text: "D" }] },
    {
      role: "user",
      content: [
        { type: "text", text: "Look" },
        { type: "image_url", image_url: { url: "https://a.example/x.png", detail: "low" } },
        { type: "file", file: { file_data: "data:application/pdf;base64,JVBERi0=", filename: "a.pdf" } },
        { type: "file", file: { file_id: "file_1" } },
      ],
    },
    {
      role: "assistant",
      content: "So.",
      reasoning_details: [
        { type: "reasoning.summary", summary: "Hm.", id: "rs_1", format: "openai-responses-v1" },
        { type: "reasoning.encrypted", data: "gAAA", id: "rs_1", format: "openai-responses-v1" },
        { type: "reasoning.text", text: "other", signature: "x", format: "anthropic-claude-v1" },
      ],
      tool_calls: [
        { id: "c1", type: "function", function: { name: "f", arguments: "" } },
        { id: "c2", type: "custom", custom: { name: "g", input: "raw" } },
      ],
    },
    { role: "tool", tool_call_id: "c1", content: "sun" },
    { role: "developer", content: "Late" },
  ];
  const { instructions, input } = build({ messages });
  expect(instructions).toBe("S\n\nD");
  expect(input).toEqual([
    item(
      "user",
      { type: "input_text", text: "Look" },
      { type: "input_image", image_url: "https://a.example/x.png", detail: "low" },
      { type: "input_file", filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERi0=" },
      { type: "input_file", file_id: "file_1" },
    ),
    { type: "reasoning", id: "rs_1", summary: [{ type: "summary_text", text: "Hm." }], encrypted_content: "gAAA" },
    item("assistant", { type: "output_text", text: "So." }),
    { type: "function_call", call_id: "c1", name: "f", arguments: "{}" },
    { type: "custom_tool_call", call_id: "c2", name: "g", input: "raw" },
    { type: "function_call_output", call_id: "c1", output: "sun" },
    item("developer", { type: "input_text", text: "Late" }),
  ]);
});

test("a turn of reasoning alone is left out: the API wants an item after it", () => {
  const reasoning_details = [{ type: "reasoning.encrypted", data: "gAAA", id: "rs_1", format: "openai-responses-v1" }];
  const { input } = build({ messages: [{ role: "assistant", content: "", reasoning_details }, ...hi] });
  expect(input).toEqual(build({ messages: hi }).input);
});

test("tools and choices are flat, functions are strict only where they say so", () => {
  const parameters = { type: "object", properties: {} };
  const sent = build({
    tools: [
      { type: "function", function: { name: "f", description: "d", parameters } },
      { type: "function", function: { name: "g", parameters, strict: true } },
      {
        type: "custom",
        custom: { name: "h", format: { type: "grammar", grammar: { syntax: "lark", definition: "x" } } },
      },
      { type: "image_generation" },
    ],
    tool_choice: { type: "function", function: { name: "f" } },
    parallel_tool_calls: false,
    web_search_options: { search_context_size: "low" },
  });
  expect(sent.tools).toEqual([
    { type: "function", name: "f", description: "d", parameters, strict: false },
    { type: "function", name: "g", parameters, strict: true },
    { type: "custom", name: "h", format: { type: "grammar", syntax: "lark", definition: "x" } },
    { type: "image_generation" },
    { type: "web_search", search_context_size: "low" },
  ]);
  expect(sent).toMatchObject({ tool_choice: { type: "function", name: "f" }, parallel_tool_calls: false });
  const allowed = { mode: "required", tools: [{ type: "function", function: { name: "f" } }] };
  expect(
    build({
      tools: [{ type: "function", function: { name: "f" } }],
      tool_choice: { type: "allowed_tools", allowed_tools: allowed },
    }).tool_choice,
  ).toEqual({ type: "allowed_tools", mode: "required", tools: [{ type: "function", name: "f" }] });
});

test("limits, format, verbosity, reasoning and logprobs in their places", () => {
  const json_schema = { name: "x", schema: { type: "object" }, strict: true };
  expect(
    build({
      max_tokens: 5,
      response_format: { type: "json_schema", json_schema },
      verbosity: "low",
      reasoning_effort: "high",
      logprobs: true,
      top_logprobs: 3,
      seed: 1,
      presence_penalty: 1,
    }),
  ).toEqual({
    model: "gpt-5.5",
    input: [item("user", { type: "input_text", text: "Hi" })],
    store: false,
    max_output_tokens: 16,
    text: { format: { type: "json_schema", ...json_schema }, verbosity: "low" },
    reasoning: { effort: "high", summary: "auto" },
    top_logprobs: 3,
    include: ["reasoning.encrypted_content", "message.output_text.logprobs"],
  });
});

for (const [param, body] of [
  ["n", { n: 2 }],
  ["stop", { stop: "END" }],
  ["logit_bias", { logit_bias: { 1: 1 } }],
  ["audio", { audio: { voice: "a" } }],
  [
    "messages[0].content[0]",
    { messages: [{ role: "user", content: [{ type: "video_url", video_url: { url: "https://a.example/x.mp4" } }] }] },
  ],
] as const)
  test(`what the API cannot do is a 400 that names it: ${param}`, () => {
    expect(() => build(body)).toThrow(expect.objectContaining({ status: 400, param }));
  });

test("reasoning comes out in a form that goes back in, whole and streamed alike", () => {
  const details = [
    { type: "reasoning.summary", summary: "27 * 453\n\n= 12231", id: "rs_1", format: "openai-responses-v1", index: 0 },
    { type: "reasoning.encrypted", data: "gAAAAABo", id: "rs_1", format: "openai-responses-v1", index: 1 },
  ];
  const whole = translationOf("openai-responses")!.whole(call("chat"), fixture("openai-responses", "reasoning.json"));
  expect(whole).toMatchObject({ choices: [{ message: { reasoning_details: details } }] });
  const { chunks } = streamed("openai-responses", "reasoning", 7);
  expect(chunks.flatMap((chunk) => deltaOf(chunk).reasoning_details ?? [])).toEqual(details);
  const back = build({ messages: [...hi, { role: "assistant", content: "x", reasoning_details: details }] });
  expect((back.input as JsonObject[])[1]).toMatchObject({ type: "reasoning", encrypted_content: "gAAAAABo" });
});

test("refusals and citations are OpenAI's chat fields, whole and streamed alike", () => {
  const { whole } = translationOf("openai-responses")!;
  const refused = whole(call("chat"), fixture("openai-responses", "refusal.json"));
  expect(refused).toMatchObject({ choices: [{ message: { content: null, refusal: "I can't help with that." } }] });
  const deltas = streamed("openai-responses", "refusal", 7).chunks.map((chunk) => deltaOf(chunk).refusal ?? "");
  expect(deltas.join("")).toBe("I can't help with that.");
  const cited = [
    {
      type: "url_citation",
      url_citation: { url: "https://atlas.example/paris", title: "Atlas", start_index: 12, end_index: 18 },
    },
  ];
  expect(whole(call("chat"), fixture("openai-responses", "citations.json"))).toMatchObject({
    choices: [{ message: { annotations: cited } }],
  });
  const { chunks } = streamed("openai-responses", "citations", 7);
  expect(chunks.flatMap((chunk) => deltaOf(chunk).annotations ?? [])).toEqual(cited);
});

test("a failed stream has cost what it cost, and keeps the kind of its failure", () => {
  const { relay } = streamed("openai-responses", "error", 7);
  expect(relay.failure).toMatchObject({ kind: "server", code: "server_error" });
  expect(relay.usage).toMatchObject({ promptTokens: 30, completionTokens: 4 });
  const limited = { type: "error", code: "rate_limit_exceeded", message: "Slow down", param: null };
  const stream = `event: error\ndata: ${JSON.stringify(limited)}\n\n`;
  expect(replay("openai-responses", stream, 1).relay.failure).toMatchObject({ kind: "rate_limit" });
  const { error } = translationOf("openai-responses")!.error('{"error":{"message":"No","code":"insufficient_quota"}}');
  expect(classifyErrorObject(error).kind).toBe("quota");
});

test("a text that only comes when it is complete is said once", () => {
  const done = { type: "response.output_text.done", item_id: "m", output_index: 0, content_index: 0, text: "All" };
  const end = { type: "response.completed", response: { status: "completed", output: [] } };
  const stream = [done, end].map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
  const { text } = replay("openai-responses", stream, 4096);
  expect(
    chunksOf(text)
      .map((chunk) => deltaOf(chunk).content ?? "")
      .join(""),
  ).toBe("All");
});

test("an answer of which no delta came is said once, when an item is done or at the end of all", () => {
  const message = { type: "message", id: "m", content: [{ type: "output_text", text: "All", annotations: [] }] };
  const called = { type: "function_call", id: "f", call_id: "c", name: "look", arguments: '{"a":1}' };
  const thought = { type: "reasoning", id: "r", summary: [{ type: "summary_text", text: "Hm" }] };
  const output = [thought, message, called];
  const created = { type: "response.created", response: { id: "x", status: "in_progress", output: [] } };
  const end = (list: object[]) => ({ type: "response.completed", response: { status: "completed", output: list } });
  const done = output.map((item, index) => ({ type: "response.output_item.done", output_index: index, item }));
  const delta = { type: "response.output_text.delta", item_id: "m", content_index: 0, delta: "All" };
  const whole = { type: "response.output_text.done", output_index: 1, content_index: 0, text: "All" };
  for (const events of [
    [created, end(output)],
    [created, ...done, end([])],
    [created, ...done, end(output)],
    [created, done[0]!, delta, done[1]!, done[2]!, end(output)],
    [created, done[0]!, { ...delta, output_index: 1 }, whole, done[1]!, done[2]!, end(output)],
  ]) {
    const stream = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
    const { chunks } = replay("openai-responses", stream, 4096);
    const said = (field: string) => chunks.map((each) => deltaOf(each)[field] ?? "").join("");
    expect([said("reasoning_content"), said("content")]).toEqual(["Hm", "All"]);
    const calls = chunks.flatMap((each) => (deltaOf(each).tool_calls as JsonObject[] | undefined) ?? []);
    const pieces = calls.map((call) => call.function as JsonObject);
    expect(pieces.map((piece) => piece.name ?? "").join("")).toBe("look");
    expect(pieces.map((piece) => piece.arguments ?? "").join("")).toBe('{"a":1}');
  }
});

test("usage is taken from whichever event ends the stream: completed, incomplete or failed", () => {
  for (const [status, extra] of [
    ["completed", {}],
    ["incomplete", { incomplete_details: { reason: "max_output_tokens" } }],
    ["failed", { error: { code: "server_error", message: "broke" } }],
  ] as const) {
    const delta = {
      type: "response.output_text.delta",
      item_id: "m",
      output_index: 0,
      content_index: 0,
      delta: "Half",
    };
    const usage = { input_tokens: 21, output_tokens: 5, total_tokens: 26 };
    const end = { type: `response.${status}`, response: { status, output: [], usage, ...extra } };
    const stream = [delta, end].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
    const { relay } = replay("openai-responses", stream, 4096);
    expect(relay.usage, status).toMatchObject({ promptTokens: 21, completionTokens: 5, source: "provider" });
    expect(relay.failure === null, status).toBe(status !== "failed");
  }
});
