import { expect, test } from "vitest";
import { anthropicRequests } from "~/tests/surface-requests";
import type { JsonObject } from "../../openai/fields";
import { messageOf } from "./answer";

const { base, read, user } = anthropicRequests;

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
