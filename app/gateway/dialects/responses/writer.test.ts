import { expect, test } from "vitest";
import { mark, short, stream } from "~/tests/responses-events";
import type { JsonObject } from "../../openai/fields";

test("text: every event in OpenAI's order", () => {
  const events = stream([{ role: "assistant", content: "" }, { content: "po" }, { content: "ng" }]);
  expect(short(events)).toEqual([
    "created",
    "in_progress",
    "output_item.added 0",
    "content_part.added 0",
    "output_text.delta 0",
    "output_text.delta 0",
    "output_text.done 0",
    "content_part.done 0",
    "output_item.done 0",
    "completed",
  ]);
  expect(events[2]).toEqual({
    type: "response.output_item.added",
    sequence_number: 2,
    output_index: 0,
    item: { id: `msg_${mark}o0`, type: "message", status: "in_progress", role: "assistant", content: [] },
  });
  expect(events[3]!.part).toEqual({ type: "output_text", text: "", annotations: [], logprobs: [] });
  expect(events[6]).toMatchObject({ text: "pong", content_index: 0, logprobs: [] });
  expect(events.at(-1)!.response).toMatchObject({
    id: `resp_${mark}`,
    object: "response",
    status: "completed",
    model: "up",
    error: null,
    incomplete_details: null,
    usage: {
      input_tokens: 11,
      input_tokens_details: { cached_tokens: 4 },
      output_tokens: 7,
      output_tokens_details: { reasoning_tokens: 3 },
      total_tokens: 18,
    },
    output: [{ type: "message", status: "completed", content: [{ type: "output_text", text: "pong" }] }],
  });
  expect(events[0]!.response).toMatchObject({ status: "in_progress", output: [], usage: null });
});

test("reasoning, then text, then reasoning and text again: an item each, one after the other", () => {
  const events = stream([
    { reasoning_content: "a" },
    { reasoning_content: "b" },
    { content: "c" },
    { reasoning_content: "d" },
    { content: "e" },
  ]);
  expect(short(events).slice(2, 9)).toEqual([
    "output_item.added 0",
    "reasoning_summary_part.added 0",
    "reasoning_summary_text.delta 0",
    "reasoning_summary_text.delta 0",
    "reasoning_summary_text.done 0",
    "reasoning_summary_part.done 0",
    "output_item.done 0",
  ]);
  expect(events.at(-1)!.response.output).toMatchObject([
    { type: "reasoning", summary: [{ type: "summary_text", text: "ab" }] },
    { type: "message", content: [{ text: "c" }] },
    { type: "reasoning", summary: [{ text: "d" }] },
    { type: "message", content: [{ text: "e" }] },
  ]);
});

const piece = (index: number, text: string, head: JsonObject = {}) => ({
  tool_calls: [{ index, ...head, function: { ...(head.id === undefined ? {} : { name: "f" }), arguments: text } }],
});

test("a call after text: the text is done first, the arguments follow in pieces", () => {
  const events = stream(
    [{ content: "wait" }, piece(0, "", { id: "a" }), piece(0, '{"x"'), piece(0, ":1}")],
    "tool_calls",
  );
  expect(short(events).slice(6)).toEqual([
    "content_part.done 0",
    "output_item.done 0",
    "output_item.added 1",
    "function_call_arguments.delta 1",
    "function_call_arguments.delta 1",
    "function_call_arguments.done 1",
    "output_item.done 1",
    "completed",
  ]);
  expect(events.at(-1)!.response.output[1]).toEqual({
    id: `fc_${mark}o1`,
    type: "function_call",
    call_id: "a",
    name: "f",
    arguments: '{"x":1}',
    status: "completed",
  });
});

test("parallel calls: one is done before the next where its arguments are whole, and they may mix where not", () => {
  const whole = stream([piece(0, '{"x":1}', { id: "a" }), piece(1, '{"x":2}', { id: "b" })], "tool_calls");
  expect(short(whole).slice(2, 7)).toEqual([
    "output_item.added 0",
    "function_call_arguments.delta 0",
    "function_call_arguments.done 0",
    "output_item.done 0",
    "output_item.added 1",
  ]);
  const mixed = stream(
    [piece(0, '{"x"', { id: "a" }), piece(1, '{"y"', { id: "b" }), piece(0, ":1}"), piece(1, ":2}")],
    "tool_calls",
  );
  expect(mixed.at(-1)!.response.output).toMatchObject([
    { call_id: "a", arguments: '{"x":1}' },
    { call_id: "b", arguments: '{"y":2}' },
  ]);
});

test("calls all numbered 0, without ids, with the same id, or without arguments come out apart and parsable", () => {
  const same = stream([piece(0, '{"x":1}', { id: "a" }), piece(0, '{"x":2}', { id: "b" })], "tool_calls");
  expect(same.at(-1)!.response.output).toMatchObject([{ call_id: "a" }, { call_id: "b", arguments: '{"x":2}' }]);
  const twice = [0, 1].map((index) => ({ tool_calls: [{ index, id: "x", function: { name: "f", arguments: "" } }] }));
  const [first, second] = stream(twice, "tool_calls").at(-1)!.response.output;
  expect(first).toMatchObject({ call_id: "x", arguments: "{}" });
  expect(second!.call_id).not.toBe("x");
  const bare = stream([{ tool_calls: [{ function: { name: "f", arguments: "{}" } }] }], "tool_calls");
  expect(bare.at(-1)!.response.output[0]!.call_id).toMatch(/^call_/);
});

test("text between the pieces of a call is a message of its own", () => {
  const events = stream([piece(0, '{"x"', { id: "a" }), { content: "hm" }, piece(0, ":1}")], "tool_calls");
  expect(events.at(-1)!.response.output).toMatchObject([{ arguments: '{"x":1}' }, { content: [{ text: "hm" }] }]);
});

test("a custom tool's call is a custom tool call with the plain input", () => {
  const events = stream([piece(0, '{"inp', { id: "a" }), piece(0, 'ut":"ls -l"}')], "tool_calls", ["f"]);
  expect(short(events).slice(2, 6)).toEqual([
    "output_item.added 0",
    "custom_tool_call_input.delta 0",
    "custom_tool_call_input.done 0",
    "output_item.done 0",
  ]);
  expect(events.at(-1)!.response.output[0]).toMatchObject({ type: "custom_tool_call", input: "ls -l", call_id: "a" });
});

test("whatever deltas come in whatever order, items open and close once and the answer holds them all", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * below);
  };
  const made = new Map<number, number>();
  const kinds: (() => JsonObject)[] = [
    () => ({ content: "text " }),
    () => ({ content: "" }),
    () => ({ reasoning_content: "hm " }),
    () => ({ refusal: "no " }),
    () => ({ tool_calls: [] }),
    () => ({ reasoning_details: [{ type: "reasoning.encrypted", data: "z", index: random(2) }] }),
    () => ({ reasoning_content: "a", content: "b", ...piece(random(3), "1") }),
    () => {
      const index = random(3);
      made.set(index, (made.get(index) ?? 0) + 1);
      return piece(index, ["", "{}", '{"x":1}', '{"x"'][random(4)]!, { id: `call_${index}_${made.get(index)}` });
    },
    () => piece(random(3), [":1}", "{", "}"][random(3)]!),
  ];
  for (let round = 0; round < 300; round++) {
    made.clear();
    const deltas = Array.from({ length: 1 + random(12) }, () => kinds[random(kinds.length)]!());
    const finish = ["stop", "length", "tool_calls", "content_filter"][random(4)]!;
    const { output } = stream(deltas, finish).at(-1)!.response;
    const said = (field: string) =>
      deltas.map((delta) => (typeof delta[field] === "string" ? delta[field] : "")).join("");
    const parts = output.flatMap((item) => (item.content ?? item.summary ?? []) as JsonObject[]);
    const told = (type: string, field: string) => parts.map((part) => (part.type === type ? part[field] : "")).join("");
    expect(told("output_text", "text")).toBe(said("content"));
    expect(told("refusal", "refusal")).toBe(said("refusal"));
    expect(told("summary_text", "text")).toBe(said("reasoning_content"));
    const named = [...made.values()].reduce((sum, count) => sum + count, 0);
    expect(output.filter(({ type }) => type === "function_call")).toHaveLength(named);
  }
});
