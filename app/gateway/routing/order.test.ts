import { expect, test } from "vitest";
import { ids, planned, provider, seeded } from "~/tests/planning";
import { HealthBook } from "./health";

// What each strategy and sort looks at. A request has 1,000 tokens each way here.

const now = 1_000_000;
const priced = (id: string, price: number | null, more: object = {}) =>
  provider(id, {
    models: [price === null ? { id: "m" } : { id: "m", pricing: { input: price, output: price, ...more } }],
  });

function measured(figures: Record<string, { latencyMs: number; firstTokenMs?: number; tokens?: number }>): HealthBook {
  const health = new HealthBook();
  for (const [providerId, { latencyMs, firstTokenMs = null, tokens = 0 }] of Object.entries(figures))
    for (let turn = 0; turn < 20; turn++)
      health.succeeded({ providerId, model: "m", credential: null }, now, {
        latencyMs,
        firstTokenMs,
        completionTokens: tokens,
      });
  return health;
}

const reasons = (places: { providerId: string; reason: string }[]) =>
  Object.fromEntries(places.map(({ providerId, reason }) => [providerId, reason]));

test("latency is the wait for the first token, fastest counts fifty tokens after it, throughput those a second", () => {
  const providers = [priced("chatty", 9), priced("quick", 9), priced("whole", 9), priced("dear", 9), priced("new", 1)];
  const health = measured({
    // 10 tokens a second, and 100 of them.
    quick: { firstTokenMs: 100, latencyMs: 1_100, tokens: 10 },
    chatty: { firstTokenMs: 900, latencyMs: 1_900, tokens: 100 },
    whole: { latencyMs: 1_200 },
  });
  const by = (options: object) => planned({ providers, name: "m", health, options });
  const order = (places: { providerId: string }[]) => places.map(({ providerId }) => providerId);
  const preferring = (sort: "latency" | "throughput") => by({ provider: { sort } });
  expect(order(preferring("latency"))).toEqual(["quick", "chatty", "whole", "new", "dear"]);
  expect(order(by({ strategy: "fastest" }))).toEqual(["whole", "chatty", "quick", "new", "dear"]);
  expect(order(preferring("throughput")).slice(0, 2)).toEqual(["chatty", "quick"]);
  expect(reasons(preferring("latency"))).toMatchObject({
    quick: "fastest: about 100 ms to the first token",
    whole: "fastest: about 1200 ms to the first token",
    new: "not measured yet",
  });
  expect(reasons(preferring("throughput"))).toMatchObject({
    chatty: "throughput: about 100 tokens/s",
    quick: "throughput: about 10 tokens/s",
    whole: "not measured yet",
  });
});

test("reliable goes by what succeeded of late; one that nobody knows is thought to do so 95 times of 100", () => {
  const providers = [priced("flaky", 1), priced("new", 1), priced("sure", 1)];
  const health = measured({ sure: { latencyMs: 5 } });
  health.statistics.add("sure", "m", { attempts: 200 }, now);
  health.statistics.add("flaky", "m", { attempts: 40, failures: 10 }, now);
  const places = planned({ providers, name: "m", health, options: { strategy: "reliable" } });
  expect(places.map(({ providerId }) => providerId)).toEqual(["sure", "new", "flaky"]);
  expect(reasons(places)).toMatchObject({
    sure: "reliable: about 100.0 % of recent attempts succeeded",
    flaky: "reliable: about 75.0 % of recent attempts succeeded",
    new: "not measured yet",
  });
});

test("the cheapest is told by what this request costs, without what a cache might spare it; unknown prices come last", () => {
  const providers = [priced("unknown", null), priced("dear", 6), priced("cheap", 5, { cachedInput: 0 })];
  const places = planned({ providers, name: "m", options: { strategy: "cheapest" } });
  expect(places.map(({ providerId }) => providerId)).toEqual(["cheap", "dear", "unknown"]);
  expect(reasons(places)).toEqual({
    cheap: "cheapest: about $0.0100 for this request",
    dear: "cheapest: about $0.0120 for this request",
    unknown: "price unknown, so after those with a price",
  });
});

test("balanced scales a cent, two seconds and every failure to the same half", () => {
  const providers = [priced("one", 5), priced("other", null)];
  const health = measured({ one: { latencyMs: 2_000 } });
  const scores = (weights: object) => {
    const routes = [{ id: "r", models: ["m"], strategy: "balanced", weights }];
    return reasons(planned({ providers, routes, name: "r", health }));
  };
  const whole = (price: number, speed: number, success: number) =>
    `of ${price} % price, ${speed} % speed and ${success} % success`;
  expect(scores({ price: 100, speed: 0, success: 0 })).toEqual({
    one: `balanced: score 0.500 ${whole(100, 0, 0)}`,
    other: `balanced: score 0.500 ${whole(100, 0, 0)}`,
  });
  expect(scores({ price: 0, speed: 100, success: 0 }).one).toBe(`balanced: score 0.500 ${whole(0, 100, 0)}`);
  expect(scores({ price: 0, speed: 0, success: 100 }).other).toBe(`balanced: score 0.050 ${whole(0, 0, 100)}`);
});

test("a place in the caller's own order is told as people count", () => {
  const providers = [priced("a", 1), priced("b", 1), priced("c", 1)];
  const places = planned({ providers, name: "m", options: { provider: { order: ["c", "a"] } } });
  expect(places.map(({ providerId }) => providerId)).toEqual(["c", "a", "b"]);
  expect(reasons(places)).toMatchObject({ c: "place 1 in provider.order", a: "place 2 in provider.order" });
});

test("a weight of one is a weight: whoever has none comes behind", () => {
  const providers = [provider("none", { weight: 0 }), provider("one", { weight: 1 })];
  for (let seed = 1; seed < 20; seed++)
    expect(ids({ providers, name: "m", random: seeded(seed) })).toEqual(["one", "none"]);
});

test("who served a conversation stays first among its equals alone: not before a closer match, nor where it is dearer", () => {
  const server = (providerId: string) => ({ providerId, model: "m", credentialId: null });
  const listing = [provider("any"), priced("lists", 1)];
  expect(ids({ providers: listing, name: "m", server: server("any") })).toEqual(["lists", "any"]);
  const cheapest = (prices: [id: string, price: number | null, cachedInput?: number][]) =>
    ids({
      providers: prices.map(([id, price, cachedInput]) => priced(id, price, { cachedInput })),
      name: "m",
      options: { strategy: "cheapest" },
      server: server("served"),
    });
  // With its beginning in the cache it costs 0.009 + 0 against 0.01.
  expect(
    cheapest([
      ["served", 9, 0],
      ["other", 5],
    ]),
  ).toEqual(["served", "other"]);
  expect(
    cheapest([
      ["served", 9],
      ["other", 5],
    ]),
  ).toEqual(["other", "served"]);
  expect(
    cheapest([
      ["served", null],
      ["other", 5],
    ]),
  ).toEqual(["other", "served"]);
});

test("what a fallback brings along, its route's strategy and weights or a suffix, is its own", () => {
  const cheap = {
    priority: 0,
    models: [
      { id: "m", pricing: { input: 1, output: 1 } },
      { id: "n", pricing: { input: 1, output: 1 } },
    ],
  };
  const dear = {
    priority: 0,
    models: [
      { id: "m", pricing: { input: 5, output: 5 } },
      { id: "n", pricing: { input: 5, output: 5 } },
    ],
  };
  // The dear one has all the weight, so that it comes first wherever the strategy is `priority`.
  const providers = [provider("cheap", { ...cheap, weight: 0 }), provider("dear", dear)];
  const routes = [
    { id: "saving", strategy: "cheapest", models: ["m", "n"] },
    { id: "plain", strategy: "priority", models: ["n"] },
  ];
  const order = (name: string, models: string[], provider: { sort: "price" } | null = null) =>
    planned({ providers, routes, name, options: { models, provider } }).map(
      (place) => `${place.providerId} ${place.model}`,
    );
  expect(order("m", ["saving"])).toEqual(["dear m", "cheap m", "cheap n", "dear n"]);
  expect(order("saving", ["plain"])).toEqual(["cheap m", "cheap n", "dear m", "dear n"]);
  expect(order("plain", ["m:floor"])).toEqual(["dear n", "cheap n", "cheap m", "dear m"]);
  expect(order("m:floor", ["n"])).toEqual(["cheap m", "dear m", "cheap n", "dear n"]);
  expect(order("m", ["n"], { sort: "price" })).toEqual(["cheap m", "dear m", "cheap n", "dear n"]);
});
