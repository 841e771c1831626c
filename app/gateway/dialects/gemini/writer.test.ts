import { expect, test } from "vitest";
import { GatewayError } from "../../errors";
import type { JsonObject } from "../../openai/fields";
import { noUsage } from "../../openai/usage";
import { carried } from "../carried";
import { generateAnswer } from "./answer";
import { GenerateWriter } from "./writer";

const usage = { ...noUsage, promptTokens: 20, completionTokens: 9, cachedTokens: 8, reasoningTokens: 4 };
const usageMetadata = {
  promptTokenCount: 20,
  candidatesTokenCount: 5,
  totalTokenCount: 29,
  cachedContentTokenCount: 8,
  thoughtsTokenCount: 4,
};
const chunk = (delta: JsonObject, finish: string | null = null, index = 0): JsonObject => ({
  id: "r1",
  model: "mock",
  choices: [{ index, delta, finish_reason: finish }],
});
const chunks = [
  chunk({ role: "assistant", content: "" }),
  chunk({ reasoning_content: "hm" }),
  chunk({ content: "Hel" }),
  chunk({ content: "lo" }),
  chunk({ tool_calls: [{ index: 0, id: "a", function: { name: "f", arguments: '{"x"' } }] }),
  chunk({ tool_calls: [{ index: 1, id: "b", function: { name: "g", arguments: "{}" } }] }),
  chunk({ tool_calls: [{ index: 0, function: { arguments: ":1}" } }] }),
  chunk({}, "tool_calls"),
];

interface Piece {
  candidates: { content: { parts: JsonObject[] }; finishReason?: string; index: number }[];
  usageMetadata?: JsonObject;
  responseId: string;
  modelVersion: string;
}

function written(sse: boolean, thoughts: boolean, list = chunks): Piece[] {
  const writer = new GenerateWriter(sse, thoughts);
  const text = list.map((part) => writer.chunk(part)).join("") + writer.closing(usage);
  if (!sse) return JSON.parse(text);
  return text
    .split("\r\n\r\n")
    .filter(Boolean)
    .map((event) => JSON.parse(event.slice("data: ".length)));
}

for (const sse of [true, false])
  test(`${sse ? "events" : "a JSON array"}: text in pieces, calls whole, usage and finish in the last`, () => {
    const pieces = written(sse, true);
    expect(pieces.flatMap(({ candidates }) => candidates[0]!.content.parts)).toEqual([
      { text: "hm", thought: true },
      { text: "Hel" },
      { text: "lo" },
      { functionCall: { id: "a", name: "f", args: { x: 1 } } },
      { functionCall: { id: "b", name: "g", args: {} } },
    ]);
    expect(pieces.at(-1)).toMatchObject({
      candidates: [{ finishReason: "STOP", index: 0 }],
      usageMetadata,
      responseId: "r1",
      modelVersion: "mock",
    });
    for (const piece of pieces.slice(0, -1)) {
      expect(piece).not.toHaveProperty("usageMetadata");
      expect(piece.candidates[0]).not.toHaveProperty("finishReason");
    }
  });

test("thoughts are for clients that asked for them", () => {
  expect(JSON.stringify(written(true, false))).not.toContain("hm");
});

test("several candidates keep their numbers, and finish reasons are Google's", () => {
  const last = written(true, false, [
    chunk({ content: "a" }),
    chunk({ content: "b" }, null, 1),
    chunk({}, "length"),
    chunk({}, "content_filter", 1),
  ]).at(-1)!;
  expect(last.candidates.map(({ index, finishReason }) => [index, finishReason])).toEqual([
    [0, "MAX_TOKENS"],
    [1, "SAFETY"],
  ]);
});

test("calls that all have the number 0 are told apart, signatures stand with their calls", () => {
  const call = (id: string) => ({ index: 0, id, function: { name: "f", arguments: "{}" } });
  const detail = { type: "reasoning.text", text: "t", signature: "s" };
  const parts = written(true, false, [
    chunk({ tool_calls: [{ ...call("a"), extra_content: { google: { thought_signature: "c2ln" } } }] }),
    chunk({ tool_calls: [call("b")] }, "stop"),
  ]).at(-1)!.candidates[0]!.content.parts;
  expect(parts).toEqual([
    { functionCall: { id: "a", name: "f", args: {} }, thoughtSignature: "c2ln" },
    { functionCall: { id: "b", name: "f", args: {} } },
  ]);
  const foreign = written(true, false, [chunk({ reasoning_details: [detail] }), chunk({ tool_calls: [call("a")] })]);
  const signature = foreign.at(-1)!.candidates[0]!.content.parts[0]!.thoughtSignature;
  expect(carried(signature)).toEqual({ details: [detail] });
});

test("an error ends either form well", () => {
  const error = new GatewayError({ status: 502, type: "server_error", code: "upstream_error", message: "cut" });
  const body = { error: { code: 502, message: "cut", status: "UNAVAILABLE" } };
  const writer = new GenerateWriter(false, false);
  const text = writer.chunk(chunk({ content: "a" })) + writer.error(error, body);
  expect(JSON.parse(text).at(-1)).toEqual(body);
  expect(new GenerateWriter(true, false).error(error, body)).toBe(`data: ${JSON.stringify(body)}\r\n\r\n`);
});

test("the events of an upstream that speaks the format become an array where that was asked for", () => {
  const { native, heartbeat } = new GenerateWriter(false, false);
  const text = `${native?.event('{"a":1}')}${heartbeat}${native?.event('{"a":2}')}${native?.end()}`;
  expect(JSON.parse(text)).toEqual([{ a: 1 }, { a: 2 }]);
  expect(new GenerateWriter(true, false).native).toBeUndefined();
});

test("a whole answer: parts, images, logprobs and usage", () => {
  const answer = generateAnswer(
    {
      id: "r1",
      model: "mock",
      choices: [
        {
          index: 0,
          message: {
            content: "hi",
            annotations: [{ type: "url_citation", url_citation: { url: "https://a", start_index: 0, end_index: 2 } }],
            images: [{ type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } }],
            tool_calls: [{ id: "a", function: { name: "f", arguments: "not json" } }],
          },
          logprobs: { content: [{ token: "hi", logprob: -0.1, top_logprobs: [{ token: "ho", logprob: -2 }] }] },
          finish_reason: "stop",
        },
      ],
      usage: {
        prompt_tokens: 20,
        completion_tokens: 9,
        prompt_tokens_details: { cached_tokens: 8 },
        completion_tokens_details: { reasoning_tokens: 4 },
      },
    },
    true,
  );
  expect(answer).toEqual({
    candidates: [
      {
        content: {
          role: "model",
          parts: [
            { text: "hi" },
            { inlineData: { mimeType: "image/png", data: "AAAA" } },
            { functionCall: { id: "a", name: "f", args: { invalid_json: "not json" } } },
          ],
        },
        finishReason: "STOP",
        index: 0,
        citationMetadata: { citationSources: [{ uri: "https://a", startIndex: 0, endIndex: 2 }] },
        logprobsResult: {
          chosenCandidates: [{ token: "hi", logProbability: -0.1 }],
          topCandidates: [{ candidates: [{ token: "ho", logProbability: -2 }] }],
        },
      },
    ],
    usageMetadata,
    modelVersion: "mock",
    responseId: "r1",
  });
});
