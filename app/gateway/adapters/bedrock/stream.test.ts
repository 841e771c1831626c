import { expect, test } from "vitest";
import { call } from "~/tests/replay";
import type { JsonObject } from "../../openai/fields";
import { ConverseStream } from "./stream";
import { answerTool } from "./tools";

type Event = [name: string, data: object];
const model = "us.anthropic.claude-sonnet-4-5";
const asked = { response_format: { type: "json_schema", json_schema: { name: "n", schema: {} } } };

/** What a client is told: deltas, finish reasons, usage, errors. */
function told(events: Event[], body: JsonObject = {}, of = model): unknown[] {
  const stream = new ConverseStream(call("chat", body), of);
  return events.flatMap(([name, data]) =>
    stream.event(name, JSON.stringify(data)).map((chunk) => {
      const [choice] = (chunk.choices ?? []) as { index: number; delta: JsonObject; finish_reason: string | null }[];
      if (choice === undefined) return chunk.error === undefined ? chunk.usage : { error: chunk.error };
      expect(chunk).toMatchObject({ object: "chat.completion.chunk", model: of, choices: [{ index: 0 }] });
      return choice.finish_reason ?? choice.delta;
    }),
  );
}

const start = (contentBlockIndex: number, toolUse: object): Event => [
  "contentBlockStart",
  { contentBlockIndex, start: { toolUse } },
];
const delta = (contentBlockIndex: number, delta: object): Event => ["contentBlockDelta", { contentBlockIndex, delta }];
const close = (contentBlockIndex: number): Event => ["contentBlockStop", { contentBlockIndex }];
const stop = (stopReason: string): Event => ["messageStop", { stopReason }];

test("a stream begins with its role, and its text, end and usage go on as they come", () => {
  const usage = { inputTokens: 2, outputTokens: 3, cacheReadInputTokens: 5 };
  expect(
    told([
      ["messageStart", { role: "assistant" }],
      delta(0, { text: "Hel" }),
      delta(0, { text: "" }),
      delta(0, { text: "lo" }),
      close(0),
      stop("end_turn"),
      ["metadata", { usage, metrics: { latencyMs: 1 } }],
      ["metadata", { metrics: { latencyMs: 1 } }],
      ["ofTomorrow", { x: 1 }],
    ]),
  ).toEqual([
    { role: "assistant", content: "" },
    { content: "Hel" },
    { content: "lo" },
    "stop",
    expect.objectContaining({ prompt_tokens: 7, completion_tokens: 3 }),
  ]);
  expect(new ConverseStream(call("chat"), model).event("contentBlockDelta", "null")).toEqual([]);
});

test("a schema's answer is the input of a tool that nobody sees called, piece by piece", () => {
  const input = (text: string) => delta(1, { toolUse: { input: text } });
  const answer = [start(1, { toolUseId: "t", name: answerTool }), input('{"a"'), input(""), input(":1}"), close(1)];
  expect(told([...answer, stop("tool_use")], asked)).toEqual([{ content: '{"a"' }, { content: ":1}" }, "stop"]);
  // Without arguments it is the empty object, and cut off it is no whole one.
  const empty = [start(1, { toolUseId: "t", name: answerTool }), close(1)];
  expect(told([...empty, stop("tool_use")], asked)).toEqual([{ content: "{}" }, "stop"]);
  expect(told([...answer.slice(0, 2), stop("max_tokens")], asked)).toEqual([{ content: '{"a"' }, "length"]);
  // The client's own tool of that name, and other tools beside a schema, are called.
  expect(told([...answer, stop("tool_use")])).toMatchObject([
    { tool_calls: [{ index: 0, id: "t", function: { name: answerTool } }] },
    { tool_calls: [{ index: 0, function: { arguments: '{"a"' } }] },
    { tool_calls: [{ index: 0, function: { arguments: ":1}" } }] },
    "tool_calls",
  ]);
  expect(told([start(0, { toolUseId: "t", name: "look" }), close(0), stop("tool_use")], asked)).toMatchObject([
    { tool_calls: [{ id: "t", function: { name: "look", arguments: "" } }] },
    { tool_calls: [{ function: { arguments: "{}" } }] },
    "tool_calls",
  ]);
});

test("calls are numbered among themselves, whatever stands between; a tool of the vendor's own is none", () => {
  expect(
    told([
      delta(0, { text: "Let me." }),
      close(0),
      start(1, { toolUseId: "a", name: "f" }),
      start(2, { toolUseId: "s", name: "search", type: "server_tool_use" }),
      start(3, { toolUseId: "b", name: "g" }),
      delta(3, { toolUse: { input: '{"x":2}' } }),
      delta(2, { toolUse: { input: '{"q":"?"}' } }),
      delta(1, { toolUse: { input: '{"x":1}' } }),
      close(1),
      close(2),
      close(3),
      close(9),
      stop("end_turn"),
    ]),
  ).toEqual([
    { content: "Let me." },
    { tool_calls: [{ index: 0, id: "a", type: "function", function: { name: "f", arguments: "" } }] },
    { tool_calls: [{ index: 1, id: "b", type: "function", function: { name: "g", arguments: "" } }] },
    { tool_calls: [{ index: 1, function: { arguments: '{"x":2}' } }] },
    { tool_calls: [{ index: 0, function: { arguments: '{"x":1}' } }] },
    "tool_calls",
  ]);
});

test("thinking goes on as text, its signature at the end of its block; what is hidden is kept", () => {
  const reasoning = (at: number, reasoningContent: object) => delta(at, { reasoningContent });
  const events = [
    reasoning(0, { text: "Fir" }),
    reasoning(0, { text: "st." }),
    reasoning(0, { text: "" }),
    reasoning(0, { signature: "s" }),
    reasoning(0, { signature: "1" }),
    close(0),
    reasoning(1, { redactedContent: "xyz" }),
    close(1),
    reasoning(2, { signature: "s2" }),
    close(2),
  ];
  const parts = (format: string) => [
    { reasoning_content: "Fir" },
    { reasoning_content: "st." },
    { reasoning_details: [{ type: "reasoning.text", text: "First.", signature: "s1", format, index: 0 }] },
    { reasoning_details: [{ type: "reasoning.encrypted", data: "xyz", format, index: 1 }] },
    { reasoning_details: [{ type: "reasoning.text", text: "", signature: "s2", format, index: 2 }] },
  ];
  expect(told(events)).toEqual(parts("anthropic-claude-v1"));
  expect(told(events, {}, "amazon.nova-pro")).toEqual(parts("bedrock-converse-v1"));
});

test("citations say where in the whole answer their words stand", () => {
  const citation = { title: "Handbook", sourceContent: [{ text: "as it " }, { text: "says" }] };
  expect(
    told([delta(0, { text: "Known. " }), close(0), delta(1, { text: "Cited." }), delta(1, { citation }), close(1)]).at(
      -1,
    ),
  ).toEqual({
    annotations: [
      {
        type: "file_citation",
        file_citation: { filename: "Handbook", quote: "as it says", start_index: 7, end_index: 13 },
      },
    ],
  });
});

test("an answer that is none is an error, unless something was said; exceptions keep their meaning", () => {
  expect(told([stop("malformed_model_output")])).toMatchObject([{ error: { code: "malformed_model_output" } }]);
  expect(told([delta(0, { text: "Hi" }), stop("malformed_tool_use")])).toEqual([{ content: "Hi" }, "stop"]);
  const called = [start(0, { toolUseId: "t", name: "f" }), stop("malformed_tool_use")];
  expect(told(called).at(-1)).toBe("tool_calls");
  expect(told([["throttlingException", { message: "Slow down" }]])).toMatchObject([
    { error: { message: "Slow down", code: "rate_limit_exceeded" } },
  ]);
  expect(told([["error", { message: "gone" }]])).toMatchObject([{ error: { message: "gone" } }]);
});
