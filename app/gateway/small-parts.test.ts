import { expect, test } from "vitest";
import { withModel } from "./adapters/splice";
import { readWhole } from "./attempt/whole-answer";
import type { Call } from "./dialects/dialect";
import { openAiChat } from "./dialects/openai";
import { classifyStatus } from "./failures/classify";
import { failure } from "./failures/failure";
import { exhausted } from "./failures/failure-answers";
import { parseRetryAfter } from "./failures/retry-after";
import { redact } from "./failures/upstream-error";
import { readUsage } from "./openai/usage";
import { costMicroUsd } from "./pricing/cost";

const headers = (values: Record<string, string> = {}) => ({ get: (name: string) => values[name] ?? null });

test("Retry-After is read as seconds, as a date, and in milliseconds", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  const cases: [Record<string, string>, number | null][] = [
    [{ "retry-after": "7" }, 7_000],
    [{ "retry-after": "1.5" }, 1_500],
    [{ "retry-after": "Sat, 21 Nov 2026 12:00:30 GMT" }, 30_000],
    [{ "retry-after": "Sat, 21 Nov 2026 11:00:00 GMT" }, 0],
    [{ "retry-after-ms": "250", "retry-after": "9" }, 250],
    [{ "x-ms-retry-after-ms": "40" }, 40],
    [{ "retry-after": "999999" }, 86_400_000],
    [{ "retry-after": "soon" }, null],
    [{ "retry-after": "-5" }, null],
    [{}, null],
  ];
  for (const [values, expected] of cases)
    expect([values, parseRetryAfter(headers(values), now)]).toEqual([values, expected]);
});

test("a 429 without Retry-After waits until what is used up is back", () => {
  const left = (requests: string, tokens: string) => ({
    "x-ratelimit-remaining-requests": requests,
    "x-ratelimit-reset-requests": "1m30.5s",
    "x-ratelimit-remaining-tokens": tokens,
    "x-ratelimit-reset-tokens": "20ms",
  });
  const pause = (values: Record<string, string>, status = 429) =>
    classifyStatus(status, headers(values), "{}", 0).retryAfterMs;
  expect(pause(left("0", "9"))).toBe(90_500);
  expect(pause(left("9", "0"))).toBe(20);
  expect(pause(left("0", "0"))).toBe(90_500);
  expect(pause(left("9", "9"))).toBeNull();
  expect(pause({ ...left("0", "9"), "retry-after": "2" })).toBe(2_000);
  expect(pause({ ...left("0", "9"), "x-ratelimit-reset-requests": "12" })).toBe(12_000);
  expect(pause({ ...left("0", "9"), "x-ratelimit-reset-requests": "Sat, 21 Nov" })).toBeNull();
  expect(pause(left("0", "9"), 503)).toBeNull();
});

test("an upstream's status and words decide what a failure is", () => {
  const kind = (status: number, message = "", code: string | null = null) =>
    classifyStatus(status, headers(), JSON.stringify({ error: { message, code } }), 0).kind;
  expect(kind(429, "Rate limit reached, try again in 2s")).toBe("rate_limit");
  expect(kind(429, "You exceeded your current quota", "insufficient_quota")).toBe("quota");
  expect(kind(402, "Insufficient balance")).toBe("quota");
  // The same status, and not the same meaning.
  expect(kind(429, "Your account was terminated: account terminated")).toBe("quota");
  expect(kind(429, "Rate limit reached, try again in 2s")).toBe("rate_limit");
  expect(kind(401)).toBe("credential");
  expect(kind(403)).toBe("credential");
  expect(kind(404)).toBe("model_not_found");
  expect(kind(400, "This model's maximum context length is 8192 tokens")).toBe("context");
  expect(kind(400, "temperature is wrong")).toBe("client");
  expect(kind(422)).toBe("client");
  for (const status of [408, 409, 424, 425, 500, 502, 503, 504, 520, 529]) expect(kind(status)).toBe("server");
  expect(kind(302)).toBe("format");
  expect(classifyStatus(503, headers(), "<html><h1>Bad gateway</h1></html>", 0).message).toBe("Bad gateway");
  const fastApi = {
    detail: [
      { loc: ["body", "top_p"], msg: "must be below 1" },
      { loc: ["body"], msg: "no" },
    ],
  };
  expect(classifyStatus(422, headers(), JSON.stringify(fastApi), 0).message).toBe("top_p: must be below 1; no");
});

test("the last word after every attempt failed follows from what all of them said", () => {
  const all = (...kinds: Parameters<typeof failure>[0][]) =>
    exhausted(
      kinds.map((kind) => ({ failure: failure(kind, "x", "x", { retryAfterMs: 4_000 }), providerId: "p" })),
      "m",
      false,
    );
  expect(exhausted([], "m", true)).toMatchObject({ status: 504, code: "upstream_timeout" });
  expect(exhausted([], "m", false)).toMatchObject({ status: 502, code: "upstream_credentials_exhausted" });
  expect(all("rate_limit", "rate_limit")).toMatchObject({
    status: 429,
    code: "rate_limit_exceeded",
    headers: { "retry-after": "4" },
  });
  const waits = [9_000, 4_200].map((retryAfterMs) => ({
    failure: failure("rate_limit", "x", "x", { retryAfterMs }),
    providerId: "p",
  }));
  expect(exhausted(waits, "m", false).headers).toMatchObject({ "retry-after": "5" });
  expect(exhausted([], "m", false)).toMatchObject({ headers: { "x-should-retry": "false" } });
  expect(all("timeout")).toMatchObject({ status: 504, code: "upstream_timeout" });
  expect(all("model_not_found")).toMatchObject({ status: 404, code: "model_not_found" });
  expect(all("credential", "quota")).toMatchObject({ status: 502, code: "upstream_credentials_exhausted" });
  expect(all("rate_limit", "timeout")).toMatchObject({ status: 502, code: "upstream_error" });
  for (const kinds of [
    ["rate_limit"],
    ["server", "network"],
    ["timeout"],
    ["credential"],
    ["model_not_found"],
  ] as const)
    expect(all(...kinds).headers, kinds.join()).toMatchObject({ "x-should-retry": "false" });
});

test("credentials and key-like words are taken out of an upstream's text", () => {
  expect(redact("key abcd1234 and sk-proj-ABCDEFGHIJKLMNOP at api.example.com", ["abcd1234", "api.example.com"])).toBe(
    "key [redacted] and [redacted] at [redacted]",
  );
  for (const [text, clean] of [
    [
      "GET https://api.example.com/v1?key=AbCdEf123456&alt=sse failed",
      "GET https://api.example.com/v1?key=[redacted]&alt=sse failed",
    ],
    ["https://user:hunter22@proxy.example.com", "https://[redacted]@proxy.example.com"],
    ["AIzaSyA1234567890abcdefghijklmnopqrstuv is not valid", "[redacted] is not valid"],
    [
      "Bearer authentication required, got Bearer abc123def456ghi",
      "Bearer authentication required, got Bearer [redacted]",
    ],
    ["the model 'task_force_one_and_two' is at 12:30:45", "the model 'task_force_one_and_two' is at 12:30:45"],
  ])
    expect(redact(text!, [])).toBe(clean);
});

test("cost: cached and written tokens have their own price, an unknown price is no price", () => {
  const usage = {
    promptTokens: 100,
    completionTokens: 10,
    cachedTokens: 40,
    cacheWriteTokens: 20,
    reasoningTokens: 5,
    source: "provider" as const,
  };
  expect(costMicroUsd(usage, { input: 2, output: 10, cachedInput: 1, cacheWrite: 3 })).toBe(
    40 * 2 + 40 * 1 + 20 * 3 + 10 * 10,
  );
  expect(costMicroUsd(usage, { input: 2, output: 10 })).toBe(300);
  expect(costMicroUsd(usage, null)).toBeNull();
});

test("usage is read from every vendor's field, and an explicit 0 is a number", () => {
  expect(readUsage({ prompt_tokens: 0, completion_tokens: 0 })).toMatchObject({ promptTokens: 0, source: "provider" });
  expect(readUsage({ prompt_tokens: 9, completion_tokens: 2, prompt_cache_hit_tokens: 4 })).toMatchObject({
    cachedTokens: 4,
  });
  expect(readUsage({ prompt_tokens: 9, completion_tokens: 2, cached_tokens: 3 })).toMatchObject({ cachedTokens: 3 });
  expect(readUsage({ tokens: { input_tokens: 5, output_tokens: 6 } })).toMatchObject({
    promptTokens: 5,
    completionTokens: 6,
  });
  expect(readUsage({ total_tokens: 8 })).toMatchObject({ promptTokens: 8, completionTokens: 0 });
  expect(readUsage(null)).toBeNull();
  expect(readUsage({})).toBeNull();
});

test("an answer without content is one where it says why, or where tokens were made", () => {
  const read = (content: string | null, finish: string | null, usage?: object) =>
    readWhole(
      { operation: "chat", body: {} },
      JSON.stringify({
        choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: finish }],
        usage,
      }),
    );
  expect(read("", "stop")).toMatchObject({ kind: "format", code: "empty_answer" });
  expect(read(null, "stop", { prompt_tokens: 3, completion_tokens: 0 })).toMatchObject({ code: "empty_answer" });
  expect(read("", "stop", { prompt_tokens: 3, completion_tokens: 2 })).not.toHaveProperty("kind");
  expect(read("", "length")).not.toHaveProperty("kind");
  expect(read("", "content_filter")).not.toHaveProperty("kind");
});

test("a long body is spliced into the same JSON that serialising would give", () => {
  const filler = "x".repeat(20_000);
  const bodies = [
    { model: "a", messages: [{ role: "user", content: filler }] },
    { messages: [{ role: "user", content: `${filler} "model": "a" \\"model\\"` }], model: "a" },
    { messages: [{ role: "user", content: `"model"${filler}` }], model: "a", metadata: { model: "a" } },
  ];
  for (const body of bodies) {
    for (const text of [JSON.stringify(body), JSON.stringify(body, null, 2)]) {
      for (const ask of [false, true]) {
        const spliced = JSON.parse(withModel(body, text, "a", 'b"c', ask));
        expect(spliced).toEqual({ ...body, model: 'b"c', ...(ask ? { stream_options: { include_usage: true } } : {}) });
      }
    }
  }
  expect(JSON.parse(withModel({ model: "a", stream_options: { x: 1 } }, null, "a", "a", true))).toEqual({
    model: "a",
    stream_options: { x: 1, include_usage: true },
  });
});

test("integers past 2^53 keep their digits where a body is written anew", () => {
  const long = '{"seed":9223372036854775807,"a":[-12345678901234567890,1e400,0.1,"1234567890123456789"],"model":"m"}';
  const written = long.replace("1e400", "null").replace('"model":"m"', '"model":"n"');
  expect(withModel(JSON.parse(long), long, "m", "n", false)).toBe(written);
  const routed = long.replace("{", '{"messages":[{"role":"user","content":"hi"}],"provider":"p",');
  const call = openAiChat.read(routed) as Call;
  expect(withModel(call.body, call.text, "m", "n", false)).toBe(
    written.replace("{", '{"messages":[{"role":"user","content":"hi"}],'),
  );
});

test("embeddings are not parsed, yet their usage and model are found", () => {
  const text = `{"object":"list","data":[{"embedding":[${"0.1,".repeat(5000)}0.2]}],"model":"e-1","usage":{"prompt_tokens":7,"total_tokens":7}}`;
  expect(readWhole({ operation: "embeddings", body: {} }, text)).toMatchObject({
    text,
    model: "e-1",
    usage: { promptTokens: 7 },
  });
  expect(readWhole({ operation: "embeddings", body: {} }, '{"error":{"message":"no"}}')).toMatchObject({
    kind: "server",
  });
  expect(readWhole({ operation: "embeddings", body: {} }, text.slice(0, -3))).toMatchObject({ kind: "format" });
});
