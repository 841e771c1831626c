import { expect, test } from "vitest";
import { anthropicRequest } from "./anthropic-sample";
import { type ChatSettings, type ChatTurn, chatRequest, defaultSettings, settingsProblem } from "./chat-request";
import { codeSample } from "./code-samples";

const settings: ChatSettings = { ...defaultSettings, model: "gpt-4o-mini", stream: false };

test("what is left to its default is not sent", () => {
  expect(chatRequest(settings, [{ role: "user", content: "Hi" }])).toEqual({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content: "Hi" }],
  });
});

test("every setting has its field", () => {
  const all: ChatSettings = {
    ...settings,
    system: " Be brief. ",
    temperature: 0,
    topP: 0.5,
    maxTokens: 10,
    format: "json",
    stream: true,
    failover: false,
  };
  expect(chatRequest(all, [])).toEqual({
    model: "gpt-4o-mini",
    messages: [{ role: "system", content: "Be brief." }],
    temperature: 0,
    top_p: 0.5,
    max_tokens: 10,
    response_format: { type: "json_object" },
    provider: { allow_fallbacks: false },
    stream: true,
    stream_options: { include_usage: true },
  });
});

test("an answer that failed before its first word is not sent back", () => {
  const turns = [
    { role: "user", content: "Hi" },
    { role: "assistant", content: "" },
    { role: "user", content: "Hi?" },
  ] as const;
  expect(chatRequest(settings, [...turns]).messages).toEqual([
    { role: "user", content: "Hi" },
    { role: "user", content: "Hi?" },
  ]);
});

test("pictures and the results of tools have their parts, and calls without results are left out", () => {
  const call = { id: "c1", name: "get_weather", arguments: '{"city":"Rome"}' };
  const asked = [
    { role: "user", content: "What is this?", images: ["data:image/png;base64,AA"] },
    { role: "assistant", content: "", toolCalls: [call] },
  ] as const satisfies ChatTurn[];
  const image = { type: "image_url", image_url: { url: "data:image/png;base64,AA" } };
  const user = { role: "user", content: [{ type: "text", text: "What is this?" }, image] };
  expect(chatRequest(settings, asked).messages).toEqual([user]);
  const result = { role: "tool", callId: "c1", content: "Sun" } as const;
  expect(chatRequest(settings, [...asked, result]).messages).toEqual([
    user,
    {
      role: "assistant",
      content: null,
      tool_calls: [{ id: "c1", type: "function", function: { name: "get_weather", arguments: '{"city":"Rome"}' } }],
    },
    { role: "tool", tool_call_id: "c1", content: "Sun" },
  ]);
});

const tools = JSON.stringify([{ type: "function", function: { name: "f", parameters: { type: "object" } } }]);

test("tools and a schema are sent as they are written, and told of when they are not JSON", () => {
  const written: ChatSettings = { ...settings, tools, format: "schema", schema: '{"type":"object"}' };
  expect(chatRequest(written, [])).toMatchObject({
    tools: JSON.parse(tools),
    response_format: { type: "json_schema", json_schema: { name: "answer", schema: { type: "object" } } },
  });
  expect(settingsProblem(written)).toBeNull();
  expect(settingsProblem({ ...written, tools: "[{}]" })).toBe("tools");
  expect(settingsProblem({ ...written, schema: "{" })).toBe("schema");
  expect(settingsProblem({ ...written, format: "text", schema: "{" })).toBeNull();
});

const body = chatRequest({ ...settings, failover: false, format: "json" }, [{ role: "user", content: `It's "so"` }]);

test("the cURL sample survives quotes in the shell", () => {
  expect(codeSample("curl", "http://127.0.0.1/v1", body)).toContain(`It'\\''s \\"so\\"`);
});

test("the Python sample uses Python's values and sends the gateway's own fields in extra_body", () => {
  const code = codeSample("python", "http://127.0.0.1/v1", { ...body, stream: true });
  expect(code).toContain('extra_body={"provider": {"allow_fallbacks": False}},');
  expect(code).toContain("stream=True,");
  expect(code).toContain('"content": "It\'s \\"so\\""');
});

test("the TypeScript sample writes plain field names and reads the key from the environment", () => {
  const code = codeSample("typescript", "http://127.0.0.1/v1", body);
  expect(code).toContain('model: "gpt-4o-mini"');
  expect(code).toContain("process.env.GATEWAY_API_KEY");
});

test("the sample for Anthropic's SDK has its own shapes of system prompt, pictures, tools and results", () => {
  const turns: ChatTurn[] = [
    { role: "user", content: "", images: ["data:image/png;base64,AA"] },
    { role: "assistant", content: "", toolCalls: [{ id: "c", name: "f", arguments: '{"a":1}' }] },
    { role: "tool", callId: "c", content: "2" },
  ];
  expect(anthropicRequest(chatRequest({ ...settings, system: "Brief", tools }, turns))).toEqual({
    model: "gpt-4o-mini",
    max_tokens: 1024,
    system: "Brief",
    tools: [{ name: "f", input_schema: { type: "object" } }],
    messages: [
      { role: "user", content: [{ type: "image", source: { type: "base64", media_type: "image/png", data: "AA" } }] },
      { role: "assistant", content: [{ type: "tool_use", id: "c", name: "f", input: { a: 1 } }] },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "c", content: "2" }] },
    ],
  });
  expect(codeSample("anthropic", "http://127.0.0.1/v1", body)).toContain('baseURL: "http://127.0.0.1"');
});
