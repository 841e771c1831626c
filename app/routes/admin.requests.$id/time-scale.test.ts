import { expect, test } from "vitest";
import { timeScale } from "./time-scale";

test("ticks are round and lie inside the duration", () => {
  expect(timeScale(6420).ticks).toEqual([0, 1500, 3000, 4500, 6000]);
  expect(timeScale(90).ticks).toEqual([0, 20, 40, 60, 80]);
  expect(timeScale(119_000).ticks).toEqual([0, 25_000, 50_000, 75_000, 100_000]);
});

test("nothing and almost nothing have a scale too", () => {
  expect(timeScale(0)).toEqual({ totalMs: 1, ticks: [0, 1] });
  expect(timeScale(3).ticks).toEqual([0, 1, 2, 3]);
});
