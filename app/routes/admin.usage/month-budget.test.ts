import { expect, test } from "vitest";
import { dayOfBudget, monthBudget } from "./month-budget";

const key = (usd: number | null, period: "day" | "month" = "month") => ({
  enabled: true,
  expiresAt: null,
  limits: usd === null ? {} : { budget: { usd, period } },
});
const none = { defaults: {}, gateway: {} };

test("the month's budget is the sum of the keys', unless one of them may spend without end", () => {
  expect(monthBudget([key(10), key(5)], none, 0)).toBe(15e6);
  expect(monthBudget([key(10), key(null)], none, 0)).toBeNull();
  expect(monthBudget([key(10), key(1, "day")], none, 0)).toBeNull();
  expect(monthBudget([], none, 0)).toBeNull();
  const off = [{ ...key(null), enabled: false }, { ...key(null), expiresAt: "2020-01-01T00:00:00Z" }, key(10)];
  expect(monthBudget(off, none, Date.UTC(2026, 10, 1))).toBe(10e6);
  expect(monthBudget([key(10), key(null)], { ...none, defaults: { budget: { usd: 3, period: "month" } } }, 0)).toBe(
    13e6,
  );
});

test("the gateway's ceiling holds where it is lower, or where keys have none", () => {
  const gateway = { budget: { usd: 12, period: "month" as const } };
  expect(monthBudget([key(10), key(5)], { defaults: {}, gateway }, 0)).toBe(12e6);
  expect(monthBudget([key(null)], { defaults: {}, gateway }, 0)).toBe(12e6);
  expect(monthBudget([key(4)], { defaults: {}, gateway }, 0)).toBe(4e6);
});

test("the day on which the budget is used up lies on the way to the forecast", () => {
  const month = { course: [10, 20, 30], days: 30 };
  expect(dayOfBudget(month, 300, 165)).toBe(17);
  expect(dayOfBudget(month, 300, 301)).toBeNull();
  expect(dayOfBudget(month, 300, 20)).toBe(2);
});
