import { expect, test } from "vitest";
import { builtBody, prepared } from "~/tests/adapter-request";
import type { JsonObject } from "../../openai/fields";
import { bedrock } from "../bedrock/adapter";
import { anthropic } from "./adapter";
import { inputSchema } from "./tools";

// What Claude's newer models refuse: https://platform.claude.com/docs/en/models/sonnet-5-5/whats-new-sonnet-5-5

const hi = [{ role: "user", content: "Hi" }];
const build = (body: JsonObject, model: string) => builtBody(anthropic, { messages: hi, ...body }, model);
const converse = async (body: JsonObject, model: string): Promise<JsonObject> => {
  const { body: sent } = await prepared(bedrock, { messages: hi, ...body }, model, { options: { api: "converse" } });
  return JSON.parse(String(sent));
};
const tools = [{ type: "function", function: { name: "f", parameters: { type: "object", properties: {} } } }];
const named = { type: "function", function: { name: "f" } };
const unforced = ["claude-opus-5-5", "claude-sonnet-5-5", "claude-fable-5-2"];
const words = (message: unknown) => JSON.stringify(message);

test("those that cannot be forced to a tool are asked in words, at the end of the conversation", async () => {
  const turns = [
    ...hi,
    { role: "assistant", tool_calls: [{ id: "a", type: "function", function: { name: "f", arguments: "{}" } }] },
    { role: "tool", tool_call_id: "a", content: "A" },
  ];
  for (const model of unforced) {
    const required = build({ tools, tool_choice: "required" }, model);
    expect(required).toMatchObject({ tool_choice: { type: "auto" }, messages: [{ role: "user" }] });
    expect(words(required.messages)).toContain("at least one of the tools");
    const one = build({ messages: turns, tools, tool_choice: named, parallel_tool_calls: false }, model);
    expect(one.tool_choice).toEqual({ type: "auto", disable_parallel_tool_use: true });
    const last = (one.messages as JsonObject[]).at(-1)?.content;
    expect(last).toEqual([
      expect.objectContaining({ type: "tool_result" }),
      { type: "text", text: expect.any(String) },
    ]);
    expect(words(last)).toContain("the tool 'f'");
    const cloud = await converse({ tools, tool_choice: "required" }, `anthropic.${model}`);
    expect(cloud.toolConfig).not.toHaveProperty("toolChoice");
    expect(words(cloud.messages)).toContain("at least one of the tools");
  }
  for (const model of ["claude-haiku-5-5", "claude-opus-5", "claude-sonnet-4-6"]) {
    expect(build({ tools, tool_choice: named }, model)).toMatchObject({
      tool_choice: { type: "tool", name: "f" },
      messages: [{ role: "user", content: "Hi" }],
    });
    expect((await converse({ tools, tool_choice: named }, `anthropic.${model}`)).toolConfig).toMatchObject({
      toolChoice: { tool: { name: "f" } },
    });
  }
});

test("an answer by a schema is their own format's, where a tool cannot be forced", async () => {
  const schema = { type: "object", properties: { a: { type: "string" } } };
  const body = { response_format: { type: "json_schema", json_schema: { name: "x", schema } } };
  for (const model of unforced) {
    expect(build(body, model)).toMatchObject({ output_config: { format: { type: "json_schema" } } });
    expect(build(body, model)).not.toHaveProperty("tools");
    expect(await converse(body, `anthropic.${model}`)).not.toHaveProperty("toolConfig");
  }
});

test("thinking is switched off by each one's word", () => {
  const off = (model: string) => build({ reasoning_effort: "none" }, model);
  expect(off("claude-sonnet-5-5").thinking).toEqual({ type: "between_tools" });
  expect(off("claude-haiku-5-5").thinking).toEqual({ type: "disabled" });
  expect(off("claude-opus-5-5")).toMatchObject({ output_config: { effort: "low" } });
});

test("a last assistant's turn is followed by a user's where the model would refuse it", async () => {
  const messages = [...hi, { role: "assistant", content: "I was" }];
  const next = { role: "user", content: "Continue." };
  for (const model of ["claude-sonnet-4-6", "claude-opus-5", "claude-sonnet-5-5"]) {
    expect((build({ messages }, model).messages as JsonObject[]).at(-1)).toEqual(next);
    const cloud = await converse({ messages }, `anthropic.${model}`);
    expect((cloud.messages as JsonObject[]).at(-1)).toEqual({ role: "user", content: [{ text: "Continue." }] });
  }
  expect((build({ messages }, "claude-sonnet-4-5").messages as JsonObject[]).at(-1)).toMatchObject({
    role: "assistant",
  });
});

test("top_k goes with the other sampling", async () => {
  expect(build({ top_k: 5 }, "claude-sonnet-4-5")).toMatchObject({ top_k: 5 });
  expect(build({ top_k: 5, reasoning_effort: "high" }, "claude-sonnet-4-5")).not.toHaveProperty("top_k");
  expect(build({ top_k: 5 }, "claude-opus-5")).not.toHaveProperty("top_k");
  const cloud = await converse({ top_k: 5 }, "anthropic.claude-opus-5");
  expect(cloud).not.toHaveProperty("additionalModelRequestFields");
});

test("a tool's schema that is a union at its root becomes one object: the API refuses unions there", () => {
  const [a, b] = [{ properties: { a: { type: "string" }, k: {} } }, { properties: { b: { type: "string" }, k: {} } }];
  const either = {
    title: "t",
    anyOf: [
      { ...a, type: "object", required: ["a", "k"] },
      { ...b, type: "object", required: ["b", "k"] },
      { type: "null" },
    ],
  };
  const properties = { ...a.properties, ...b.properties };
  expect(inputSchema(either)).toEqual({ title: "t", type: "object", properties, required: ["k"] });
  expect(inputSchema({ type: "object", oneOf: [{ required: ["a"] }, { required: ["b"] }], ...a })).toEqual({
    type: "object",
    ...a,
  });
  expect(
    inputSchema({
      allOf: [
        { ...a, required: ["a"] },
        { ...b, required: ["b"] },
      ],
      required: ["a"],
    }),
  ).toEqual({
    type: "object",
    properties,
    required: ["a", "b"],
  });
  const inside = { type: "object", properties: { x: { anyOf: [{ type: "string" }] } } };
  expect(inputSchema(inside)).toEqual(inside);
});
