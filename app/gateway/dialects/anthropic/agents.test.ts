import { expect, test } from "vitest";
import { endpoint } from "~/tests/adapter-request";
import { openAiCompatible } from "../../adapters/openai-compatible";
import type { JsonObject } from "../../openai/fields";
import { anthropicMessages } from "./dialect";

// What coding agents send beside the API's common fields, for a model that is not Anthropic's.

const base = { model: "m", max_tokens: 9000, messages: [{ role: "user", content: "Hi" }] };
const read = (body: JsonObject) => anthropicMessages(new Headers()).read(JSON.stringify({ ...base, ...body }));
const tool = (name: string, more = {}) => ({ name, input_schema: { type: "object", properties: {} }, ...more });
const toolsOf = (body: JsonObject) =>
  ((read(body).body.tools ?? []) as { function: { name: string } }[]).map((each) => each.function.name);

test("keeping earlier thinking is each upstream's own affair; other context management is Anthropic's alone", () => {
  const edits = (...types: string[]) => ({
    context_management: { edits: types.map((type) => ({ type, keep: "all" })) },
  });
  const only = (body: JsonObject) => read(body).native?.nativeOnly?.field ?? null;
  expect(only(edits("clear_thinking_20251015"))).toBeNull();
  expect(only(edits())).toBeNull();
  expect(only(edits("clear_thinking_20251015", "clear_tool_uses_20250919"))).toBe("context_management");
  expect(read(edits("clear_thinking_20251015")).body).not.toHaveProperty("context_management");
});

test("deferred tools are told once a search has found them or they were called", () => {
  const tools = [tool("ToolSearch"), tool("a", { defer_loading: true }), tool("b", { defer_loading: true })];
  expect(toolsOf({ tools })).toEqual(["ToolSearch"]);
  const messages = [
    ...base.messages,
    { role: "assistant", content: [{ type: "tool_use", id: "t1", name: "ToolSearch", input: {} }] },
    {
      role: "user",
      content: [{ type: "tool_result", tool_use_id: "t1", content: [{ type: "tool_reference", tool_name: "b" }] }],
    },
  ];
  expect(toolsOf({ tools, messages })).toEqual(["ToolSearch", "b"]);
  const { body, native } = read({ tools, messages });
  expect(native?.nativeOnly).toBeNull();
  expect((body.messages as JsonObject[]).at(-1)).toEqual({
    role: "tool",
    tool_call_id: "t1",
    content: "The tool 'b' can be called now.",
  });
  expect(toolsOf({ tools, messages: messages.slice(0, 2) })).toEqual(["ToolSearch"]);
});

test("names of tools that others would refuse are shortened on the way, and are the client's own in the answer", () => {
  const name = `mcp__${"server".repeat(10)}__tool`;
  const messages = [
    ...base.messages,
    { role: "assistant", content: [{ type: "tool_use", id: "t1", name, input: {} }] },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "t1", content: "1" }] },
  ];
  const { body, surface } = read({
    tools: [tool(name), tool(`${name}2`)],
    tool_choice: { type: "tool", name },
    messages,
  });
  const [short, other] = toolsOf({ tools: [tool(name), tool(`${name}2`)] });
  expect(short).toMatch(/^mcp__[\w]{59}$/);
  expect(other).not.toBe(short);
  expect(body.tool_choice).toEqual({ type: "function", function: { name: short } });
  expect(body.messages).toMatchObject([{}, { tool_calls: [{ function: { name: short } }] }, {}]);
  const call = { index: 0, id: "t2", type: "function", function: { name: short, arguments: "{}" } };
  const whole = surface!.whole({ choices: [{ message: { tool_calls: [call] }, finish_reason: "tool_calls" }] });
  expect(whole.content).toEqual([{ type: "tool_use", id: "t2", name, input: {} }]);
  const writer = surface!.writer();
  expect(writer.chunk({ choices: [{ index: 0, delta: { tool_calls: [call] } }] })).toContain(`"name":"${name}"`);
});

test("what an agent says of its session is as long as OpenAI takes it; the log has all of it", () => {
  const user = JSON.stringify({ device_id: "d".repeat(64), session_id: "s" });
  const { body, routing } = read({ metadata: { user_id: user } });
  expect(body.user).toBe(user.slice(0, 64));
  expect(routing.metadata).toEqual({ user_id: user });
});

test("a budget, and thinking switched off, reach each upstream in its own words", () => {
  const sent = (body: JsonObject, preset?: string) => {
    const made = openAiCompatible.prepare(read(body), endpoint(openAiCompatible, "m", preset ? { preset } : {}));
    const { messages: _m, max_tokens: _t, model: _n, ...rest } = JSON.parse(String(made.body));
    return rest;
  };
  const budget = { thinking: { type: "enabled", budget_tokens: 4000 } };
  const off = { thinking: { type: "disabled" } };
  expect(sent(budget)).toEqual({ reasoning_effort: "medium" });
  expect(sent(budget, "qwen")).toEqual({ enable_thinking: true, thinking_budget: 4000 });
  expect(sent(budget, "openrouter")).toEqual({ reasoning: { max_tokens: 4000 } });
  for (const preset of [undefined, "openai", "groq", "mistral"]) expect(sent(off, preset)).toEqual({});
  expect(sent(off, "qwen")).toEqual({ enable_thinking: false });
  expect(sent(off, "deepseek")).toEqual({ thinking: { type: "disabled" } });
});
