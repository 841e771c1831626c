import { expect, test } from "vitest";
import { builtBody, prepared, textOf } from "~/tests/adapter-request";
import type { JsonObject } from "../openai/fields";
import { bedrock } from "./bedrock/adapter";
import { cohere } from "./cohere/adapter";
import { openAiCompatible } from "./openai-compatible";
import { adapterById } from "./registry";

// What was said in earlier turns reaches an upstream that has no such field for it.

const pixel = "data:image/png;base64,iVBORw0KGgo=";

const refused = (content: unknown, more: JsonObject = {}) => ({
  messages: [
    { role: "user", content: "a" },
    { role: "assistant", content, ...more },
    { role: "user", content: "b" },
  ],
});

test("a refusal of an earlier turn is what the assistant said, whatever the upstream", async () => {
  const body = refused(null, { refusal: "I cannot do that." });
  for (const [id, model] of [
    ["anthropic", "claude-opus-5-5"],
    ["gemini", "gemini-3.8-flash"],
    ["cohere", "command-a-03-2025"],
    ["openai-responses", "gpt-5"],
    ["workers-ai", "@cf/openai/gpt-oss-120b"],
  ] as const)
    expect(textOf(await prepared(adapterById(id)!, body, model)), id).toContain("I cannot do that.");
  const baseUrl = "https://bedrock-runtime.us-east-1.amazonaws.com";
  expect(textOf(await prepared(bedrock, body, "amazon.nova-2-lite-v1:0", { baseUrl }))).toContain("I cannot do that.");
});

test("OpenAI hears a refusal by its own name; upstreams without it as content, and an empty one not at all", () => {
  const assistantOf = (preset: string, content: unknown, refusal: unknown) => {
    const body = builtBody(openAiCompatible, refused(content, { refusal }), "m", { preset });
    return (body.messages as JsonObject[])[1];
  };
  expect(assistantOf("openai", null, "No.")).toEqual({ role: "assistant", content: null, refusal: "No." });
  expect(assistantOf("mistral", null, "No.")).toEqual({ role: "assistant", content: "No." });
  expect(assistantOf("deepseek", "Hm.", "No.")).toEqual({ role: "assistant", content: "Hm.\nNo." });
  expect(assistantOf("mistral", "Hm.", null)).toEqual({ role: "assistant", content: "Hm." });
});

test("cohere: pictures among results of tools follow them as the user's; what was said before calls is their plan", () => {
  const calls = ["c1", "c2"].map((id) => ({ id, type: "function", function: { name: "look", arguments: "{}" } }));
  const picture = { type: "image_url", image_url: { url: pixel } };
  const body = {
    messages: [
      { role: "user", content: "look" },
      { role: "assistant", content: "I look.", reasoning_content: "Two places.", tool_calls: calls },
      { role: "tool", tool_call_id: "c1", content: [{ type: "text", text: "seen" }, picture] },
      { role: "tool", tool_call_id: "c2", content: "nothing" },
      { role: "user", content: "and?" },
    ],
  };
  const messages = builtBody(cohere, body, "command-a-vision").messages as JsonObject[];
  expect(messages[1]).toMatchObject({ tool_plan: "Two places.\n\nI look." });
  expect(messages.slice(2)).toEqual([
    { role: "tool", tool_call_id: "c1", content: "seen" },
    { role: "tool", tool_call_id: "c2", content: "nothing" },
    { role: "user", content: [picture] },
    { role: "user", content: "and?" },
  ]);
});

test("instructions after the assistant's last turn are what it is to answer", async () => {
  const body = {
    messages: [
      { role: "system", content: "S" },
      { role: "user", content: "a" },
      { role: "assistant", content: "b" },
      { role: "developer", content: "Now in French." },
    ],
  };
  const baseUrl = "https://bedrock-runtime.us-east-1.amazonaws.com";
  const last = async (id: string, model: string, more = {}): Promise<unknown> => {
    const sent = JSON.parse(textOf(await prepared(adapterById(id)!, body, model, more)));
    expect(JSON.stringify(sent.system ?? sent.systemInstruction)).not.toContain("French");
    return (sent.messages ?? sent.contents).at(-1);
  };
  expect(await last("anthropic", "claude-opus-5-5")).toEqual({ role: "user", content: "Now in French." });
  expect(await last("gemini", "gemini-3.8-flash")).toEqual({ role: "user", parts: [{ text: "Now in French." }] });
  const text = [{ text: "Now in French." }];
  expect(await last("bedrock", "amazon.nova-2-lite-v1:0", { baseUrl })).toEqual({ role: "user", content: text });
});

test("instructions among the user's words of later turns stay where they stand, so that the prompt's beginning does not change", async () => {
  const calls = [{ id: "c1", type: "function", function: { name: "look", arguments: "{}" } }];
  const head = [
    { role: "system", content: "S" },
    { role: "user", content: "a" },
    { role: "system", content: "Agents." },
    { role: "assistant", content: null, tool_calls: calls },
    { role: "tool", tool_call_id: "c1", content: "seen" },
  ];
  const noted = "<system>\nUse the list.\n</system>";
  const baseUrl = "https://bedrock-runtime.us-east-1.amazonaws.com";
  const tools = [{ type: "function", function: { name: "look", parameters: { type: "object", properties: {} } } }];
  for (const [id, model, more] of [
    ["anthropic", "claude-opus-5-5", {}],
    ["gemini", "gemini-3.8-flash", {}],
    ["bedrock", "amazon.nova-2-lite-v1:0", { baseUrl }],
  ] as const) {
    const sent = async (...messages: object[]) =>
      JSON.parse(textOf(await prepared(adapterById(id)!, { tools, messages: [...head, ...messages] }, model, more)));
    const before = await sent();
    const after = await sent({ role: "system", content: "Use the list." });
    expect(after.system ?? after.systemInstruction, id).toEqual(before.system ?? before.systemInstruction);
    expect(JSON.stringify(after.system ?? after.systemInstruction), id).toContain("Agents.");
    expect(JSON.stringify((after.messages ?? after.contents).at(-1)), id).toContain(JSON.stringify(noted));
  }
});

test("arguments that a model wrote wrong go back to it as they were", async () => {
  const calls = ["{not json", "[1]", ""].map((text, index) => ({
    id: `c${index}`,
    type: "function",
    function: { name: "f", arguments: text },
  }));
  const results = calls.map(({ id }) => ({ role: "tool", tool_call_id: id, content: "no" }));
  const body = { messages: [{ role: "user", content: "a" }, { role: "assistant", tool_calls: calls }, ...results] };
  const { messages } = builtBody(adapterById("anthropic")!, body, "claude-opus-5-5");
  const { content } = (messages as { content: JsonObject[] }[])[1]!;
  expect(content.map(({ input }) => input)).toEqual([{ invalid_json: "{not json" }, { value: [1] }, {}]);
});
