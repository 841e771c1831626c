import { expect, test } from "vitest";
import { call as chatCall } from "~/tests/replay";
import type { Call, NativeFormat } from "../dialects/dialect";
import { failure } from "../failures/failure";
import type { JsonObject } from "../openai/fields";
import { refusesSignature, withoutSigned } from "./unsigned";

const call = (messages: unknown[], native: { format: NativeFormat; body: JsonObject } | null = null): Call => ({
  ...chatCall("chat", { model: "m", messages }),
  native: native === null ? null : { ...native, text: "{}", headers: {}, nativeOnly: null },
});

test.each([
  ["messages.1.content.0: Invalid `signature` in `thinking` block", true],
  [
    "Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly",
    true,
  ],
  ["Thought signature is not valid.", true],
  ["Corrupted thought signature.", true],
  ["Invalid value at 'contents[1].parts[0].thought_signature' (TYPE_BYTES), Base64 decoding failed for \"a b\"", true],
  ["messages.17: The final block in an assistant message cannot be `thinking`.", true],
  [
    "messages.1.content.0: When thinking is disabled, an `assistant` message in the final position cannot contain `thinking`.",
    true,
  ],
  ["messages.5.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`.", true],
  ["Item 'msg_1' of type 'message' was provided without its required 'reasoning' item: 'rs_1'.", true],
  ["max_tokens: Field required", false],
])("%s: %s", (message, refused) => {
  expect(refusesSignature(failure("client", "invalid_request_error", message))).toBe(refused);
  expect(refusesSignature(failure("server", "x", message))).toBe(false);
});

test("OpenAI's messages lose what is signed and keep everything else", () => {
  const turn = { role: "assistant", content: null, tool_calls: [{ id: "c", extra_content: { google: {} } }] };
  const { body } = withoutSigned(
    call([
      { role: "user", content: "hi" },
      { ...turn, reasoning_details: [{}] },
    ]),
  );
  expect(body.messages).toEqual([
    { role: "user", content: "hi" },
    { role: "assistant", content: null, tool_calls: [{ id: "c" }] },
  ]);
});

test("requests in the vendors' own formats lose it too", () => {
  const anthropic = {
    thinking: { type: "adaptive" },
    messages: [
      { role: "user", content: "hi" },
      { role: "assistant", content: [{ type: "thinking" }, { type: "tool_use", id: "c" }] },
    ],
  };
  expect(withoutSigned(call([], { format: "anthropic", body: anthropic })).native?.body).toEqual({
    messages: [
      { role: "user", content: "hi" },
      { role: "assistant", content: [{ type: "tool_use", id: "c" }] },
    ],
  });
  const parts = [
    { text: "hm", thought: true },
    { text: "a", thoughtSignature: "s" },
    { functionCall: { name: "f" }, thoughtSignature: "s" },
  ];
  expect(withoutSigned(call([], { format: "gemini", body: { contents: [{ parts }] } })).native?.body).toEqual({
    contents: [
      { parts: [{ text: "a" }, { functionCall: { name: "f" }, thoughtSignature: "skip_thought_signature_validator" }] },
    ],
  });
  const input = [
    { type: "reasoning", encrypted_content: "x" },
    { type: "message", id: "msg_1", role: "assistant" },
    { type: "function_call", id: "fc_1", call_id: "c" },
    { type: "web_search_call", id: "ws_1" },
  ];
  expect(withoutSigned(call([], { format: "responses", body: { input } })).native?.body).toEqual({
    input: [
      { type: "message", role: "assistant" },
      { type: "function_call", call_id: "c" },
      { type: "web_search_call", id: "ws_1" },
    ],
  });
});
