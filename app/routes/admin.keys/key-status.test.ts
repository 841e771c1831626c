import { expect, test } from "vitest";
import { keyStatus } from "./key-status";

const now = Date.parse("2026-11-21T00:00:00Z");
const key = { enabled: true, expiresAt: null, limits: {}, requests: 5, tokens: 500, spentMicroUsd: 1_000_000 };

test("a key without limits is active", () => {
  expect(keyStatus(key, now)).toBe("active");
});

test("what stops a key comes before what is about to", () => {
  const soon = "2026-11-22T00:00:00Z";
  const budget = { usd: 1, period: "month" as const };
  expect(keyStatus({ ...key, expiresAt: soon }, now)).toBe("expiring");
  expect(keyStatus({ ...key, expiresAt: soon, limits: { rpm: 5 } }, now)).toBe("throttled");
  expect(keyStatus({ ...key, expiresAt: soon, limits: { rpm: 5, budget } }, now)).toBe("budgetUsed");
  expect(keyStatus({ ...key, expiresAt: "2026-11-21T00:00:00Z", limits: { budget } }, now)).toBe("expired");
  expect(keyStatus({ ...key, enabled: false, expiresAt: "2026-11-20T00:00:00Z" }, now)).toBe("paused");
});

test("tokens throttle as requests do", () => {
  expect(keyStatus({ ...key, limits: { tpm: 500 } }, now)).toBe("throttled");
  expect(keyStatus({ ...key, limits: { tpm: 501, rpm: 6 } }, now)).toBe("active");
});
