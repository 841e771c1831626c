import { expect, test } from "vitest";
import { anthropicRequests } from "~/tests/surface-requests";
import { anthropic } from "../../adapters/anthropic/adapter";
import { openAiCompatible } from "../../adapters/openai-compatible";
import type { JsonObject } from "../../openai/fields";
import { anthropicTokenCount } from "./dialect";

const { base, read } = anthropicRequests;

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
  // It refuses an object that says nothing of properties.
  expect(body.tools[0].function.parameters).toEqual({ type: "object", properties: {} });
});

test("a request to count tokens needs no limit, and goes to the API's own count without what it does not take", async () => {
  const { messages } = base;
  const call = anthropicTokenCount(new Headers()).read(JSON.stringify({ model: "m", messages, temperature: 1 }));
  const sent = await anthropic.countTokens?.prepare(call, target("anthropic"), context);
  expect(sent?.url).toBe("http://upstream/messages/count_tokens");
  expect(JSON.parse(String(sent?.body))).toEqual({ model: "claude-sonnet-4-5", messages });
});
