import { expect, test } from "vitest";
import { anthropic } from "../../adapters/anthropic/adapter";
import { openAiCompatible } from "../../adapters/openai-compatible";
import type { GatewayError } from "../../errors";
import type { JsonObject } from "../../openai/fields";
import type { Call } from "../dialect";
import { messageOf } from "./answer";
import { anthropicMessages, anthropicTokenCount } from "./dialect";

const base = { model: "m", max_tokens: 100, messages: [{ role: "user", content: "hi" }] };
const read = (body: JsonObject, headers: Record<string, string> = {}): Call =>
  anthropicMessages(new Headers(headers)).read(JSON.stringify({ ...base, ...body }));
const chat = (body: JsonObject) => read(body).body;
const user = (...content: JsonObject[]) => ({ messages: [{ role: "user", content }] });

function refusal(body: JsonObject): GatewayError {
  try {
    anthropicMessages(new Headers()).read(JSON.stringify(body));
  } catch (error) {
    return error as GatewayError;
  }
  throw new Error("the request was taken");
}

test("the plain fields become OpenAI's", () => {
  expect(
    chat({
      system: "Be brief.",
      temperature: 0.5,
      top_p: 0.9,
      top_k: 5,
      stop_sequences: ["END"],
      stream: true,
      metadata: { user_id: "u1" },
    }),
  ).toEqual({
    model: "m",
    max_tokens: 100,
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "hi" },
    ],
    temperature: 0.5,
    top_p: 0.9,
    top_k: 5,
    stop: ["END"],
    stream: true,
    user: "u1",
  });
});

test("system blocks keep their cache marks, and Claude Code's billing line is left out", () => {
  const system = [
    { type: "text", text: "x-anthropic-billing-header: cc_version=2.1; cch=abc;" },
    { type: "text", text: "You are Claude Code.", cache_control: { type: "ephemeral" } },
    { type: "text", text: "Rules." },
  ];
  expect((chat({ system }).messages as JsonObject[])[0]).toEqual({
    role: "system",
    content: [
      { type: "text", text: "You are Claude Code.", cache_control: { type: "ephemeral" } },
      { type: "text", text: "Rules." },
    ],
  });
});

test("a tool loop: calls, results first, failures, images of results with what the user says", () => {
  const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } };
  const { messages } = chat({
    messages: [
      { role: "user", content: "weather?" },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "hm", signature: "sig" },
          { type: "redacted_thinking", data: "secret" },
          { type: "text", text: "Looking." },
          { type: "tool_use", id: "t1", name: "weather", input: { city: "Paris" } },
          { type: "tool_use", id: "t2", name: "shot", input: {} },
        ],
      },
      {
        role: "user",
        content: [
          { type: "text", text: "And?" },
          { type: "tool_result", tool_use_id: "t1", content: "no such city", is_error: true },
          { type: "tool_result", tool_use_id: "t2", content: [{ type: "text", text: "here" }, image] },
        ],
      },
    ],
  });
  expect(messages).toEqual([
    { role: "user", content: "weather?" },
    {
      role: "assistant",
      content: "Looking.",
      reasoning_content: "hm",
      reasoning_details: [
        { type: "reasoning.text", text: "hm", signature: "sig" },
        { type: "reasoning.encrypted", data: "secret" },
      ],
      tool_calls: [
        { id: "t1", type: "function", function: { name: "weather", arguments: '{"city":"Paris"}' } },
        { id: "t2", type: "function", function: { name: "shot", arguments: "{}" } },
      ],
    },
    { role: "tool", tool_call_id: "t1", content: "no such city", is_error: true },
    { role: "tool", tool_call_id: "t2", content: "here" },
    {
      role: "user",
      content: [
        { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
        { type: "text", text: "And?" },
      ],
    },
  ]);
});

test("images and documents in every form", () => {
  const content = (
    chat(
      user(
        { type: "image", source: { type: "url", url: "https://example.com/a.png" } },
        { type: "document", source: { type: "base64", media_type: "application/pdf", data: "JVBE" }, title: "Paper" },
        { type: "document", source: { type: "url", url: "https://example.com/b.pdf" } },
        { type: "document", source: { type: "text", media_type: "text/plain", data: "words" }, title: "Note" },
        { type: "document", source: { type: "content", content: [{ type: "text", text: "inner" }] } },
        { type: "search_result", source: "https://s", title: "Hit", content: [{ type: "text", text: "found" }] },
      ),
    ).messages as JsonObject[]
  )[0]!.content;
  expect(content).toEqual([
    { type: "image_url", image_url: { url: "https://example.com/a.png" } },
    { type: "file", file: { filename: "Paper", file_data: "data:application/pdf;base64,JVBE" } },
    { type: "file", file: { filename: "document.pdf", file_data: "https://example.com/b.pdf" } },
    { type: "text", text: "Note\n\nwords" },
    { type: "text", text: "inner" },
    { type: "text", text: "Hit\nhttps://s\n\nfound" },
  ]);
});

test("tools and every tool choice", () => {
  const tools = [
    { name: "f", description: "d", input_schema: { type: "object" }, cache_control: { type: "ephemeral" } },
  ];
  const choose = (choice: JsonObject) => {
    const { tool_choice, parallel_tool_calls } = chat({ tools, tool_choice: choice });
    return [tool_choice, parallel_tool_calls];
  };
  expect(chat({ tools }).tools).toEqual([
    {
      type: "function",
      function: { name: "f", description: "d", parameters: { type: "object" } },
      cache_control: { type: "ephemeral" },
    },
  ]);
  expect(choose({ type: "auto" })).toEqual(["auto", undefined]);
  expect(choose({ type: "any", disable_parallel_tool_use: true })).toEqual(["required", false]);
  expect(choose({ type: "tool", name: "f" })).toEqual([{ type: "function", function: { name: "f" } }, undefined]);
  expect(choose({ type: "none" })).toEqual(["none", undefined]);
});

test("thinking becomes an effort or a budget", () => {
  const asked = (body: JsonObject) => {
    const { reasoning_effort: effort, reasoning } = chat({ max_tokens: 40_000, ...body });
    return effort ?? reasoning;
  };
  expect(asked({ thinking: { type: "enabled", budget_tokens: 2048 } })).toEqual({ max_tokens: 2048 });
  expect(asked({ thinking: { type: "adaptive" } })).toBe("medium");
  expect(asked({ output_config: { effort: "max" } })).toBe("xhigh");
  expect(asked({ thinking: { type: "disabled" }, output_config: { effort: "high" } })).toEqual({ enabled: false });
});

test("structured output becomes a response format, strict where OpenAI takes the schema so", () => {
  const format = (schema: JsonObject) =>
    chat({ output_config: { format: { type: "json_schema", schema } } }).response_format;
  const closed = {
    type: "object",
    properties: { a: { type: "string" } },
    required: ["a"],
    additionalProperties: false,
  };
  expect(format(closed)).toEqual({
    type: "json_schema",
    json_schema: { name: "answer", schema: closed, strict: true },
  });
  const open = { type: "object", properties: { a: { type: "string" } } };
  expect(format(open)).toEqual({ type: "json_schema", json_schema: { name: "answer", schema: open } });
});

for (const [name, body, field] of [
  ["no model", { max_tokens: 1, messages: base.messages }, "model"],
  ["no limit", { model: "m", messages: base.messages }, "max_tokens"],
  ["a limit that is text", { ...base, max_tokens: "9" }, "max_tokens"],
  ["no messages", { model: "m", max_tokens: 1 }, "messages"],
  ["messages that are none", { ...base, messages: "hi" }, "messages"],
  ["an empty list", { ...base, messages: [] }, "messages"],
  ["an unknown role", { ...base, messages: [{ role: "tool", content: "a" }] }, "messages.0.role"],
  ["no content", { ...base, messages: [{ role: "user" }] }, "messages.0.content"],
  ["a number as content", { ...base, messages: [{ role: "user", content: 5 }] }, "messages.0.content"],
  ["a block without text", { ...base, ...user({ type: "text" }) }, "messages.0.content.0.text"],
  ["an image without source", { ...base, ...user({ type: "image" }) }, "messages.0.content.0.source"],
  [
    "an image of an unknown kind",
    { ...base, ...user({ type: "image", source: { type: "x" } }) },
    "messages.0.content.0.source.type",
  ],
  ["a result without id", { ...base, ...user({ type: "tool_result" }) }, "messages.0.content.0.tool_use_id"],
  ["a system that is none", { ...base, system: 1 }, "system"],
  ["too warm", { ...base, temperature: 1.5 }, "temperature"],
  ["a stream that is text", { ...base, stream: "yes" }, "stream"],
  ["stop sequences that are none", { ...base, stop_sequences: [1] }, "stop_sequences.0"],
  ["a tool without name", { ...base, tools: [{ input_schema: {} }] }, "tools.0.name"],
  ["a tool without schema", { ...base, tools: [{ name: "f" }] }, "tools.0.input_schema"],
  ["an unknown choice", { ...base, tool_choice: { type: "some" } }, "tool_choice.type"],
  ["a choice as text", { ...base, tool_choice: "auto" }, "tool_choice"],
  ["a small budget", { ...base, thinking: { type: "enabled", budget_tokens: 5 } }, "thinking.budget_tokens"],
  ["no budget", { ...base, thinking: { type: "enabled" } }, "thinking.budget_tokens"],
  ["an unknown effort", { ...base, output_config: { effort: "huge" } }, "output_config.effort"],
  ["a user that is none", { ...base, metadata: { user_id: 5 } }, "metadata.user_id"],
] as [string, JsonObject, string][])
  test(`${name} is a 400 that names '${field}'`, () => {
    const error = refusal(body);
    expect(error).toMatchObject({ status: 400, param: field });
    expect(error.message).toContain(field);
  });

test("the gateway's own fields are read and go no further; user_id may be null", () => {
  const call = read({ provider: "p", models: ["b"], route: "cheapest", metadata: { user_id: "u", tier: "gold" } });
  expect(call.routing).toMatchObject({ models: ["b"], strategy: "cheapest", metadata: { user_id: "u", tier: "gold" } });
  expect(call.body).toMatchObject({ user: "u", metadata: { tier: "gold" } });
  expect(call.native).toMatchObject({ text: null, body: { ...base, metadata: { user_id: "u" } } });
  for (const field of ["provider", "models", "route"]) expect(call.native?.body).not.toHaveProperty(field);
  expect(read({ metadata: { user_id: null } }).routing.metadata).toEqual({});
});

test("a request of the API itself goes on as it came, with the API's headers", () => {
  const native = read({}, { "anthropic-beta": "a,b", "anthropic-version": "2023-06-01", cookie: "no" }).native;
  expect(native).toEqual({
    format: "anthropic",
    body: base,
    text: JSON.stringify(base),
    headers: { "anthropic-beta": "a,b", "anthropic-version": "2023-06-01" },
    nativeOnly: null,
  });
});

for (const [name, body, field] of [
  ["a thread", { thread: { type: "create" } }, "thread"],
  ["a server tool", { tools: [{ type: "web_search_20250305", name: "web_search" }] }, "tools.0.type"],
  ["a container", { container: "c" }, "container"],
  ["MCP servers", { mcp_servers: [{ type: "url", url: "https://x", name: "x" }] }, "mcp_servers"],
  [
    "context management",
    { context_management: { edits: [{ type: "clear_tool_uses_20250919" }] } },
    "context_management",
  ],
  ["a file", user({ type: "image", source: { type: "file", file_id: "f" } }), "messages.0.content.0.source"],
  ["a server tool's block", user({ type: "container_upload", file_id: "f" }), "messages.0.content.0"],
] as [string, JsonObject, string][])
  test(`${name} is for Anthropic alone`, () => {
    const native = read(body).native;
    expect(native?.nativeOnly).toMatchObject({ field });
    expect(native?.nativeOnly?.message).toContain(field);
    expect(native?.body).toEqual({ ...base, ...body });
  });

test("what the API would refuse of other vendors' turns is taken out of the native request", () => {
  const answer = messageOf(
    {
      choices: [
        {
          message: {
            content: "See.",
            annotations: [{ type: "url_citation", url_citation: { url: "https://a" } }],
            reasoning_content: "hm",
            reasoning_details: [{ type: "reasoning.encrypted", data: "x", format: "openai-responses-v1" }],
            tool_calls: [{ id: "functions.f:0", function: { name: "f", arguments: "{}" } }],
          },
          finish_reason: "tool_calls",
        },
      ],
    },
    [],
  );
  const content = answer.content as JsonObject[];
  const id = String(content.at(-1)!.id);
  const call = read({
    messages: [
      { role: "user", content: "a" },
      { role: "assistant", content },
      { role: "user", content: [{ type: "tool_result", tool_use_id: id, content: "ok" }] },
    ],
  });
  expect(call.native?.text).toBeNull();
  expect(call.native?.body.messages).toEqual([
    { role: "user", content: "a" },
    {
      role: "assistant",
      content: [
        { type: "text", text: "See." },
        { type: "tool_use", id: "functions_f_0", name: "f", input: {} },
      ],
    },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "functions_f_0", content: "ok" }] },
  ]);
  // The other way round everything is there again.
  expect((call.body.messages as JsonObject[])[1]).toMatchObject({
    reasoning_content: "hm",
    reasoning_details: [{ type: "reasoning.encrypted", data: "x", format: "openai-responses-v1" }],
    tool_calls: [{ id: "functions.f:0" }],
  });
  expect((call.body.messages as JsonObject[])[2]).toMatchObject({ role: "tool", tool_call_id: "functions.f:0" });
});

const target = (adapter: string) => ({
  provider: { adapter, baseUrl: "http://upstream", headers: {}, options: {}, preset: null } as never,
  credential: null,
  model: "claude-sonnet-4-5",
});
const context = {
  fetch: () => Promise.reject(new Error("no network")),
  now: () => 0,
  signal: new AbortController().signal,
};
const rich = {
  system: [{ type: "text", text: "s", cache_control: { type: "ephemeral" } }],
  tools: [{ name: "f", input_schema: { type: "object" }, cache_control: { type: "ephemeral", ttl: "1h" } }],
  top_k: 3,
  messages: [
    { role: "user", content: [{ type: "text", text: "q", cache_control: { type: "ephemeral" } }] },
    {
      role: "assistant",
      content: [
        { type: "thinking", thinking: "hm", signature: "sig" },
        { type: "tool_use", id: "t", name: "f", input: {} },
      ],
    },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "t", content: "r", is_error: true }] },
  ],
};

test("translated to a chat and back by the adapter, marks, signatures and failures are all there", async () => {
  const sent = await anthropic.prepare(read(rich), target("anthropic"), context);
  const body = JSON.parse(String(sent.body));
  expect(body.system).toEqual(rich.system);
  expect(body.tools).toEqual(rich.tools);
  expect(body.messages).toEqual(rich.messages);
  expect(body.top_k).toBe(3);
});

test("an OpenAI upstream gets no field that OpenAI does not know", () => {
  const body = JSON.parse(String(openAiCompatible.prepare(read(rich), target("openai")).body));
  expect(JSON.stringify(body)).not.toMatch(/cache_control|reasoning_|top_k|is_error/);
  expect(body.messages.map(({ content }: JsonObject) => content)).toEqual(["s", "q", null, "r"]);
});

test("a request to count tokens needs no limit, and goes to the API's own count without what it does not take", async () => {
  const { messages } = base;
  const call = anthropicTokenCount(new Headers()).read(JSON.stringify({ model: "m", messages, temperature: 1 }));
  const sent = await anthropic.countTokens?.prepare(call, target("anthropic"), context);
  expect(sent?.url).toBe("http://upstream/messages/count_tokens");
  expect(JSON.parse(String(sent?.body))).toEqual({ model: "claude-sonnet-4-5", messages });
});
