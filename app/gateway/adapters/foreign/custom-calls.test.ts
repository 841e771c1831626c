import { beforeAll, expect, test } from "vitest";
import { askedGateway, type UpstreamAsked } from "~/tests/asked-gateway";
import { chunksOf, deltaOf } from "~/tests/replay";
import { openAiChat } from "../../dialects/openai";
import { openAiResponses } from "../../dialects/responses/dialect";
import type { JsonObject } from "../../openai/fields";

// Chat's custom tools at upstreams that know functions alone.

const definition = "start: begin_patch hunk+ end_patch";
const tools = [
  {
    type: "custom",
    custom: {
      name: "apply_patch",
      description: "Edits files.",
      format: { type: "grammar", grammar: { syntax: "lark", definition } },
    },
  },
  { type: "function", function: { name: "shell", parameters: { type: "object", properties: {} } } },
];
const patch = '*** Begin Patch\n+"é"\n*** End Patch';
const messages = [
  { role: "user", content: "Go" },
  {
    role: "assistant",
    content: null,
    tool_calls: [{ id: "call_1", type: "custom", custom: { name: "apply_patch", input: patch } }],
  },
  { role: "tool", tool_call_id: "call_1", content: "Done." },
];
const body = { tools, messages, tool_choice: { type: "custom", custom: { name: "apply_patch" } } };
const args = JSON.stringify({ input: patch });

const sse = (...events: (JsonObject | string)[]) =>
  new Response(
    events
      .map((event) => (typeof event === "string" ? event : JSON.stringify(event)))
      .map((data) => `data: ${data}\n\n`)
      .join(""),
    { headers: { "content-type": "text/event-stream" } },
  );
const piece = (call: JsonObject, finish: string | null = null) => ({
  id: "x",
  object: "chat.completion.chunk",
  model: "m",
  choices: [{ index: 0, delta: { tool_calls: [call] }, finish_reason: finish }],
});
const json = (value: unknown) => Response.json(value);

let answer: (asked: UpstreamAsked) => Response;
let gateway: Awaited<ReturnType<typeof askedGateway>>;
beforeAll(async () => {
  const credentials = [{ name: "a", value: "sk-upstream-secret-123" }];
  const provider = (id: string, more: object) => ({ id, credentials, baseUrl: "https://api.example.com/v1", ...more });
  gateway = await askedGateway({}, (asked) => answer(asked), {
    providers: [
      provider("claude", { adapter: "anthropic", models: ["claude-sonnet-4-5"] }),
      provider("google", { adapter: "gemini", models: ["gemini-2.5-pro"] }),
      provider("openai", { adapter: "openai", preset: "openai", models: ["gpt-5.5", "gpt-5.5-pro"] }),
      provider("azure", { adapter: "azure-openai", models: ["deployed"] }),
    ],
  });
});

const ask = async (model: string, more: JsonObject = {}) => {
  gateway.asked.length = 0;
  const { status, text } = await gateway.ask(openAiChat, { model, ...body, ...more });
  expect([status, status === 200 ? "" : text]).toEqual([200, ""]);
  return { text, sent: gateway.asked[0]!.body };
};
const callOf = (text: string) => JSON.parse(text).choices[0].message.tool_calls;
const custom = { id: "c9", type: "custom", custom: { name: "apply_patch", input: patch } };

const completion = (tool_calls: JsonObject[]) =>
  json({
    id: "x",
    object: "chat.completion",
    model: "m",
    choices: [{ index: 0, message: { role: "assistant", content: null, tool_calls }, finish_reason: "tool_calls" }],
  });

test("an OpenAI-compatible upstream gets a function, its call comes back as a custom tool's", async () => {
  answer = () =>
    completion([
      { id: "c9", type: "function", function: { name: "apply_patch", arguments: args } },
      { id: "c10", type: "function", function: { name: "shell", arguments: "{}" } },
    ]);
  const { text, sent } = await ask("m");
  expect(sent).toMatchObject({
    tools: [
      {
        type: "function",
        function: {
          name: "apply_patch",
          description: expect.stringContaining(
            `Edits files.\n\nThe input must follow this lark grammar exactly:\n${definition}`,
          ),
        },
      },
      tools[1],
    ],
    tool_choice: { type: "function", function: { name: "apply_patch" } },
    messages: [
      messages[0],
      {
        role: "assistant",
        tool_calls: [{ id: "call_1", type: "function", function: { name: "apply_patch", arguments: args } }],
      },
      messages[2],
    ],
  });
  expect(callOf(text)).toEqual([custom, { id: "c10", type: "function", function: { name: "shell", arguments: "{}" } }]);
});

test("Anthropic's and Google's models, too", async () => {
  const input = { input: patch };
  answer = () =>
    json({
      id: "m",
      type: "message",
      content: [{ type: "tool_use", id: "c9", name: "apply_patch", input }],
      stop_reason: "tool_use",
      usage: { input_tokens: 1, output_tokens: 1 },
    });
  const claude = await ask("claude-sonnet-4-5");
  expect(callOf(claude.text)).toEqual([custom]);
  expect(claude.sent).toMatchObject({
    tool_choice: { type: "tool", name: "apply_patch" },
    messages: [
      {},
      { content: [{ type: "tool_use", name: "apply_patch", input }] },
      { content: [{ type: "tool_result" }] },
    ],
  });
  answer = () =>
    json({
      candidates: [
        {
          content: { role: "model", parts: [{ functionCall: { name: "apply_patch", args: input } }] },
          finishReason: "STOP",
        },
      ],
    });
  const google = await ask("gemini-2.5-pro");
  expect(callOf(google.text)).toMatchObject([{ type: "custom", custom: custom.custom }]);
});

test("a stream gives the input as it comes, beside functions, mixed and with the name repeated", async () => {
  answer = () =>
    sse(
      piece({ index: 0, id: "c9", type: "function", function: { name: "apply_patch", arguments: "" } }),
      piece({ index: 1, id: "c10", type: "function", function: { name: "shell", arguments: '{"a"' } }),
      piece({ index: 0, function: { name: "apply_patch", arguments: args.slice(0, 20) } }),
      piece({ index: 1, function: { arguments: ":1}" } }),
      piece({ index: 0, function: { arguments: args.slice(20) } }, "tool_calls"),
      "[DONE]",
    );
  const { text } = await ask("m", { stream: true });
  expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
  const calls = chunksOf(text).flatMap((chunk) => (deltaOf(chunk).tool_calls ?? []) as JsonObject[]);
  expect(calls).toEqual([
    { index: 0, id: "c9", type: "custom", custom: { name: "apply_patch", input: "" } },
    { index: 1, id: "c10", type: "function", function: { name: "shell", arguments: '{"a"' } },
    { index: 0, custom: { input: "*** Begin " } },
    { index: 1, function: { arguments: ":1}" } },
    { index: 0, custom: { input: patch.slice(10) } },
  ]);
});

test("calls without places, arguments that are other than asked for, and errors within a stream", async () => {
  answer = () =>
    sse(
      piece({ id: "a", function: { name: "apply_patch", arguments: { input: "one" } } }),
      piece({ id: "b", function: { name: "apply_patch", arguments: "two" } }),
      { id: "x", model: "m", choices: [{ index: 0, delta: {}, finish_reason: "tool_calls" }] },
    );
  const { text } = await ask("m", { stream: true });
  const inputs: Record<number, string> = {};
  for (const chunk of chunksOf(text))
    for (const call of (deltaOf(chunk).tool_calls ?? []) as { index: number; custom: { input: string } }[])
      inputs[call.index] = (inputs[call.index] ?? "") + call.custom.input;
  expect(inputs).toEqual({ 0: "one", 1: "two" });

  answer = () => sse({ error: { message: "too busy", type: "server_error" } });
  const failed = await gateway.ask(openAiChat, { model: "m", ...body, stream: true });
  expect([failed.status, failed.text]).toEqual([502, expect.stringContaining("too busy")]);
});

test("OpenAI and Azure get custom tools as they are, over /responses too", async () => {
  answer = () => completion([custom]);
  for (const model of ["gpt-5.5", "deployed"]) {
    const { text, sent } = await ask(model);
    expect(callOf(text)).toEqual([custom]);
    expect(sent).toMatchObject(body);
  }
  const item = { type: "custom_tool_call", call_id: "c9", name: "apply_patch", input: patch };
  answer = () => json({ id: "r", object: "response", status: "completed", output: [item] });
  const { text, sent } = await ask("gpt-5.5-pro");
  expect(callOf(text)).toEqual([custom]);
  expect(sent.input).toMatchObject([
    {},
    { type: "custom_tool_call" },
    { type: "custom_tool_call_output", call_id: "call_1" },
  ]);
});

test("a custom tool without a name is a 400 that says so", async () => {
  const { status, text } = await gateway.ask(openAiChat, {
    model: "m",
    messages,
    tools: [{ type: "custom", name: "x" }],
  });
  expect([status, JSON.parse(text).error.param]).toEqual([400, "tools[0].custom.name"]);
});

test("Codex's apply_patch at another vendor's model: the input streams as it is written, the next turn has call and output", async () => {
  const [opened, ...rest] = ["", args.slice(0, 15), args.slice(15, 34), args.slice(34)];
  const events = [
    { type: "message_start", message: { id: "m", content: [], usage: { input_tokens: 1, output_tokens: 1 } } },
    {
      type: "content_block_start",
      index: 0,
      content_block: { type: "tool_use", id: "c9", name: "apply_patch", input: {} },
    },
    ...[opened, ...rest].map((partial_json) => ({
      type: "content_block_delta",
      index: 0,
      delta: { type: "input_json_delta", partial_json },
    })),
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason: "tool_use" }, usage: { output_tokens: 9 } },
    { type: "message_stop" },
  ];
  answer = () => sse(...events);
  const { format, ...named } = tools[0]!.custom!;
  const tool = { type: "custom", ...named, format: { type: "grammar", ...format.grammar } };
  const input = [
    { role: "user", content: "Go" },
    { type: "custom_tool_call", call_id: "call_1", name: "apply_patch", input: patch },
    { type: "custom_tool_call_output", call_id: "call_1", output: "Done." },
  ];
  const request = { model: "claude-sonnet-4-5", stream: true, store: false, input, tools: [tool] };
  gateway.asked.length = 0;
  const { text } = await gateway.ask(openAiResponses, request);
  expect(gateway.asked[0]!.body.messages).toMatchObject([
    {},
    { content: [{ type: "tool_use", id: "call_1", name: "apply_patch", input: { input: patch } }] },
    { content: [{ type: "tool_result", tool_use_id: "call_1", content: "Done." }] },
  ]);
  const told = text
    .split("\n")
    .filter((line) => line.startsWith("data: {"))
    .map((line) => JSON.parse(line.slice(6)));
  const deltas = told.filter(({ type }) => type === "response.custom_tool_call_input.delta").map(({ delta }) => delta);
  expect([deltas.length, deltas.join("")]).toEqual([3, patch]);
  expect(told.find(({ type }) => type === "response.custom_tool_call_input.done")).toMatchObject({ input: patch });
  expect(told.at(-1).response.output).toMatchObject([
    { type: "custom_tool_call", call_id: "c9", name: "apply_patch", input: patch, status: "completed" },
  ]);
});
