import { expect, test } from "vitest";
import { anthropicRequests } from "~/tests/surface-requests";
import type { JsonObject } from "../../openai/fields";

const { base, chat, user, refusal } = anthropicRequests;

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

test("an empty system prompt is none", () => {
  for (const system of ["", [], [{ type: "text", text: "" }]])
    expect(chat({ system }).messages).toEqual([{ role: "user", content: "hi" }]);
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

test("an empty text among others is none", () => {
  const texts = [
    { type: "text", text: "" },
    { type: "text", text: "a" },
  ];
  expect(chat(user(...texts)).messages).toEqual([{ role: "user", content: "a" }]);
  expect(chat(user(texts[0]!)).messages).toEqual([{ role: "user", content: "" }]);
});
