import { expect, test } from "vitest";
import { MessagesStream } from "../../adapters/anthropic/stream";
import { noUsage } from "../../openai/usage";
import { OpenAiRelay } from "../../stream/relay";
import { MessageWriter } from "./writer";

const event = (type: string, data: object = {}) => `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
const begin =
  event("message_start", { message: { id: "msg", model: "claude", usage: { input_tokens: 3 } } }) +
  event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }) +
  event("content_block_delta", { index: 0, delta: { type: "text_delta", text: "Hi" } }) +
  event("content_block_stop", { index: 0 });
const reason = event("message_delta", { delta: { stop_reason: "end_turn" }, usage: { output_tokens: 2 } });
const stop = event("message_stop");

/** What a client gets of a stream that its upstream closed, and whether it counts as cut. */
function passed(sent: string): { text: string; code: string | undefined } {
  const relay = new OpenAiRelay(true, new MessagesStream({} as never), new MessageWriter([], () => 0), null, true);
  const pieces = [relay.push(new TextEncoder().encode(sent)), relay.end()];
  if (relay.failure === null) pieces.push(relay.closing(noUsage));
  return {
    text: pieces.map((piece) => new TextDecoder().decode(piece ?? undefined)).join(""),
    code: relay.failure?.code,
  };
}

test("a message whose upstream told the reason and closed without the last event gets it", () => {
  for (const cut of ["", "event: mess", "event: message_stop\n", 'event: message_stop\ndata: {"ty'])
    expect(passed(begin + reason + cut).text).toMatch(
      /message_delta.*event: message_stop\ndata: \{"type":"message_stop"\}\n\n$/s,
    );
  expect(passed(begin + reason + stop).text).toBe(begin + reason + stop);
  expect(passed(begin)).toMatchObject({ code: "stream_cut" });
});
