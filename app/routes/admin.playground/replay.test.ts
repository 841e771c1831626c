import { expect, test } from "vitest";
import { anthropicMessages } from "~/gateway/dialects/anthropic/dialect";
import { openAiChat } from "~/gateway/dialects/openai";
import { askedGateway } from "~/tests/asked-gateway";
import { chatRequest, defaultSettings } from "./chat-request";
import { readReplay } from "./replay.server";
import { restored } from "./restored";

const answer = {
  id: "c",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "stop" }],
};
const tools = [{ type: "function", function: { name: "look", parameters: { type: "object" } } }];
const image = "data:image/png;base64,iVBORw0KGgo=";

async function replayOf(
  dialect: Parameters<Awaited<ReturnType<typeof askedGateway>>["ask"]>[0],
  body: object,
  captureBodies = true,
) {
  const { ask, logRows, platform } = await askedGateway({ captureBodies }, () => Response.json(answer));
  await ask(dialect, body);
  const replay = await readReplay(platform, String(logRows()[0]?.request_id));
  if (replay === null) throw new Error("no such request");
  return replay;
}

test("what is sent after a replay is what was sent before it", async () => {
  const body = {
    model: "m",
    messages: [
      { role: "system", content: "Be short" },
      { role: "user", content: "Where?" },
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "c1", type: "function", function: { name: "look", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: "c1", content: "Paris" },
      { role: "assistant", content: "In Paris" },
      {
        role: "user",
        content: [
          { type: "text", text: "And here?" },
          { type: "image_url", image_url: { url: image } },
        ],
      },
    ],
    temperature: 0.3,
    top_p: 0.9,
    max_tokens: 99,
    tools,
    response_format: { type: "json_schema", json_schema: { name: "answer", strict: true, schema: { type: "object" } } },
  };
  const { settings, chat } = await replayOf(openAiChat, body);
  const { columns, draft, images } = restored({ ...defaultSettings, ...settings }, chat!);
  expect([draft, images]).toEqual(["And here?", [image]]);
  const [column] = columns;
  expect(chatRequest(column!.settings, [...column!.turns, { role: "user", content: draft, images }])).toEqual(body);
});

test("a message in another vendor's format is replayed as the chat that it is", async () => {
  const body = { model: "m", max_tokens: 50, system: "Be short", messages: [{ role: "user", content: "Hi" }] };
  const { settings, chat } = await replayOf(anthropicMessages(new Headers()), body);
  expect(settings).toMatchObject({ model: "m", system: "Be short", maxTokens: 50 });
  expect(chat?.turns).toEqual([{ role: "user", content: "Hi", images: [] }]);
});

test("of a request that was not recorded, model and streaming are known", async () => {
  const body = { model: "m", messages: [{ role: "user", content: "Hi" }] };
  expect(await replayOf(openAiChat, body, false)).toMatchObject({
    settings: { model: "m", stream: false },
    chat: null,
  });
});
