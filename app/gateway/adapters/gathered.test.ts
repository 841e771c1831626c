import { expect, test } from "vitest";
import { builtCall } from "~/tests/adapter-request";
import { askedGateway } from "~/tests/asked-gateway";
import { openAiChat } from "../dialects/openai";
import { openAiCompatible } from "./openai-compatible";

const hi = { messages: [{ role: "user", content: "Hi" }] };
const built = (model: string, more = {}) => {
  const call = builtCall(openAiCompatible, { ...hi, ...more }, model, { preset: "qwen" });
  return { body: JSON.parse(String(call.body)), gathers: call.translation !== undefined };
};

test("a model that only streams is asked to, where its client wants a whole answer; others as they are asked", () => {
  const asked = { stream: true, stream_options: { include_usage: true } };
  for (const model of ["qwq-plus", "qwen2.5-omni-7b", "qwen3-32b", "qwen3-235b-a22b"])
    expect(built(model), model).toMatchObject({ body: { model, ...asked }, gathers: true });
  expect(built("qwen3.8-max")).toEqual({ body: { model: "qwen3.8-max", ...hi }, gathers: false });
  expect(built("qwen3-coder-plus").gathers).toBe(false);
  expect(built("qwq-plus", { stream: true }).gathers).toBe(false);
});

const piece = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "qwq-plus", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const usage = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 };
const last = `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", model: "qwq-plus", choices: [], usage })}\n\ndata: [DONE]\n\n`;

async function asked(answer: () => Response) {
  const provider = {
    id: "stream-only",
    adapter: "openai",
    baseUrl: "https://api.example.com/v1",
    credentials: [{ name: "a", value: "sk-upstream-secret-456" }],
    models: [{ id: "q", upstream: "qwq-plus" }],
    options: { quirks: { streamModels: ["qwq*"] } },
  };
  const { ask } = await askedGateway({}, answer, { providers: [provider] });
  return ask(openAiChat, { ...hi, model: "q" });
}
const events = (text: string) => () => new Response(text, { headers: { "content-type": "text/event-stream" } });

test("its pieces are one answer: reasoning, text, calls and usage", async () => {
  const call = { index: 0, id: "c1", type: "function", function: { name: "f", arguments: '{"a"' } };
  const stream =
    piece({ role: "assistant", reasoning_content: "Hm." }) +
    piece({ content: "Hel" }) +
    piece({ content: "lo" }) +
    piece({ tool_calls: [call] }) +
    piece({ tool_calls: [{ index: 0, function: { arguments: ":1}" } }] }) +
    piece({}, "tool_calls") +
    last;
  const { status, text } = await asked(events(stream));
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({
    object: "chat.completion",
    choices: [
      {
        message: {
          role: "assistant",
          content: "Hello",
          reasoning_content: "Hm.",
          tool_calls: [{ id: "c1", function: { name: "f", arguments: '{"a":1}' } }],
        },
        finish_reason: "tool_calls",
      },
    ],
    usage: { prompt_tokens: 9, completion_tokens: 4 },
  });
});

test("a stream that is cut is no answer, an error is one, and so is an answer that came whole after all", async () => {
  expect((await asked(events(piece({ content: "Hel" })))).status).toBe(502);
  const refused = await asked(() => Response.json({ error: { message: "temperature is wrong" } }, { status: 400 }));
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining("temperature is wrong")]);
  const whole = {
    id: "c",
    object: "chat.completion",
    choices: [{ index: 0, message: { content: "Hi" }, finish_reason: "stop" }],
    usage,
  };
  expect(JSON.parse((await asked(() => Response.json(whole))).text)).toMatchObject({
    choices: [{ message: { content: "Hi" } }],
  });
});
