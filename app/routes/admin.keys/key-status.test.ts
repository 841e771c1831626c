import { expect, test } from "vitest";
import { keyStatus } from "./key-status";

const now = Date.parse("2026-11-21T00:00:00Z");
const key = {
  enabled: true,
  expiresAt: null,
  effective: {},
  requests: 5,
  tokens: 500,
  spentMicroUsd: 1_000_000,
  periodTokens: 900,
};

test("a key without limits is active", () => {
  expect(keyStatus(key, now)).toBe("active");
});

test("what stops a key comes before what is about to", () => {
  const soon = "2026-11-22T00:00:00Z";
  const budget = { usd: 1, period: "month" as const };
  expect(keyStatus({ ...key, expiresAt: soon }, now)).toBe("expiring");
  expect(keyStatus({ ...key, expiresAt: soon, effective: { rpm: 5 } }, now)).toBe("throttled");
  expect(keyStatus({ ...key, expiresAt: soon, effective: { rpm: 5, budget } }, now)).toBe("budgetUsed");
  expect(keyStatus({ ...key, expiresAt: "2026-11-21T00:00:00Z", effective: { budget } }, now)).toBe("expired");
  expect(keyStatus({ ...key, enabled: false, expiresAt: "2026-11-20T00:00:00Z" }, now)).toBe("paused");
});

test("tokens throttle as requests do", () => {
  expect(keyStatus({ ...key, effective: { tpm: 500 } }, now)).toBe("throttled");
  expect(keyStatus({ ...key, effective: { tpm: 501, rpm: 6 } }, now)).toBe("active");
});

test("a quota that is used up stops the key", () => {
  const quota = { tokens: 900, period: "total" as const };
  expect(keyStatus({ ...key, effective: { quota } }, now)).toBe("quotaUsed");
  expect(keyStatus({ ...key, effective: { quota: { ...quota, tokens: 901 } } }, now)).toBe("active");
});
