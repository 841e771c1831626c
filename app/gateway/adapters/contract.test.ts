import { expect, test } from "vitest";
import { cases, thought } from "~/tests/contract-cases";
import { call, chunksOf, deltaOf, fixture, joined, readCalls, replay, streamed, translationOf } from "~/tests/replay";
import { readTranslated, readWhole } from "../attempt/whole-answer";
import { classifyErrorObject } from "../failures/classify";
import type { JsonObject } from "../openai/fields";
import { OpenAiRelay } from "../stream/relay";

// Every adapter x every fixture, whole and streamed in pieces of every size: the same answer must come out.
// The fixtures are what the wire carries, written after the vendors' documentation; Bedrock's binary frames are put round
// the events of its streams here.

for (const [id, name, expected] of cases) {
  test(`${id}: a whole answer of the kind '${name}'`, () => {
    const translation = translationOf(id);
    const text = fixture(id, `${name}.json`);
    const whole = translation ? readTranslated(translation, call("chat"), text) : readWhole(call("chat"), text);
    if ("kind" in whole) throw new Error(whole.message);
    const body = JSON.parse(whole.text);
    const choice = body.choices[0];
    expect({
      text: choice.message.content ?? "",
      reasoning: choice.message.reasoning_content ?? "",
      calls: readCalls(choice.message.tool_calls),
      finish: choice.finish_reason,
    }).toEqual({ text: expected.text, reasoning: expected.reasoning, calls: expected.calls, finish: expected.finish });
    expect(whole.usage).toMatchObject({ ...expected.usage, source: "provider" });
  });

  for (const size of [1, 7, 4096])
    test(`${id}: a stream of the kind '${name}' cut at ${size} bytes`, () => {
      const { chunks, text, relay } = streamed(id, name, size);
      expect(relay).toMatchObject({ started: true, failure: null });
      expect(relay.usage).toMatchObject({ ...expected.usage, source: "provider" });
      expect(text.match(/"prompt_tokens":/g)).toHaveLength(1);
      expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
      expect(joined(chunks)).toEqual({
        text: expected.text,
        reasoning: expected.reasoning,
        calls: expected.calls,
        finish: expected.finish,
      });
    });
}

for (const id of ["anthropic", "bedrock", "openai-responses", "gemini", "cohere"])
  test(`${id}: an error is told as one: in its own answer, inside a 200, and inside a stream`, () => {
    const translation = translationOf(id)!;
    const text = fixture(id, "error.json");
    expect(translation.error(text)).toMatchObject({
      error: { type: expect.stringMatching(/^(?:server|upstream)_error$/), message: expect.any(String) },
    });
    expect(readTranslated(translation, call("chat"), text)).toMatchObject({ kind: "server" });
    for (const size of [1, 7, 4096])
      expect(streamed(id, "error", size).relay.failure).toMatchObject({ kind: "server" });
    expect(translation.error("<html><h1>Bad gateway</h1></html>")).toMatchObject({ error: { message: "Bad gateway" } });
  });

for (const id of ["anthropic", "openai-responses", "gemini", "cohere"])
  test(`${id}: a stream that is cut is a failure, and what is not the format's does no harm`, () => {
    const whole = fixture(id, "text.stream.txt");
    const { relay } = replay(id, whole.slice(0, whole.length / 2), 4096);
    expect(relay.failure).toMatchObject({ code: "stream_cut" });
    const messy = `: comment\n\ndata: {"broken\n\n${whole.replaceAll("\n", "\r\n")}`;
    expect(replay(id, messy, 7).relay).toMatchObject({ finished: true, failure: null });
  });

test("anthropic: an overloaded stream, a rate limit and an empty account are told apart", () => {
  const kindOf = (type: string, message = "x") => {
    const { error } = translationOf("anthropic")!.error(JSON.stringify({ type: "error", error: { type, message } }));
    return classifyErrorObject(error).kind;
  };
  expect(kindOf("overloaded_error")).toBe("server");
  expect(kindOf("rate_limit_error")).toBe("rate_limit");
  expect(kindOf("invalid_request_error", "Your credit balance is too low to access the API")).toBe("quota");
});

for (const id of ["anthropic", "bedrock"])
  test(`${id}: signed and hidden thinking comes out in reasoning_details, whole and streamed alike`, () => {
    const details = [
      {
        type: "reasoning.text",
        text: thought,
        signature: "EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pk=",
        format: "anthropic-claude-v1",
        index: 0,
      },
      { type: "reasoning.encrypted", data: "EmwKAhgBEgy3va3pzix=", format: "anthropic-claude-v1", index: 1 },
    ];
    const whole = translationOf(id)!.whole(call("chat"), fixture(id, "reasoning.json"));
    expect(whole).toMatchObject({ choices: [{ message: { reasoning_details: details } }] });
    const { chunks } = streamed(id, "reasoning", 4096);
    expect(chunks.flatMap((chunk) => deltaOf(chunk).reasoning_details ?? [])).toEqual(details);
  });

test("anthropic: the forced tool's input is the answer's text, whole and streamed", () => {
  const asked = call("chat", { response_format: { type: "json_schema", json_schema: { schema: {} } } });
  const rename = (text: string) =>
    text.replace('"get_weather"', '"answer_with_json"').replaceAll("get_time", "answer_with_json");
  const translation = translationOf("anthropic");
  const whole = readTranslated(translation!, asked, rename(fixture("anthropic", "tool-call.json")));
  expect(whole).toMatchObject({
    body: {
      choices: [
        { finish_reason: "stop", message: { content: 'Okay, let me check.{"location":"San Francisco, CA"}{}' } },
      ],
    },
  });
  const relay = new OpenAiRelay(true, translation!.stream(asked));
  const text = new TextDecoder().decode(
    relay.push(new TextEncoder().encode(rename(fixture("anthropic", "tool-call.stream.txt"))))!,
  );
  expect(joined(chunksOf(text))).toEqual({
    text: 'Okay, let me check.{"location": "San Francisco, CA"}{}',
    reasoning: "",
    calls: [],
    finish: "stop",
  });
});

test("gemini: thought signatures stay with their call, whole and streamed", () => {
  const extra = { google: { thought_signature: "Eqo+Cqc+Ab4+9vtg" } };
  const whole = translationOf("gemini")!.whole(call("chat"), fixture("gemini", "tool-call.json"));
  expect(whole).toMatchObject({ choices: [{ message: { tool_calls: [{ extra_content: extra }, {}] } }] });
  const { chunks } = streamed("gemini", "tool-call", 7);
  expect(chunks.flatMap((chunk) => deltaOf(chunk).tool_calls ?? [])[0]).toMatchObject({ extra_content: extra });
});

test("gemini: a malformed function call alone is a failure that another attempt may mend", () => {
  const text = JSON.stringify({ candidates: [{ content: {}, finishReason: "MALFORMED_FUNCTION_CALL" }] });
  const translation = translationOf("gemini");
  expect(readTranslated(translation!, call("chat"), text)).toMatchObject({ kind: "server" });
  expect(replay("gemini", `data: ${text}\n\n`, 4096).relay.failure).toMatchObject({ kind: "server" });
});

test("gemini: each choice of a stream begins with its role, and has the model's name where the upstream tells none", () => {
  const candidate = (index: number, text: string) => ({ index, content: { parts: [{ text }] }, finishReason: "STOP" });
  const event = { candidates: [candidate(0, "a"), candidate(1, "b")] };
  const { chunks } = replay("gemini", `data: ${JSON.stringify(event)}\n\n`, 4096);
  const choices = chunks.flatMap((each) => each.choices as JsonObject[]);
  for (const index of [0, 1])
    expect(choices.find((choice) => choice.index === index)).toMatchObject({ delta: { role: "assistant" } });
  const { model } = call("chat");
  expect(model).not.toBe("");
  expect(chunks.map((each) => each.model)).toEqual(chunks.map(() => model));
  expect(translationOf("gemini")!.whole(call("chat"), JSON.stringify(event))).toMatchObject({ model });
});

const embedders: [adapter: string, promptTokens: number | null][] = [
  ["gemini", null],
  ["cohere", 10],
];
for (const [id, promptTokens] of embedders)
  test(`${id}: embeddings come as OpenAI's list, as numbers or base64`, () => {
    const translation = translationOf(id);
    const read = (body: JsonObject) => {
      const whole = readTranslated(translation!, call("embeddings", body), fixture(id, "embeddings.json"));
      if ("kind" in whole) throw new Error(whole.message);
      expect(whole.usage?.promptTokens ?? null).toBe(promptTokens);
      return JSON.parse(whole.text);
    };
    expect(read({})).toMatchObject({
      object: "list",
      data: [
        { object: "embedding", index: 0, embedding: [0.25, -0.5] },
        { index: 1, embedding: [1, 0] },
      ],
    });
    const bytes = Uint8Array.from(atob(read({ encoding_format: "base64" }).data[0].embedding), (c) => c.charCodeAt(0));
    expect([...new Float32Array(bytes.buffer)]).toEqual([0.25, -0.5]);
  });
