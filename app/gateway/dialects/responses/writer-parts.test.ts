import { expect, test } from "vitest";
import { checkOrder, frame, mark, parse, short, stream, surfaceOf, usage } from "~/tests/responses-events";
import { GatewayError } from "../../errors";
import type { JsonObject } from "../../openai/fields";
import { carried } from "../carried";
import { ResponsesSurface } from "./surface";

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
