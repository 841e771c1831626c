import { expect, test } from "vitest";
import { call, joined, replay, translationOf } from "~/tests/replay";
import { readTranslated, readWhole } from "../attempt/whole-answer";
import { classifyErrorObject, classifyStatus } from "../failures/classify";
import { isObject, type JsonObject } from "../openai/fields";

// Each vendor's words for why an answer ended and what went wrong, whole and streamed, and words that nobody knows yet.

interface Vendor {
  whole(reason: string): object;
  stream(reason: string): string;
  words: Record<string, string>;
}

const sse = (...events: object[]) => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
const frames = (...events: object[]) => events.map((event) => JSON.stringify(event)).join("\n");

const anthropic: Vendor = {
  whole: (stop_reason) => ({ id: "m", type: "message", content: [{ type: "text", text: "Hi" }], stop_reason }),
  stream: (stop_reason) =>
    sse(
      { type: "message_start", message: { id: "m", content: [], usage: {} } },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "Hi" } },
      { type: "ping" },
      { type: "content_block_stop", index: 0 },
      { type: "message_delta", delta: { stop_reason }, usage: { output_tokens: 1 } },
      { type: "message_stop" },
    ),
  words: {
    end_turn: "stop",
    stop_sequence: "stop",
    pause_turn: "stop",
    max_tokens: "length",
    model_context_window_exceeded: "length",
    refusal: "content_filter",
    // Without a call there is nothing to call.
    tool_use: "stop",
    tomorrow: "stop",
    constructor: "stop",
  },
};

const candidate = (finishReason: string) => ({
  candidates: [{ content: { role: "model", parts: [{ text: "Hi" }] }, finishReason }],
});
const blocked = ["SAFETY", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "RECITATION", "LANGUAGE", "IMAGE_SAFETY"];
const gemini: Vendor = {
  whole: candidate,
  stream: (reason) => sse(candidate(reason)),
  words: {
    STOP: "stop",
    MAX_TOKENS: "length",
    ...Object.fromEntries(
      [...blocked, "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION"].map((word) => [word, "content_filter"]),
    ),
    // What was said before a call went wrong is an answer.
    MALFORMED_FUNCTION_CALL: "stop",
    OTHER: "stop",
    TOMORROW: "stop",
  },
};

const bedrock: Vendor = {
  whole: (stopReason) => ({ output: { message: { role: "assistant", content: [{ text: "Hi" }] } }, stopReason }),
  stream: (stopReason) =>
    frames(
      { messageStart: { role: "assistant" } },
      { contentBlockDelta: { contentBlockIndex: 0, delta: { text: "Hi" } } },
      { contentBlockStop: { contentBlockIndex: 0 } },
      { messageStop: { stopReason } },
    ),
  words: {
    end_turn: "stop",
    stop_sequence: "stop",
    max_tokens: "length",
    model_context_window_exceeded: "length",
    content_filtered: "content_filter",
    guardrail_intervened: "content_filter",
    refusal: "content_filter",
    tool_use: "stop",
    malformed_model_output: "stop",
    tomorrow: "stop",
  },
};

const cohere: Vendor = {
  whole: (finish_reason) => ({ id: "c", message: { content: [{ type: "text", text: "Hi" }] }, finish_reason }),
  stream: (finish_reason) =>
    sse(
      { type: "message-start", id: "c" },
      { type: "content-delta", index: 0, delta: { message: { content: { text: "Hi" } } } },
      { type: "message-end", delta: { finish_reason } },
    ),
  words: { COMPLETE: "stop", STOP_SEQUENCE: "stop", MAX_TOKENS: "length", TOOL_CALL: "stop", TOMORROW: "stop" },
};

const openai: Vendor = {
  whole: (finish_reason) => ({ choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason }] }),
  stream: (finish_reason) =>
    sse({ choices: [{ index: 0, delta: { content: "Hi" } }] }, { choices: [{ index: 0, delta: {}, finish_reason }] }),
  words: {
    stop: "stop",
    length: "length",
    tool_calls: "tool_calls",
    content_filter: "content_filter",
    function_call: "function_call",
    end: "stop",
    eos: "stop",
    STOP: "stop",
    Length: "length",
    max_tokens: "length",
    max_length: "length",
    model_length: "length",
    tool_use: "tool_calls",
    tool_call: "tool_calls",
    sensitive: "content_filter",
    safety: "content_filter",
    content_filtered: "content_filter",
    refusal: "content_filter",
    tomorrow: "stop",
  },
};

const vendors: Record<string, Vendor> = { anthropic, gemini, bedrock, cohere };

const finishOf = ({ choices }: JsonObject): unknown =>
  Array.isArray(choices) && isObject(choices[0]) ? choices[0].finish_reason : null;

for (const [id, { whole, stream, words }] of Object.entries({ ...vendors, openai }))
  test(`${id}: every reason for an end, whole and streamed alike`, async () => {
    const translation = translationOf(id);
    for (const [word, finish] of Object.entries(words)) {
      const text = JSON.stringify(whole(word));
      const read = translation ? readTranslated(translation, call("chat"), text) : readWhole(call("chat"), text);
      if ("kind" in read) throw new Error(`${word}: ${read.message}`);
      expect([word, finishOf(read.body!)]).toEqual([word, finish]);
      const { chunks, relay } = replay(id, stream(word), 4096);
      expect([word, relay.failure, joined(chunks).finish]).toEqual([word, null, finish]);
    }
  });

test("an end that is none is a failure: the next provider may do better", async () => {
  for (const word of ["ERROR", "ERROR_TOXIC", "ERROR_LIMIT", "TIMEOUT"]) {
    const text = JSON.stringify(cohere.whole(word));
    expect(readTranslated(translationOf("cohere")!, call("chat"), text)).toMatchObject({ kind: "server" });
    expect(replay("cohere", cohere.stream(word), 7).relay.failure).toMatchObject({ kind: "server" });
  }
  for (const word of ["network_error", "error", "insufficient_system_resource", "timeout", "abort", "engine_error"]) {
    expect(readWhole(call("chat"), JSON.stringify(openai.whole(word)))).toMatchObject({ code: "upstream_broke_off" });
    expect(replay("openai", openai.stream(word), 7).relay.failure).toMatchObject({ code: "upstream_broke_off" });
  }
  for (const word of ["malformed_model_output", "malformed_tool_use"]) {
    const empty = { output: { message: { role: "assistant", content: [] } }, stopReason: word };
    expect(readTranslated(translationOf("bedrock")!, call("chat"), JSON.stringify(empty))).toMatchObject({
      kind: "server",
      code: word,
    });
    expect(replay("bedrock", frames({ messageStop: { stopReason: word } }), 7).relay.failure).toMatchObject({
      code: word,
    });
  }
  const unexpected = { candidates: [{ content: {}, finishReason: "UNEXPECTED_TOOL_CALL", finishMessage: "Odd." }] };
  expect(replay("gemini", sse(unexpected), 7).relay.failure).toMatchObject({ kind: "server", message: "Odd." });
});

test("gemini: a prompt that was blocked is an answer that says so, not an empty one", () => {
  const answer = { promptFeedback: { blockReason: "PROHIBITED_CONTENT" }, usageMetadata: { promptTokenCount: 4 } };
  const whole = readTranslated(translationOf("gemini")!, call("chat"), JSON.stringify(answer));
  expect(whole).toMatchObject({
    usage: { promptTokens: 4, completionTokens: 0 },
    body: {
      choices: [
        {
          message: { content: null, refusal: "The prompt was blocked: PROHIBITED_CONTENT." },
          finish_reason: "content_filter",
        },
      ],
    },
  });
  const { chunks, relay } = replay("gemini", sse(answer), 7);
  expect([relay.failure, joined(chunks).finish]).toEqual([null, "content_filter"]);
  expect(JSON.stringify(chunks)).toContain("PROHIBITED_CONTENT");
});

const headers = { get: () => null };
const kindOf = (id: string, status: number, body: object): string =>
  classifyStatus(status, headers, JSON.stringify(translationOf(id)!.error(JSON.stringify(body))), 0).kind;

test("each vendor's classes of errors, by its own words inside a stream and by status before it", () => {
  const inStream = (id: string, event: object) =>
    replay(id, id === "bedrock" ? frames(event) : sse(event), 7).relay.failure?.kind;
  for (const [type, kind] of Object.entries({
    overloaded_error: "server",
    api_error: "server",
    timeout_error: "server",
    rate_limit_error: "rate_limit",
    billing_error: "quota",
    authentication_error: "credential",
    tomorrow_error: "server",
  }))
    expect([type, inStream("anthropic", { type: "error", error: { type, message: "m" } })]).toEqual([type, kind]);
  for (const [status, kind] of Object.entries({
    RESOURCE_EXHAUSTED: "rate_limit",
    UNAVAILABLE: "server",
    DEADLINE_EXCEEDED: "server",
    INTERNAL: "server",
    UNAUTHENTICATED: "credential",
  }))
    expect([status, inStream("gemini", { error: { status, message: "m" } })]).toEqual([status, kind]);
  for (const [name, kind] of Object.entries({
    throttlingException: "rate_limit",
    serviceQuotaExceededException: "rate_limit",
    modelStreamErrorException: "server",
    internalServerException: "server",
    serviceUnavailableException: "server",
  }))
    expect([name, inStream("bedrock", { [name]: { message: "m" } })]).toEqual([name, kind]);
  expect(kindOf("anthropic", 404, { type: "error", error: { type: "not_found_error", message: "model: x" } })).toBe(
    "model_not_found",
  );
  expect(kindOf("anthropic", 413, { type: "error", error: { type: "request_too_large", message: "m" } })).toBe(
    "client",
  );
  expect(kindOf("anthropic", 529, { type: "error", error: { type: "overloaded_error", message: "m" } })).toBe("server");
  expect(kindOf("anthropic", 403, { type: "error", error: { type: "permission_error", message: "m" } })).toBe(
    "credential",
  );
  const throttled = { __type: "com.amazon.coral.service#ThrottlingException", message: "Rate exceeded" };
  expect(kindOf("bedrock", 400, throttled)).toBe("rate_limit");
  expect(kindOf("bedrock", 400, { __type: "x#ValidationException", message: "m" })).toBe("client");
  expect(kindOf("bedrock", 403, { __type: "UnrecognizedClientException", message: "m" })).toBe("credential");
  expect(kindOf("gemini", 400, { error: { status: "INVALID_ARGUMENT", message: "m" } })).toBe("client");
  expect(kindOf("gemini", 403, { error: { status: "PERMISSION_DENIED", message: "m" } })).toBe("credential");
  expect(kindOf("gemini", 404, { error: { status: "NOT_FOUND", message: "m" } })).toBe("model_not_found");
  expect(kindOf("cohere", 401, { message: "invalid api token" })).toBe("credential");
  expect(classifyErrorObject("a plain line")).toMatchObject({ kind: "server", message: "a plain line" });
});

test("gemini: how long to wait stands in the error's details", () => {
  const details = [
    { "@type": "type.googleapis.com/google.rpc.QuotaFailure", violations: [] },
    { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "37.5s" },
  ];
  const body = [{ error: { code: 429, status: "RESOURCE_EXHAUSTED", message: "m", details } }];
  const said = JSON.stringify(translationOf("gemini")!.error(JSON.stringify(body)));
  expect(classifyStatus(429, headers, said, 0)).toMatchObject({ kind: "rate_limit", retryAfterMs: 37_500 });
  const first = { get: (name: string) => (name === "retry-after" ? "3" : null) };
  expect(classifyStatus(429, first, said, 0).retryAfterMs).toBe(3_000);
});

test("azure: the first piece of a stream has no choices and starts nothing; it passes as it came", () => {
  const filters = { id: "", choices: [], prompt_filter_results: [{ prompt_index: 0, content_filter_results: {} }] };
  const said = {
    id: "c",
    choices: [{ index: 0, delta: { content: "Hi" }, content_filter_results: {}, finish_reason: null }],
  };
  const end = { id: "c", choices: [{ index: 0, delta: {}, finish_reason: "stop" }] };
  const only = replay("azure-openai", sse(filters), 4096).relay;
  expect([only.started, only.model]).toEqual([false, null]);
  const { chunks } = replay("azure-openai", sse(filters, said, end), 7);
  expect(chunks.slice(0, 2)).toEqual([filters, said]);
});
