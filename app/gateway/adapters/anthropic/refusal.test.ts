import { expect, test } from "vitest";
import { call, deltaOf, joined, replay } from "~/tests/replay";
import { messagesAnswer } from "./response";

// https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons: a refusal may come without any content.

const refused = {
  stop_reason: "refusal",
  stop_details: { type: "refusal", category: "cyber", explanation: "Not this." },
};
const usage = { input_tokens: 5, output_tokens: 1 };
const head = { id: "msg_1", type: "message", role: "assistant", model: "claude" };

test("the reason of a refusal is told, whole and streamed", () => {
  const whole = messagesAnswer(call("chat"), JSON.stringify({ ...head, content: [], ...refused, usage }));
  expect(whole.choices).toMatchObject([
    { message: { content: null, refusal: "Not this." }, finish_reason: "content_filter" },
  ]);
  const events = [
    { type: "message_start", message: { ...head, content: [], usage } },
    { type: "message_delta", delta: refused, usage: { output_tokens: 1 } },
    { type: "message_stop" },
  ];
  const text = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
  for (const size of [1, 7, 4096]) {
    const { chunks } = replay("anthropic", text, size);
    expect(joined(chunks).finish).toBe("content_filter");
    expect(chunks.map((chunk) => deltaOf(chunk).refusal).filter(Boolean)).toEqual(["Not this."]);
  }
});
