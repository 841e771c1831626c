import { expect, test } from "vitest";
import { type ChatSettings, chatRequest, defaultSettings } from "./chat-request";
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
    json: true,
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

const body = chatRequest({ ...settings, failover: false, json: true }, [{ role: "user", content: `It's "so"` }]);

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
