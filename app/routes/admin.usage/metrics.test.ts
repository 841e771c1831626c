import { expect, test } from "vitest";
import { axisWidth, formatTick, metricTicks } from "./metrics";

test("an axis of nothing has zero alone, and one of tiny amounts has room for them", () => {
  expect(metricTicks(0)).toEqual([0]);
  expect(axisWidth([0], "spend")).toBe(46);
  const ticks = metricTicks(12);
  expect(ticks.map((tick) => formatTick(tick, "spend")).at(-1)).toBe("$0.000012");
  expect(axisWidth(ticks, "spend")).toBeGreaterThan(65);
  expect(axisWidth(metricTicks(12), "requests")).toBe(46);
});
