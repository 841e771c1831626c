import { expect, test } from "vitest";
import { builtBody } from "~/tests/adapter-request";
import type { JsonObject } from "../openai/fields";
import { openAiCompatible } from "./openai-compatible";

const hi = [{ role: "user", content: "Hi" }];
const sent = (preset: string, body: JsonObject) =>
  builtBody(openAiCompatible, { messages: hi, ...body }, "m", { preset });
const tool = (name: string) => ({
  type: "function",
  function: { name, parameters: { type: "object", properties: {} } },
});
const named = (name: string) => ({ type: "function", function: { name } });

test("allowed tools are the only ones where an upstream has no such choice; OpenAI hears them as they are", () => {
  const choice = { type: "allowed_tools", allowed_tools: { mode: "required", tools: [named("b")] } };
  const body = { tools: [tool("a"), tool("b")], tool_choice: choice };
  expect(sent("mistral", body)).toMatchObject({ tools: [tool("b")], tool_choice: "required" });
  const auto = { ...choice, allowed_tools: { ...choice.allowed_tools, mode: "auto" } };
  expect(sent("qwen", { ...body, tool_choice: auto })).toMatchObject({ tools: [tool("b")], tool_choice: "auto" });
  expect(sent("openai", body)).toMatchObject(body);
});

test("a schema is an instruction where an upstream knows JSON alone", () => {
  const schema = { type: "object", properties: { a: { type: "string" } } };
  const format = { response_format: { type: "json_schema", json_schema: { name: "x", schema } } };
  const messages = [{ role: "developer", content: "Be brief." }, ...hi];
  for (const preset of ["deepseek", "zhipu"])
    expect(sent(preset, { ...format, messages })).toMatchObject({
      response_format: { type: "json_object" },
      messages: [
        { role: "system", content: "Be brief." },
        { role: "system", content: expect.stringContaining(JSON.stringify(schema)) },
        hi[0],
      ],
    });
  expect(sent("mistral", format)).toMatchObject({ ...format, messages: hi });
  expect(sent("deepseek", { response_format: { type: "json_object" } })).toMatchObject({
    response_format: { type: "json_object" },
    messages: hi,
  });
});
