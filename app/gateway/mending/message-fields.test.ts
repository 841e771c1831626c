import { expect, test } from "vitest";
import { classifyStatus } from "../failures/classify";
import { applyRepairs, findRepair } from "./repairs";

const refusal = (error: unknown, status = 400) => classifyStatus(status, new Headers(), JSON.stringify(error), 0);
const sent = {
  model: "m",
  messages: [
    { role: "user", content: "reasoning_details" },
    { role: "assistant", content: "b", reasoning_content: "Hm.", reasoning_details: [{ text: "Hm." }] },
  ],
};
const repair = { parameter: "messages.reasoning_content", renameTo: null };

// The words are those of the vendors' own answers.
test.each<[string, unknown, number?]>([
  [
    "OpenAI",
    {
      error: { message: "Unknown parameter: 'messages[1].reasoning_content'.", param: "messages[1].reasoning_content" },
    },
  ],
  [
    "Groq",
    {
      error: {
        message:
          "'messages.1' : for 'role:assistant' the following must be satisfied[('messages.1' : property 'reasoning_content' is unsupported)]",
      },
    },
  ],
  [
    "a validator",
    {
      detail: [
        { loc: ["body", "messages", 1, "assistant", "reasoning_content"], msg: "Extra inputs are not permitted" },
      ],
    },
    422,
  ],
])("%s refuses a field that the gateway's own answers have", (_who, error, status) => {
  expect(findRepair(refusal(error, status), sent)).toMatchObject(repair);
  expect(applyRepairs(sent, [{ ...repair, reason: "" }])).toEqual({
    model: "m",
    messages: [sent.messages[0], { role: "assistant", content: "b", reasoning_details: [{ text: "Hm." }] }],
  });
});

test("what the answer hangs on is not taken out of messages, nor what is not there", () => {
  const refused = (name: string) => refusal({ error: { message: `Unknown parameter: 'messages[1].${name}'.` } });
  expect(findRepair(refused("content"), sent)).toBeNull();
  expect(findRepair(refused("images"), sent)).toBeNull();
  expect(applyRepairs(sent, [{ parameter: "messages.images", renameTo: null, reason: "" }])).toBe(sent);
});

// As @openai/agents sends the second turn of a chat whose answer had a text beside its calls.
const calls = [{ id: "call_1", type: "function", function: { name: "f", arguments: "{}" } }];
const copied = {
  model: "m",
  messages: [
    { role: "user", content: [{ type: "text", text: "a", cache_control: { type: "ephemeral" } }] },
    {
      role: "assistant",
      content: [{ type: "text", text: "b", role: "assistant", annotations: [], tool_calls: calls }],
      tool_calls: calls,
    },
    { role: "tool", tool_call_id: "call_1", content: "c" },
  ],
};

test.each<[string, unknown, number?]>([
  [
    "OpenAI",
    { error: { message: "Unknown parameter: 'messages[1].content[0].role'.", param: "messages[1].content[0].role" } },
  ],
  ["Groq", { error: { message: "'messages.1.content.0' : property 'annotations' is unsupported" } }],
  [
    "a validator",
    {
      detail: [
        {
          loc: ["body", "messages", 1, "assistant", "content", 0, "text", "tool_calls"],
          msg: "Extra inputs are not permitted",
        },
      ],
    },
    422,
  ],
])("%s refuses one of the message's fields in its text part: all of them go", (_who, error, status) => {
  expect(findRepair(refusal(error, status), copied)).toMatchObject({ parameter: "messages.content.*", renameTo: null });
  const [user, , tool] = copied.messages;
  expect(applyRepairs(copied, [{ parameter: "messages.content.*", renameTo: null, reason: "" }])).toEqual({
    model: "m",
    messages: [user, { role: "assistant", content: [{ type: "text", text: "b" }], tool_calls: calls }, tool],
  });
});

test("text parts without such copies stay as they are", () => {
  const plain = { ...copied, messages: [copied.messages[0]] };
  expect(applyRepairs(plain, [{ parameter: "messages.content.*", renameTo: null, reason: "" }])).toBe(plain);
  const role = refusal({ error: { message: "Unknown parameter: 'messages[0].content[0].role'." } });
  expect(findRepair(role, plain)).toBeNull();
});
