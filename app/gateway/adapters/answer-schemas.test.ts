import { expect, test } from "vitest";
import { builtBody } from "~/tests/adapter-request";
import { geminiRequests } from "~/tests/surface-requests";
import type { JsonObject } from "../openai/fields";
import { anthropic } from "./anthropic/adapter";
import { bedrock } from "./bedrock/adapter";
import { cohere } from "./cohere/adapter";
import { openAiCompatible } from "./openai-compatible";
import { openAiResponses } from "./responses/adapter";

// Google's and Anthropic's APIs take a schema whose root is a list or a word, a tool's input and OpenAI's API an object alone.

const runtime = { baseUrl: "https://bedrock-runtime.us-east-1.amazonaws.com" };
const hi = [{ role: "user", content: "Hi" }];
const list = { type: "array", items: { type: "string" } };
const named = { $ref: "#/$defs/l", $defs: { l: list } };
const namedWords = { $ref: "#/definitions/w", definitions: { w: { enum: ["a", "b"] } } };
const union = { anyOf: [list, { type: "null" }] };
const asked = (schema: JsonObject) => ({
  messages: hi,
  response_format: { type: "json_schema", json_schema: { name: "answer", schema } },
});

test.each([
  ["an old Claude", anthropic, "claude-3-5-haiku-20241022", {}],
  ["Nova", bedrock, "amazon.nova-2-lite-v1:0", runtime],
  ["Cohere", cohere, "command-a-03-2025", {}],
  ["DeepSeek", openAiCompatible, "m", { preset: "deepseek" }],
] as const)("%s is told in words what is no object, and is forced to nothing", (_name, adapter, model, options) => {
  for (const schema of [list, named, namedWords, union, { enum: ["a", "b"] }]) {
    const sent = builtBody(adapter, asked(schema), model, options);
    for (const name of ["tools", "toolConfig", "tool_choice", "response_format"]) expect(sent[name]).toBeUndefined();
    expect(JSON.stringify(sent)).toContain("one valid JSON value that fits");
  }
});

test("a Claude that could be forced to a tool is held to a list by its own support", () => {
  const format = { format: { type: "json_schema", schema: list } };
  const sent = builtBody(anthropic, asked(list), "claude-sonnet-4-5");
  expect(sent).toMatchObject({ output_config: format });
  expect(sent.tools).toBeUndefined();
  const converse = builtBody(bedrock, asked(list), "anthropic.claude-sonnet-4-5-20250929-v1:0", runtime);
  expect(converse).toMatchObject({ additionalModelRequestFields: { output_config: format } });
  expect(converse.toolConfig).toBeUndefined();
});

test("Google's clients get a list of upstreams that speak OpenAI's format; its own clients' schemas stay", () => {
  const google = geminiRequests.read({
    systemInstruction: { parts: [{ text: "Be brief." }] },
    generationConfig: {
      responseMimeType: "application/json",
      responseSchema: { type: "ARRAY", items: { type: "STRING" } },
    },
  });
  const target = {
    provider: { adapter: "openai", baseUrl: "http://upstream", headers: {}, options: {}, preset: null } as never,
    credential: null,
    model: "m",
  };
  const chat = JSON.parse(String(openAiCompatible.prepare(google, target).body));
  expect(chat.response_format).toBeUndefined();
  expect(chat.messages).toEqual([
    { role: "system", content: "Be brief." },
    { role: "system", content: expect.stringContaining(JSON.stringify(list)) },
    { role: "user", content: "hi" },
  ]);
  const responses = JSON.parse(String(openAiResponses.prepare(google, target).body));
  expect(responses.text).toBeUndefined();
  expect(responses.instructions).toContain(JSON.stringify(list));
  expect(builtBody(openAiCompatible, asked(list), "m")).toMatchObject(asked(list));
});
