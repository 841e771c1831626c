import { expect, test } from "vitest";
import { figuresOf, readCurrency, usd } from "~/lib/figure-style";
import { axisWidth, formatTick, metricTicks } from "./metrics";

const dollars = figuresOf(usd, "k");

test("an axis of nothing has zero alone, and one of tiny amounts has room for them", () => {
  expect(metricTicks(0, "spend", dollars)).toEqual([0]);
  expect(axisWidth([0], "spend", dollars)).toBe(46);
  const ticks = metricTicks(12, "spend", dollars);
  expect(ticks.map((tick) => formatTick(tick, "spend", dollars)).at(-1)).toBe("$0.000012");
  expect(axisWidth(ticks, "spend", dollars)).toBeGreaterThan(65);
  expect(axisWidth(metricTicks(12, "requests", dollars), "requests", dollars)).toBe(46);
});

test("the axis of money is round in the currency that is shown", () => {
  const yuan = figuresOf(readCurrency("CNY:7.1"), "k");
  const ticks = metricTicks(100e6, "spend", yuan).map((tick) => formatTick(tick, "spend", yuan));
  expect(ticks.at(-1)).toMatch(/^¥(?:750|800)$/);
  expect(metricTicks(100, "requests", yuan)).toEqual(metricTicks(100, "requests", dollars));
});
