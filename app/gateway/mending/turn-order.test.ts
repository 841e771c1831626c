import { expect, test } from "vitest";
import { classifyStatus } from "../failures/classify";
import { applyRepairs, findRepair } from "./repairs";

const refusal = (error: unknown, status = 400) => classifyStatus(status, new Headers(), JSON.stringify(error), 0);

const system = (content: string) => ({ role: "system", content });
const user = (content: unknown) => ({ role: "user", content });
const called = { role: "assistant", content: null, tool_calls: [{ id: "a", type: "function" }] };
const result = { role: "tool", tool_call_id: "a", content: "1" };

const late = {
  model: "m",
  messages: [system("Rules."), user("hi"), system("Agents."), called, result, system("Go on.")],
};
const repair = { parameter: "later system", renameTo: "user" };

// The words are those of the servers' own answers.
test.each<[string, unknown, number?]>([
  [
    "vLLM with Qwen's template",
    { message: "System message must be at the beginning.", type: "BadRequestError", code: 400 },
  ],
  [
    "llama.cpp",
    {
      error: { code: 500, message: "Jinja Exception: System message must be at the beginning.", type: "server_error" },
    },
    500,
  ],
  ["Ollama", { type: "error", error: { type: "api_error", message: "system message must be at the beginning" } }, 500],
  [
    "Mistral",
    {
      object: "error",
      message: "Unexpected role 'system' after role 'tool'",
      type: "invalid_request_message_order",
      code: "3230",
    },
  ],
  [
    "mistral-common",
    { message: "Expected last role User or Tool (or Assistant with prefix True) for serving but got system" },
  ],
  ["Gemma's template", { message: "Conversation roles must alternate user/assistant/user/assistant/..." }],
  [
    "Anthropic's older models",
    {
      type: "error",
      error: { type: "invalid_request_error", message: "messages.1: role 'system' is not supported on this model" },
    },
  ],
  [
    "a validator",
    { detail: [{ loc: ["body", "messages", 2, "role"], msg: "Input should be 'user' or 'assistant'" }] },
    422,
  ],
  [
    "a deserializer",
    {
      error: {
        message:
          "Failed to deserialize the JSON body into the target type: messages[2].role: unknown variant `system`, expected `user` or `assistant`",
      },
    },
  ],
])("%s refuses system messages between the turns", (_who, error, status = 400) => {
  expect(findRepair(refusal(error, status), late)).toMatchObject(repair);
});

test.each<[string, unknown, number, object]>([
  ["a refusal of something else", { error: { message: "Invalid 'messages[2].content'" } }, 400, late],
  ["a server that fails", { error: { message: "The system is overloaded, try again later" } }, 500, late],
  ["one that fails while it says so", { error: { message: "System message must be at the beginning." } }, 503, late],
  [
    "nothing to change",
    { error: { message: "System message must be at the beginning." } },
    400,
    { messages: [system("Rules."), user("hi")] },
  ],
  ["a body of another format", { error: { message: "Please use a valid role: user, model." } }, 400, { contents: [] }],
])("%s is not mended", (_what, error, status, sent) => {
  expect(findRepair(refusal(error, status), sent as typeof late)).toBeNull();
});

test("one system message stays in front, later ones are told in the user's turns", () => {
  const body = {
    ...late,
    messages: [system("Rules."), { role: "developer", content: "More." }, ...late.messages.slice(1)],
  };
  expect(applyRepairs(body, [{ ...repair, reason: "" }])).toEqual({
    model: "m",
    messages: [
      system("Rules.\n\nMore."),
      user("hi\n\n<system>\nAgents.\n</system>"),
      called,
      result,
      user("<system>\nGo on.\n</system>"),
    ],
  });
});

test("parts stay parts, blocks of Anthropic's too, and the top-level system is left alone", () => {
  const results = { type: "tool_result", tool_use_id: "a", content: "1", cache_control: { type: "ephemeral" } };
  const body = {
    system: [{ type: "text", text: "Rules." }],
    messages: [user([results]), { role: "system", content: [{ type: "text", text: "Go on." }] }],
  };
  expect(applyRepairs(body, [{ ...repair, reason: "" }])).toEqual({
    ...body,
    messages: [user([results, { type: "text", text: "<system>\nGo on.\n</system>" }])],
  });
});

test("where a user may not speak after tools, the assistant says a word between", () => {
  const sent = { messages: [user("hi"), called, result, user("And?")] };
  const error = { object: "error", message: "Unexpected role 'user' after role 'tool'", code: "3230" };
  const found = findRepair(refusal(error), sent)!;
  expect(found).toMatchObject({ parameter: "tool, user", renameTo: "tool, assistant, user" });
  expect(applyRepairs(sent, [found])).toEqual({
    messages: [user("hi"), called, result, { role: "assistant", content: "OK." }, user("And?")],
  });
  expect(findRepair(refusal(error), { messages: [user("hi")] })).toBeNull();
});
