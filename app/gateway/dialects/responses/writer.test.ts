import { expect, test } from "vitest";
import { GatewayError } from "../../errors";
import type { JsonObject } from "../../openai/fields";
import { noUsage } from "../../openai/usage";
import { carried } from "../carried";
import { echoOf } from "./answer";
import { ResponsesSurface } from "./surface";

const mark = "0123456789abcdef0123456789abcdef";
const frame = (custom: string[] = [], body: JsonObject = {}) => ({
  mark,
  createdAt: 1_700_000_000,
  echo: echoOf(body, true),
  customTools: new Set(custom),
});
const usage = { ...noUsage, promptTokens: 11, completionTokens: 7, cachedTokens: 4, reasoningTokens: 3 };
const surfaceOf = (custom: string[] = []) => new ResponsesSurface(frame(custom), { input: "hi" }, true);

interface Event extends JsonObject {
  type: string;
  sequence_number: number;
  response: JsonObject & { output: JsonObject[] };
}

const parse = (text: string): Event[] =>
  text
    .split("\n\n")
    .filter(Boolean)
    .map((event) => {
      const [name, data] = event.split("\n");
      const parsed = JSON.parse(data!.slice("data: ".length));
      expect(name).toBe(`event: ${parsed.type}`);
      return parsed;
    });

/** The events of a stream with these deltas, checked for what every stream has to keep to. */
function stream(deltas: JsonObject[], finish = "stop", custom: string[] = []): Event[] {
  const writer = surfaceOf(custom).writer();
  let text = "";
  for (const delta of deltas)
    text += writer.chunk({ model: "up", choices: [{ index: 0, delta, finish_reason: null }] });
  text += writer.chunk({ model: "up", choices: [{ index: 0, delta: {}, finish_reason: finish }] });
  const events = parse(text + writer.closing(usage));
  checkOrder(events);
  return events;
}

function checkOrder(events: Event[]): void {
  expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index));
  expect(events.slice(0, 2).map(({ type }) => type)).toEqual(["response.created", "response.in_progress"]);
  const open = new Map<unknown, unknown>();
  const items: unknown[] = [];
  for (const event of events) {
    const item = event.item as JsonObject | undefined;
    if (event.type === "response.output_item.added") {
      expect(event.output_index).toBe(items.length);
      items.push(item!.id);
      open.set(event.output_index, item!.id);
    } else if (event.type === "response.output_item.done") {
      expect(open.get(event.output_index)).toBe(item!.id);
      open.delete(event.output_index);
    } else if (event.item_id !== undefined) expect(open.get(event.output_index)).toBe(event.item_id);
  }
  expect(open.size).toBe(0);
  const last = events.at(-1)!;
  expect(last.type).toMatch(/^response\.(completed|incomplete)$/);
  const done = events.filter(({ type }) => type === "response.output_item.done");
  const byPlace = done.toSorted((a, b) => Number(a.output_index) - Number(b.output_index)).map(({ item }) => item);
  expect(last.response.output).toEqual(byPlace);
  expect(new Set(items).size).toBe(items.length);
}

const short = (events: Event[]) =>
  events.map(
    ({ type, output_index: place }) => type.replace("response.", "") + (place === undefined ? "" : ` ${place}`),
  );

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

test("a refusal has events of its own, also after text", () => {
  const events = stream([{ content: "Well" }, { refusal: "I " }, { refusal: "won't." }]);
  expect(short(events).slice(5, 12)).toEqual([
    "output_text.done 0",
    "content_part.done 0",
    "content_part.added 0",
    "refusal.delta 0",
    "refusal.delta 0",
    "refusal.done 0",
    "content_part.done 0",
  ]);
  expect(events[8]).toMatchObject({ content_index: 1 });
  expect(events.at(-1)!.response.output[0]!.content).toMatchObject([
    { type: "output_text", text: "Well" },
    { type: "refusal", refusal: "I won't." },
  ]);
});

test("signed reasoning is carried in encrypted_content, its pieces put together", () => {
  const signed = (more: JsonObject) => ({ reasoning_details: [{ type: "reasoning.text", index: 0, ...more }] });
  const events = stream([
    { reasoning_content: "thi", ...signed({ text: "thi" }) },
    { reasoning_content: "nk", ...signed({ text: "nk" }) },
    signed({ signature: "sig", format: "anthropic-claude-v1" }),
    { content: "x" },
  ]);
  const [reasoning] = events.at(-1)!.response.output;
  expect(reasoning).toMatchObject({ summary: [{ text: "think" }] });
  expect(carried(reasoning!.encrypted_content)).toEqual({
    details: [{ type: "reasoning.text", index: 0, text: "think", signature: "sig", format: "anthropic-claude-v1" }],
  });
});

test("reasoning that comes only as details is told all the same; hidden reasoning is an item without text", () => {
  const told = stream([{ reasoning_details: [{ type: "reasoning.summary", summary: "why" }] }, { content: "x" }]);
  expect(told.at(-1)!.response.output[0]).toEqual({
    id: `rs_${mark}o0`,
    type: "reasoning",
    summary: [{ type: "summary_text", text: "why" }],
  });
  const hidden = stream([{ reasoning_details: [{ type: "reasoning.encrypted", data: "zzz" }] }, { content: "x" }]);
  expect(hidden.at(-1)!.response.output[0]).toMatchObject({ summary: [], encrypted_content: expect.any(String) });
});

test("citations and logprobs reach the text", () => {
  const cited = { type: "url_citation", url_citation: { url: "https://a", title: "A", start_index: 0, end_index: 2 } };
  const logprob = { token: "ok", logprob: -0.1, bytes: [111, 107], top_logprobs: [] };
  const writer = surfaceOf().writer();
  const text = writer.chunk({
    choices: [
      {
        index: 0,
        delta: { content: "ok", annotations: [cited] },
        logprobs: { content: [logprob] },
        finish_reason: "stop",
      },
    ],
  });
  const events = parse(text + writer.closing(usage));
  checkOrder(events);
  expect(events.find(({ type }) => type === "response.output_text.delta")).toMatchObject({ logprobs: [logprob] });
  expect(events.find(({ type }) => type.endsWith("annotation.added"))).toMatchObject({
    annotation_index: 0,
    annotation: { type: "url_citation", url: "https://a", title: "A" },
  });
  expect(events.at(-1)!.response.output[0]).toMatchObject({
    content: [{ logprobs: [logprob], annotations: [{ end_index: 2 }] }],
  });
});

test.each([
  ["length", "max_output_tokens"],
  ["content_filter", "content_filter"],
])("finish reason %s: incomplete because of %s", (finish, reason) => {
  const last = stream([{ content: "half" }], finish).at(-1)!;
  expect(last).toMatchObject({
    type: "response.incomplete",
    response: { status: "incomplete", incomplete_details: { reason }, output: [{ status: "incomplete" }] },
  });
});

test("a failure after content is response.failed with what there was, and nothing after it", () => {
  const writer = surfaceOf().writer();
  const begun = writer.chunk({ model: "up", choices: [{ index: 0, delta: { content: "half" }, finish_reason: null }] });
  const error = new GatewayError({ status: 502, type: "server_error", code: "upstream_error", message: "It broke." });
  const events = parse(begun + writer.error(error));
  expect(events.at(-1)).toMatchObject({
    type: "response.failed",
    sequence_number: events.length - 1,
    response: {
      id: `resp_${mark}`,
      status: "failed",
      error: { code: "server_error", message: "It broke." },
      output: [{ status: "incomplete", content: [{ text: "half" }] }],
    },
  });
});

test("a native stream that breaks fails in the name of its own response, and a whole one is kept", () => {
  const surface = surfaceOf();
  const writer = surface.writer();
  const item = { id: "msg_1", type: "message", content: [] };
  writer.passed(
    JSON.stringify({
      type: "response.created",
      sequence_number: 0,
      response: { id: "resp_up", status: "in_progress" },
    }),
  );
  writer.passed(JSON.stringify({ type: "response.output_item.done", sequence_number: 7, item }));
  const error = new GatewayError({ status: 502, type: "server_error", code: "upstream_error", message: "cut" });
  expect(parse(writer.error(error))).toMatchObject([
    { type: "response.failed", sequence_number: 8, response: { id: "resp_up", status: "failed", output: [item] } },
  ]);
  expect(surface.kept()).toBeNull();
  writer.passed(
    JSON.stringify({ type: "response.completed", sequence_number: 8, response: { id: "resp_up", output: [item] } }),
  );
  expect(surface.kept()).toMatchObject({ id: "resp_up", previousId: null });
});

test("a whole answer has the same items, and every field that the SDK promises", () => {
  const surface = new ResponsesSurface(
    frame([], { instructions: "Be brief.", temperature: 0.2, tools: [{ type: "function", name: "f" }] }),
    { input: "hi" },
    true,
  );
  const whole = surface.whole({
    model: "up",
    service_tier: "flex",
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          reasoning_content: "hm",
          content: "pong",
          tool_calls: [{ id: "a", type: "function", function: { name: "f", arguments: '{"x":1}' } }],
        },
        finish_reason: "tool_calls",
      },
    ],
    usage: { prompt_tokens: 1, completion_tokens: 2 },
  });
  expect(whole).toMatchObject({
    status: "completed",
    instructions: "Be brief.",
    temperature: 0.2,
    top_p: 1,
    tools: [{ type: "function", name: "f", parameters: null, strict: null }],
    tool_choice: "auto",
    parallel_tool_calls: true,
    metadata: {},
    text: { format: { type: "text" } },
    service_tier: "flex",
    store: true,
    usage: { input_tokens: 1, output_tokens: 2, total_tokens: 3 },
    output: [{ type: "reasoning" }, { type: "message" }, { type: "function_call", call_id: "a" }],
  });
  const kept = surface.kept()!;
  expect(JSON.parse(kept.input)).toMatchObject([
    { type: "message", role: "user", id: `msg_${mark}i0`, content: [{ type: "input_text", text: "hi" }] },
  ]);
  expect(JSON.parse(kept.response)).toEqual(whole);
});

test("a native stream has begun with the first item of a tool that the vendor runs", () => {
  const writer = surfaceOf().writer();
  const added = (type: string) =>
    JSON.stringify({ type: "response.output_item.added", output_index: 0, item: { type } });
  expect(["message", "reasoning", "web_search_call"].map((type) => writer.passed(added(type)))).toEqual([
    false,
    false,
    true,
  ]);
});
