import { expect, test } from "vitest";
import { forecastMonth } from "./forecast";

const day = 86_400_000;
const today = Date.UTC(2026, 10, 18);
const monthEnd = Date.UTC(2026, 11, 1);
const history = (length: number, cost: (index: number) => number) =>
  Array.from({ length }, (_, index) => ({ start: today - (length - index) * day, costMicroUsd: cost(index) }));

test("fewer than seven whole days give no forecast", () => {
  const options = { history: history(6, () => 100), today: { start: today, costMicroUsd: 0 }, monthEnd };
  expect(forecastMonth({ ...options, spentMicroUsd: 600 })).toBeNull();
});

test("an even spend goes on evenly, with what is left of today", () => {
  const options = { history: history(28, () => 100), today: { start: today, costMicroUsd: 40 }, monthEnd };
  expect(forecastMonth({ ...options, spentMicroUsd: 1740 })).toEqual({ costMicroUsd: 3000, bandMicroUsd: 0 });
});

test("weekends stay quiet, and what varies has a band", () => {
  const quiet = (start: number) => new Date(start).getUTCDay() % 6 === 0;
  const weeks = history(28, () => 0).map((each) => ({ ...each, costMicroUsd: quiet(each.start) ? 10 : 100 }));
  const options = { history: weeks, today: { start: today, costMicroUsd: 100 }, monthEnd, spentMicroUsd: 0 };
  // 19 to 30 November 2026: eight working days and four of weekends.
  expect(forecastMonth(options)).toEqual({ costMicroUsd: 840, bandMicroUsd: 0 });
  const noisy = { ...options, history: history(28, (index) => (index % 2 ? 150 : 50)) };
  expect(forecastMonth(noisy)?.bandMicroUsd).toBeGreaterThan(0);
});
