import { expect, test } from "vitest";
import type { Credential } from "../config/entities";
import { breakerState, closedBreaker, open, recordFailure, recordSuccess } from "./breaker";
import { HealthBook } from "./health";

const limits = { failures: 5, pauseMs: 30_000 };

const most = () => 1;
const credential = (id: string): Credential => ({
  id,
  name: id,
  secret: `sk-${id}`,
  state: "ok",
  rejections: 0,
  cooldownUntil: null,
  lastError: null,
});
const target = (model = "m", own: Credential | null = null) => ({ providerId: "p", model, credential: own });
const good = { latencyMs: 10, firstTokenMs: null, completionTokens: 0 };

test("it opens after five failures in a row or over half of ten in a minute, and a success closes it", () => {
  const breaker = closedBreaker();
  for (let turn = 0; turn < 4; turn++) expect(recordFailure(breaker, 1_000, most, limits)).toBe(false);
  expect(recordFailure(breaker, 1_000, most, limits)).toBe(true);
  expect(breakerState(breaker, 30_999)).toBe("open");
  expect(breakerState(breaker, 31_001)).toBe("half-open");
  expect(recordSuccess(breaker, 40_000)).toBe(true);
  expect(breakerState(breaker, 40_000)).toBe("closed");
  for (let turn = 0; turn < 5; turn++) {
    recordFailure(breaker, 100_000 + turn, most, limits);
    recordSuccess(breaker, 100_000 + turn);
  }
  expect(breakerState(breaker, 100_010)).toBe("closed");
  expect(recordFailure(breaker, 100_020, most, limits)).toBe(true);
});

test("a trial that fails opens it for twice as long, up to ten minutes, with some chance in it", () => {
  const breaker = closedBreaker();
  for (let turn = 0; turn < 5; turn++) recordFailure(breaker, 0, most, limits);
  const pauses: number[] = [];
  let now = breaker.openUntil;
  for (let turn = 0; turn < 7; turn++) {
    recordFailure(breaker, now, most, limits);
    pauses.push(breaker.openUntil - now);
    now = breaker.openUntil;
  }
  expect(pauses).toEqual([60_000, 120_000, 240_000, 480_000, 600_000, 600_000, 600_000]);
  recordFailure(breaker, now, () => 0, limits);
  expect(breaker.openUntil - now).toBe(480_000);
});

test("the settings say after how many failures, and for how long the first time", () => {
  const breaker = closedBreaker();
  const own = { failures: 2, pauseMs: 5_000 };
  expect(recordFailure(breaker, 0, most, own)).toBe(false);
  expect(recordFailure(breaker, 0, most, own)).toBe(true);
  expect(breaker.openUntil).toBe(5_000);
  recordFailure(breaker, 5_000, most, own);
  expect(breaker.openUntil).toBe(15_000);
});

test("an opening is extended, never shortened", () => {
  const breaker = closedBreaker();
  open(breaker, 0, 60_000);
  expect(open(breaker, 0, 1_000)).toBe(false);
  expect(breaker.openUntil).toBe(60_000);
  expect(open(breaker, 10, 90_000)).toBe(true);
  expect(breaker.openUntil).toBe(90_000);
});

test("half-open lets one call in at a time, and one that says nothing makes room for the next", () => {
  const health = new HealthBook();
  for (let turn = 0; turn < 5; turn++) health.providerFailed(target(), 0);
  expect(health.breaker(target(), 1).state).toBe("open");
  const later = 31_000;
  expect(health.enter(target(), later)).toBe(true);
  expect(health.enter(target(), later)).toBe(false);
  expect(health.breaker(target(), later).state).toBe("on-trial");
  health.leave(target());
  expect(health.enter(target(), later)).toBe(true);
  health.succeeded(target(), later, good);
  expect([health.enter(target(), later), health.enter(target(), later)]).toEqual([true, true]);
});

test("a trial whose end nobody hears of does not block for good", () => {
  const health = new HealthBook();
  for (let turn = 0; turn < 5; turn++) health.providerFailed(target(), 0);
  expect(health.enter(target(), 31_000)).toBe(true);
  expect(health.enter(target(), 91_001)).toBe(true);
});

test("a model that one credential does not know leaves other models and other credentials alone", () => {
  const health = new HealthBook();
  const [a, b] = [credential("a"), credential("b")];
  health.modelUnknown(target("gone", a), 0);
  expect(health.breaker(target("gone", a), 1).state).toBe("open");
  expect(health.breaker(target("gone", b), 1).state).toBe("closed");
  expect(health.breaker(target("other", a), 1).state).toBe("closed");
  expect(health.providerBreaker("p", 1).state).toBe("closed");
});

test("one model's failures between another's successes cool only that model", () => {
  const health = new HealthBook();
  for (let turn = 0; turn < 20; turn++) {
    health.succeeded(target("works"), turn, good);
    health.succeeded(target("works"), turn, good);
    if (turn < 5) health.providerFailed(target("broken"), turn);
  }
  expect(health.breaker(target("broken"), 100).state).toBe("open");
  expect(health.breaker(target("works"), 100).state).toBe("closed");
});

test("a server that names a time to wait is left alone for that long, at most ten minutes", () => {
  const health = new HealthBook();
  health.providerFailed(target(), 0, 45_000);
  expect(health.breaker(target(), 1)).toMatchObject({ state: "open", openUntil: 45_000 });
  health.providerFailed(target(), 1, 5_000);
  expect(health.breaker(target(), 1).openUntil).toBe(45_000);
  health.providerFailed(target(), 1, 86_400_000);
  expect(health.breaker(target(), 1).openUntil).toBe(600_001);
});

test("what one isolate learned of breakers reaches another, and neither undoes what is newer", () => {
  const [one, two] = [new HealthBook(), new HealthBook()];
  for (let turn = 0; turn < 5; turn++) one.providerFailed(target("a model"), 1_000);
  const news = (breakers: Parameters<HealthBook["adoptNews"]>[0]["breakers"]) => ({
    statistics: [],
    credentials: [],
    breakers,
    cursor: 0,
  });
  const opened = one.takeChanges()!.breakers;
  expect(opened).toHaveLength(2);
  two.adoptNews(news(opened), 2_000);
  expect(two.breaker(target("a model"), 2_000).state).toBe("open");
  two.succeeded(target("a model"), 40_000, good);
  const closed = two.takeChanges()!.breakers;
  one.adoptNews(news(closed), 40_001);
  one.adoptNews(news(opened), 40_002);
  expect(one.breaker(target("a model"), 40_003).state).toBe("closed");
});
