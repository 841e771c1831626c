import { expect, test } from "vitest";
import type { JsonObject } from "../../openai/fields";
import { noUsage } from "../../openai/usage";
import { MessageWriter } from "./writer";

interface Event {
  type: string;
  index?: number;
  content_block?: JsonObject;
  delta?: JsonObject;
  message?: JsonObject;
  usage?: JsonObject;
}

const usage = { ...noUsage, promptTokens: 20, completionTokens: 5, cachedTokens: 8, cacheWriteTokens: 2 };

const chunk = (delta: JsonObject, finish: string | null = null): JsonObject => ({
  id: "chatcmpl-1",
  model: "mock",
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const tool = (index: number, more: JsonObject) => chunk({ tool_calls: [{ index, ...more }] });
const call = (index: number, id: string, name: string, text = "") =>
  tool(index, { id, type: "function", function: { name, arguments: text } });
const args = (index: number, text: string) => tool(index, { function: { arguments: text } });

function written(chunks: JsonObject[]): Event[] {
  const writer = new MessageWriter([], () => 7);
  const text = chunks.map((part) => writer.chunk(part)).join("") + writer.closing(usage);
  return text
    .split("\n\n")
    .filter(Boolean)
    .map((raw) => {
      const [name, data] = raw.split("\n");
      const event = JSON.parse(data!.slice("data: ".length));
      expect(name).toBe(`event: ${event.type}`);
      return event;
    });
}

/** What a strict client makes of the events; fails where a block is opened twice, left open or out of order. */
function assemble(events: Event[]) {
  expect(events[0]!.type).toBe("message_start");
  expect(events.filter(({ type }) => type === "message_start")).toHaveLength(1);
  expect(events.slice(-2).map(({ type }) => type)).toEqual(["message_delta", "message_stop"]);
  const blocks: JsonObject[] = [];
  let open: number | null = null;
  for (const event of events.slice(1, -2)) {
    if (event.type === "content_block_start") {
      expect(open).toBeNull();
      expect(event.index).toBe(blocks.length);
      open = event.index!;
      blocks.push({ ...event.content_block, json: "" });
    } else if (event.type === "content_block_delta") {
      expect(event.index).toBe(open);
      const block = blocks[open!]!;
      const { delta } = event;
      const kinds: Record<string, string> = {
        text_delta: "text",
        thinking_delta: "thinking",
        signature_delta: "thinking",
        input_json_delta: "tool_use",
      };
      expect(block.type).toBe(kinds[String(delta?.type)]);
      for (const name of ["text", "thinking", "signature"])
        if (typeof delta?.[name] === "string") block[name] = String(block[name] ?? "") + delta[name];
      if (typeof delta?.partial_json === "string") block.json += delta.partial_json;
    } else {
      expect(event).toEqual({ type: "content_block_stop", index: open });
      open = null;
    }
  }
  expect(open).toBeNull();
  return {
    blocks: blocks.map(({ json, ...block }) => (block.type === "tool_use" ? { ...block, json } : block)),
    end: events.at(-2)!,
  };
}

test("text: one block, usage without the cached tokens, and the head has every count", () => {
  const events = written([
    chunk({ role: "assistant", content: "" }),
    chunk({ content: "Hel" }),
    chunk({ content: "lo" }, "stop"),
  ]);
  expect(events[0]!.message).toMatchObject({
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "mock",
    content: [],
    stop_reason: null,
    usage: { input_tokens: 7, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 0 },
  });
  const { blocks, end } = assemble(events);
  expect(blocks).toEqual([{ type: "text", text: "Hello" }]);
  expect(end).toMatchObject({
    delta: { stop_reason: "end_turn", stop_sequence: null },
    usage: { input_tokens: 10, cache_creation_input_tokens: 2, cache_read_input_tokens: 8, output_tokens: 5 },
  });
});

test("thinking, text and a tool follow one another, and the delta that switches is not lost", () => {
  const { blocks, end } = assemble(
    written([
      chunk({ reasoning_content: "hm" }),
      chunk({ reasoning_content: " hm", content: "Let me" }),
      chunk({ content: " look.", tool_calls: [] }),
      call(0, "call_1", "look", '{"a"'),
      args(0, ":1}"),
      chunk({}, "tool_calls"),
    ]),
  );
  expect(blocks).toEqual([
    { type: "thinking", thinking: "hm hm", signature: "" },
    { type: "text", text: "Let me look." },
    { type: "tool_use", id: "call_1", name: "look", input: {}, json: '{"a":1}' },
  ]);
  expect(end.delta).toMatchObject({ stop_reason: "tool_use" });
});

test("parallel calls whose deltas mix come out as whole blocks, one after the other", () => {
  const { blocks } = assemble(
    written([
      call(0, "a", "first"),
      call(1, "b", "second"),
      args(0, '{"x":'),
      args(1, '{"y":'),
      args(0, "1}"),
      args(1, "2}"),
      chunk({ content: "done" }, "tool_calls"),
    ]),
  );
  expect(blocks).toEqual([
    { type: "tool_use", id: "a", name: "first", input: {}, json: '{"x":1}' },
    { type: "tool_use", id: "b", name: "second", input: {}, json: '{"y":2}' },
    { type: "text", text: "done" },
  ]);
});

test("a finished call is closed as soon as the next begins: nothing waits for the end", () => {
  const writer = new MessageWriter([], () => 0);
  writer.chunk(call(0, "a", "first", "{}"));
  const text = writer.chunk(call(1, "b", "second", "{"));
  expect(text).toContain('"content_block_stop","index":0');
  expect(text).toContain('"name":"second"');
});

test("calls that all have the number 0, or whose name comes late, are told apart", () => {
  const { blocks } = assemble(
    written([
      call(0, "a", "first", '{"x":1}'),
      call(0, "b", "first", '{"x":2}'),
      tool(1, { id: "c", function: { arguments: "" } }),
      tool(1, { function: { name: "late" } }),
      tool(1, { id: "c", function: { name: "late", arguments: "{}" } }),
    ]),
  );
  expect(blocks.map(({ id, name, json }) => [id, name, json])).toEqual([
    ["a", "first", '{"x":1}'],
    ["b", "first", '{"x":2}'],
    ["c", "late", "{}"],
  ]);
});

test("cited addresses stand with their text", () => {
  const annotations = [{ type: "url_citation", url_citation: { url: "https://a", title: "A", content: "said" } }];
  const events = written([chunk({ content: "a" }), chunk({ annotations }), chunk({}, "stop")]);
  expect(events.filter(({ delta }) => delta?.type === "citations_delta")).toEqual([
    {
      type: "content_block_delta",
      index: 0,
      delta: {
        type: "citations_delta",
        citation: {
          type: "web_search_result_location",
          url: "https://a",
          title: "A",
          cited_text: "said",
          encrypted_index: "",
        },
      },
    },
  ]);
});

test("empty lists of tool calls and empty texts open nothing", () => {
  const { blocks, end } = assemble(
    written([
      chunk({ role: "assistant", content: "", tool_calls: [], reasoning_content: "" }),
      chunk({ content: "a", tool_calls: [] }),
      chunk({ content: "", tool_calls: [] }, "stop"),
    ]),
  );
  expect(blocks).toEqual([{ type: "text", text: "a" }]);
  expect(end.delta).toMatchObject({ stop_reason: "end_turn" });
});

test("signatures end their thinking block; hidden thinking is a block of its own", () => {
  const signed = (text: string, signature: string) =>
    chunk({ reasoning_details: [{ type: "reasoning.text", text, signature, format: "anthropic-claude-v1" }] });
  const { blocks } = assemble(
    written([
      chunk({ reasoning_content: "one" }),
      signed("one", "s1"),
      chunk({ reasoning_details: [{ type: "reasoning.encrypted", data: "d", format: "anthropic-claude-v1" }] }),
      chunk({ reasoning_content: "two" }),
      signed("two", "s2"),
      signed("both at once", "s3"),
      chunk({ content: "ok" }, "stop"),
    ]),
  );
  expect(blocks).toEqual([
    { type: "thinking", thinking: "one", signature: "s1" },
    { type: "redacted_thinking", data: "d" },
    { type: "thinking", thinking: "two", signature: "s2" },
    { type: "thinking", thinking: "both at once", signature: "s3" },
    { type: "text", text: "ok" },
  ]);
});

for (const [finish, reason] of [
  ["stop", "end_turn"],
  ["length", "max_tokens"],
  ["content_filter", "refusal"],
  ["eos", "end_turn"],
] as const)
  test(`the finish reason '${finish}' is '${reason}'`, () => {
    expect(assemble(written([chunk({ content: "a" }, finish)])).end.delta).toMatchObject({ stop_reason: reason });
  });

test("a call is a tool use also where the upstream says 'stop'; a refusal says why", () => {
  expect(assemble(written([call(0, "a", "f", "{}"), chunk({}, "stop")])).end.delta).toMatchObject({
    stop_reason: "tool_use",
  });
  const { blocks, end } = assemble(written([chunk({ refusal: "I will " }), chunk({ refusal: "not." }, "stop")]));
  expect(blocks).toEqual([{ type: "text", text: "I will not." }]);
  expect(end.delta).toMatchObject({ stop_reason: "refusal", stop_details: { explanation: "I will not." } });
});

test("a stop sequence that the upstream names is named, and other choices are left out", () => {
  const writer = new MessageWriter(["END"], () => 0);
  const text = writer.chunk({
    choices: [
      { index: 1, delta: { content: "other" }, finish_reason: "stop" },
      { index: 0, delta: { content: "a" }, finish_reason: "stop", stop_reason: "END" },
    ],
  });
  expect(text).not.toContain("other");
  expect(writer.closing(usage)).toContain('"stop_reason":"stop_sequence","stop_sequence":"END"');
});
