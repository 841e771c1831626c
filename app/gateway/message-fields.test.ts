import { expect, test } from "vitest";
import { classifyStatus } from "./classify";
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
