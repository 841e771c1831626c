import { expect, test } from "vitest";
import { limitHeaders, limitsLeft, refused } from "./limit-answers";
import { LimitCounter, type Refusal } from "./limit-counter";
import type { Limits } from "./limit-schema";

const now = Date.UTC(2026, 10, 21, 12);
const figures = { requests: 3, tokens: 40, running: 2 };
const key = { id: "k", name: "Team" };
const gateway = { id: "", name: "" };

test("the headers of an answer tell each limit that there is, what is left of it, and when all of it is again", () => {
  expect(limitHeaders({ rpm: 10, tpm: 100 }, figures)).toEqual({
    "x-ratelimit-limit-requests": "10",
    "x-ratelimit-remaining-requests": "7",
    "x-ratelimit-reset-requests": "1m0s",
    "x-ratelimit-limit-tokens": "100",
    "x-ratelimit-remaining-tokens": "60",
    "x-ratelimit-reset-tokens": "1m0s",
  });
  expect(Object.keys(limitHeaders({ tpm: 100, concurrency: 3 }, figures))).toHaveLength(3);
  // A limit that was lowered meanwhile.
  expect(limitHeaders({ rpm: 2, tpm: 39 }, figures)).toMatchObject({
    "x-ratelimit-remaining-requests": "0",
    "x-ratelimit-remaining-tokens": "0",
  });
});

test.each([
  [20, "20ms"],
  [999, "999ms"],
  [1_000, "1s"],
  [1_001, "2s"],
  [59_000, "59s"],
  [59_001, "1m0s"],
  [60_000, "1m0s"],
  [125_000, "2m5s"],
])("%i ms are written as OpenAI does: %s", (ms, text) => {
  const headers = limitHeaders({ rpm: 1, tpm: 1 }, figures, { requests: ms, tokens: ms });
  expect([headers["x-ratelimit-reset-requests"], headers["x-ratelimit-reset-tokens"]]).toEqual([text, text]);
});

const refusal = (limit: Refusal["limit"], waitMs = 0): Refusal => ({ limit, waitMs, figures });
const answer = (who: typeof key, limits: Limits, told: Refusal) => {
  const { status, type, code, message, headers } = refused(who, limits, 7, told, now);
  return { status, type, code, message, headers };
};

test("a refusal says which limit, whose, and when to try again; only a key hears of its own figures", () => {
  const limits = { rpm: 3, tpm: 45, concurrency: 2 };
  expect(answer(key, limits, refusal("rpm", 1_200))).toEqual({
    status: 429,
    type: "rate_limit_error",
    code: "rate_limit_exceeded",
    message: "The API key 'Team' reached its limit of 3 requests per minute. Try again in 2 s.",
    headers: expect.objectContaining({
      "retry-after": "2",
      "x-ratelimit-limit-requests": "3",
      "x-ratelimit-reset-requests": "2s",
      "x-ratelimit-reset-tokens": "1m0s",
    }),
  });
  const byTokens = answer(key, limits, refusal("tpm", 5));
  expect(byTokens.message).toBe(
    "The API key 'Team' reached its limit of 45 tokens per minute (40 used, about 7 asked). Try again in 1 s.",
  );
  expect(byTokens.headers).toMatchObject({
    "retry-after": "1",
    "x-ratelimit-reset-requests": "1m0s",
    "x-ratelimit-reset-tokens": "5ms",
  });
  // Nothing is free after a time that anybody knows.
  expect(answer(key, limits, refusal("concurrency", 1_000))).toMatchObject({
    message: "The API key 'Team' already has 2 requests running, its limit. Try again in 1 s.",
    headers: { "retry-after": "1" },
  });
  expect(Object.keys(answer(key, limits, refusal("concurrency", 1_000)).headers)).toEqual(["retry-after"]);
  const ofAll = answer(gateway, limits, refusal("rpm", 3_000));
  expect(ofAll.message).toBe("The gateway reached its limit of 3 requests per minute over all keys. Try again in 3 s.");
  expect(ofAll.headers).toEqual({ "retry-after": "3" });
});

test("a budget or quota that is used up is a 429 until its period ends; a total never starts anew", () => {
  const limits: Limits = { budget: { usd: 5, period: "day" }, quota: { tokens: 900, period: "month" } };
  expect(answer(key, limits, refusal("budget"))).toEqual({
    status: 429,
    type: "insufficient_quota",
    code: "insufficient_quota",
    message: "The API key 'Team' has used its daily budget of $5. It starts anew at 2026-11-22T00:00:00.000Z.",
    headers: { "retry-after": String(12 * 3_600), "x-should-retry": "false" },
  });
  expect(answer(gateway, limits, refusal("quota"))).toMatchObject({
    message:
      "The gateway has used its monthly quota of 900 tokens over all keys. It starts anew at 2026-12-01T00:00:00.000Z.",
    headers: { "retry-after": String((9 * 24 + 12) * 3_600) },
  });
  const total: Limits = { budget: { usd: 5, period: "total" } };
  expect(answer(key, total, refusal("budget"))).toMatchObject({
    message: "The API key 'Team' has used its total budget of $5.",
    headers: { "retry-after": "86400", "x-should-retry": "false" },
  });
});

test("what is left of each limit, and nothing of those that there are not", () => {
  const counter = new LimitCounter();
  const limits: Limits = {
    rpm: 10,
    tpm: 30,
    budget: { usd: 5, period: "day" },
    quota: { tokens: 900, period: "total" },
  };
  expect(limitsLeft(limits, figures, counter, now)).toEqual({
    rpm: { limit: 10, remaining: 7 },
    tpm: { limit: 30, remaining: 0 },
    concurrency: null,
    budget: { usd: 5, spentUsd: 0, remainingUsd: 5, period: "day", resetsAt: "2026-11-22T00:00:00.000Z" },
    quota: { tokens: 900, usedTokens: 0, remainingTokens: 900, period: "total", resetsAt: null },
  });
  counter.budget = { from: 0, microUsd: 1_250_000, tokens: 0 };
  counter.quota = { from: 0, microUsd: 0, tokens: 1_000 };
  expect(limitsLeft({ ...limits, concurrency: 3 }, figures, counter, now)).toMatchObject({
    concurrency: { limit: 3, remaining: 1 },
    budget: { spentUsd: 1.25, remainingUsd: 3.75 },
    quota: { usedTokens: 1_000, remainingTokens: 0 },
  });
  counter.budget.microUsd = 20_000;
  const odd = limitsLeft({ budget: { usd: 0.020001, period: "day" } }, figures, counter, now);
  expect(odd.budget?.remainingUsd).toBe(0.000001);
  counter.budget.microUsd = 6e6;
  expect(limitsLeft(limits, figures, counter, now).budget).toMatchObject({ spentUsd: 6, remainingUsd: 0 });
  expect(limitsLeft({}, figures, counter, now)).toEqual({
    rpm: null,
    tpm: null,
    concurrency: null,
    budget: null,
    quota: null,
  });
});
