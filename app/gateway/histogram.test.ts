import { expect, test } from "vitest";
import { addTo, bucketOf, type Histogram, merge, quantile } from "./histogram";

test("buckets grow with the duration and end at 20 minutes", () => {
  expect(bucketOf(0)).toBe(0);
  expect(bucketOf(1)).toBe(0);
  expect(bucketOf(Number.NaN)).toBe(0);
  expect(bucketOf(1.15)).toBe(1);
  for (let ms = 1; ms < 1_000_000; ms *= 1.3) expect(bucketOf(ms * 1.2)).toBeGreaterThan(bucketOf(ms));
  expect(bucketOf(1e12)).toBe(bucketOf(20 * 60_000));
});

test("a quantile lies within 15 percent of the exact one", () => {
  const histogram: Histogram = {};
  const values = Array.from({ length: 2000 }, (_, index) => 20 + index * 3);
  for (const value of values) addTo(histogram, value);
  for (const q of [0.1, 0.5, 0.95, 0.99]) {
    const exact = values[Math.floor(q * values.length)] ?? 0;
    expect(Math.abs((quantile(histogram, q) ?? 0) - exact) / exact).toBeLessThan(0.15);
  }
});

test("an empty histogram has no quantile", () => {
  expect(quantile({}, 0.5)).toBeNull();
});

test("merged histograms add up", () => {
  expect(merge({ 1: 2, 3: 1 }, { 3: 4, 9: 1 })).toEqual({ 1: 2, 3: 5, 9: 1 });
});
