import { expect, test } from "vitest";
import { type Measured, measured, placeWords } from "./place-words";

const candidate = (over: Partial<Measured> = {}): Measured => ({
  model: "a",
  reason: "cheapest: about $0.000109 for this request",
  costUsd: 0.001,
  firstTokenMs: 400,
  successRate: 0.999,
  ...over,
});

test("the first is told by its strategy, the others beside it", () => {
  const first = candidate();
  expect(placeWords(first, first, true)).toEqual(["bestPrice"]);
  const reason = "balanced: score 0.4 of 50 % price, 25 % speed and 25 % success";
  const balanced = candidate({ reason });
  expect(placeWords(balanced, balanced, true)).toEqual(["bestScore"]);
  const later = candidate({ model: "b", costUsd: 0.0005, firstTokenMs: 800, successRate: 0.98 });
  expect(placeWords(later, first)).toEqual(["cheaper", "slower", "lessReliable"]);
  expect(placeWords(candidate({ firstTokenMs: 410 }), first)).toEqual(["sameModel", "samePrice"]);
});

test("what is not known is not compared, and the plan's further reasons stay as they are", () => {
  const first = candidate();
  expect(placeWords(candidate({ model: "b", costUsd: null, firstTokenMs: null, successRate: null }), first)).toBeNull();
  const cooling = "cheapest: about $0.1 for this request; provider cools down, so last";
  expect(placeWords(candidate({ reason: cooling }), first)).toBeNull();
  expect(placeWords(candidate({ reason: "priority 1, lists the model, weight 2" }), first)).toBeNull();
});

test("attempts say more of a candidate than the requests that it served", () => {
  const candidate = {
    providerId: "p",
    model: "m",
    credentials: [],
    score: null,
    reason: "first",
    expectedCostUsd: null,
  };
  const figures = [{ providerId: "p", model: "m", successRate: 1, firstTokenMs: 90 }];
  expect(measured({ ...candidate, successRate: 0.5, firstTokenMs: null }, figures)).toMatchObject({
    successRate: 0.5,
    firstTokenMs: 90,
  });
  expect(measured({ ...candidate, successRate: null, firstTokenMs: null }, figures).successRate).toBe(1);
  expect(measured({ ...candidate, successRate: null, firstTokenMs: null }, []).successRate).toBeNull();
});
