import { expect, test } from "vitest";
import { credential, ids, planned, provider, refusal, seeded } from "~/tests/planning";
import { defaultSettings } from "../config/settings";
import type { RoutingOptions } from "../dialects/dialect";
import type { CredentialMark } from "../store";
import { HealthBook } from "./health";
import { matchesPattern } from "./pattern";

test("patterns: * matches anything, every other character is itself", () => {
  const cases: [string, string, boolean][] = [
    ["*", "", true],
    ["gpt-4*", "gpt-4o-mini", true],
    ["gpt-4*", "gpt-3", false],
    ["*gpt-4*", "openai/gpt-4o", true],
    ["a*b*c", "a1b2c", true],
    ["a*b*c", "acb", false],
    ["a*a", "a", false],
    ["gpt.4", "gptx4", false],
    ["[x]*", "[x]y", true],
  ];
  for (const [pattern, text, expected] of cases)
    expect([pattern, text, matchesPattern(pattern, text)]).toEqual([pattern, text, expected]);
});

test("a model goes to providers by priority, then the more specific match", () => {
  const providers = [
    provider("late", { priority: 5, models: [{ id: "gpt-4o" }] }),
    provider("any", { models: [] }),
    provider("short", { models: [{ id: "gpt*" }] }),
    provider("long", { models: [{ id: "gpt-4*" }] }),
    provider("exact", { models: [{ id: "gpt-4o" }] }),
    provider("off", { enabled: false, models: [{ id: "gpt-4o" }] }),
    provider("other", { models: [{ id: "claude" }] }),
  ];
  expect(ids({ providers, name: "gpt-4o" })).toEqual(["exact", "long", "short", "any", "late"]);
});

test("an alias says upstream name and price; within a provider the id wins over the longest pattern", () => {
  const models = [
    { id: "gpt*", pricing: { input: 9, output: 9 } },
    { id: "gpt-4*", upstream: "wide" },
    { id: "gpt-4o", upstream: "gpt-4o-2024", pricing: { input: 1, output: 2 } },
  ];
  const first = planned({ providers: [provider("p", { models })], name: "gpt-4o" })[0];
  expect(first?.candidate).toMatchObject({ model: "gpt-4o", upstream: "gpt-4o-2024", pricing: { input: 1 } });
  expect(planned({ providers: [provider("p", { models })], name: "gpt-4x" })[0]?.candidate).toMatchObject({
    model: "gpt-4x",
    upstream: "wide",
  });
});

test("a name that nothing takes goes to the route auto where the settings say so; one that was refused does not", () => {
  const providers = [provider("p", { models: [{ id: "gpt-4o" }] })];
  const routes = [{ id: "auto", models: ["gpt-4o"] }];
  const settings = { unknownModel: "auto" as const };
  expect(refusal({ providers, routes, name: "gpt-9" })).toBe("model_not_found");
  expect(planned({ providers, routes, settings, name: "gpt-9" })[0]).toMatchObject({
    providerId: "p",
    model: "gpt-4o",
  });
  expect(refusal({ providers, routes, settings, name: "gpt-9", as: { models: ["gpt-4o"] } })).toBe("model_not_allowed");
  const options = { provider: { only: ["q"] } };
  expect(refusal({ providers, routes, settings, name: "gpt-4o", options })).toBe("model_not_found");
});

test("what a provider withholds it does not serve, also not by a pattern or as one that takes any model", () => {
  const providers = [
    provider("pattern", { models: [{ id: "gpt*" }, { id: "gpt-4o", offered: false }] }),
    provider("alone", { models: [{ id: "gpt-4o", offered: false }] }),
    provider("open", { models: [{ id: "gpt-4o", offered: true }] }),
  ];
  expect(ids({ providers, name: "gpt-4o" })).toEqual(["open"]);
  expect(ids({ providers, name: "gpt-4" })).toEqual(["pattern"]);
  expect(refusal({ providers: providers.slice(1, 2), name: "o3" })).toBe("model_not_found");
});

test("a provider before a slash chooses it, and is part of the name where it does not take the model", () => {
  const providers = [
    provider("meta", { models: [{ id: "other" }] }),
    provider("openai", { models: [{ id: "gpt" }] }),
    provider("hub", { models: [{ id: "meta/llama" }, { id: "gpt" }] }),
  ];
  expect(planned({ providers, name: "openai/gpt" }).map(({ providerId, model }) => [providerId, model])).toEqual([
    ["openai", "gpt"],
  ]);
  expect(planned({ providers, name: "meta/llama" }).map(({ providerId, model }) => [providerId, model])).toEqual([
    ["hub", "meta/llama"],
  ]);
});

test("a suffix sorts unless a provider lists the full name", () => {
  const cheap = provider("cheap", { priority: 3, models: [{ id: "m", pricing: { input: 1, output: 1 } }] });
  const dear = provider("dear", { models: [{ id: "m", pricing: { input: 9, output: 9 } }] });
  expect(ids({ providers: [dear, cheap], name: "m:floor" })).toEqual(["cheap", "dear"]);
  const hub = provider("hub", { models: [{ id: "m:floor" }] });
  expect(planned({ providers: [dear, cheap, hub], name: "m:floor" }).map(({ model }) => model)).toEqual(["m:floor"]);
});

test("unknown names are 404, forbidden ones 403, and a key with a route may use its models through it only", () => {
  const providers = [provider("p", { models: [{ id: "a" }, { id: "b" }] })];
  const routes = [{ id: "auto", models: ["a", "b"] }];
  expect(refusal({ providers, name: "nope" })).toBe("model_not_found");
  expect(refusal({ providers, name: "b", as: { models: ["a"] } })).toBe("model_not_allowed");
  expect(refusal({ providers, routes, name: "a", as: { models: ["auto"] } })).toBe("model_not_allowed");
  expect(planned({ providers, routes, name: "auto", as: { models: ["auto"] } }).map(({ model }) => model)).toEqual([
    "a",
    "b",
  ]);
  expect(refusal({ providers, name: "a", as: { providers: ["other"] } })).toBe("model_not_allowed");
  expect(refusal({ providers, routes, name: "auto", as: { providers: ["other"] } })).toBe("model_not_allowed");
  expect(refusal({ providers, name: "a", options: { models: ["b"] }, as: { models: ["a"] } })).toBe(
    "model_not_allowed",
  );
});

test("what a sort cannot tell apart stays by priority", () => {
  const providers = [provider("c", { priority: 2 }), provider("b", { priority: 1 }), provider("a")];
  for (const seed of [1, 2, 3, 4])
    expect(ids({ providers, name: "gpt-4o:floor", random: seeded(seed) })).toEqual(["a", "b", "c"]);
});

test("provider preferences: only, ignore, order, no fallbacks, max price, sort", () => {
  const providers = [
    provider("a", { models: [{ id: "m", pricing: { input: 5, output: 5 } }] }),
    provider("b", { priority: 1, models: [{ id: "m", pricing: { input: 1, output: 1 } }] }),
    provider("c", { priority: 2, models: [{ id: "m" }] }),
  ];
  const by = (preferences: NonNullable<RoutingOptions["provider"]>) =>
    ids({ providers, name: "m", options: { provider: preferences } });
  expect(by({ only: ["b"] })).toEqual(["b"]);
  expect(by({ ignore: ["a"] })).toEqual(["b", "c"]);
  expect(by({ order: ["c", "b"] })).toEqual(["c", "b", "a"]);
  expect(by({ order: ["c"], allowFallbacks: false })).toEqual(["c"]);
  // Without an order it is the first one alone, whoever that is.
  expect(by({ allowFallbacks: false })).toEqual(["a"]);
  expect(by({ allowFallbacks: false, sort: "price" })).toEqual(["b"]);
  expect(by({ maxPrice: { prompt: 2 } })).toEqual(["b"]);
  expect(by({ sort: "price" })).toEqual(["b", "a", "c"]);
});

test("routes: rules match on what the request is, strategies pool the models, fallbacks come last", () => {
  const providers = [
    provider("one", { models: [{ id: "small", pricing: { input: 2, output: 2 } }] }),
    provider("two", { models: [{ id: "code" }, { id: "vision" }, { id: "tiny", pricing: { input: 1, output: 1 } }] }),
  ];
  const routes = [
    {
      id: "auto",
      models: ["small"],
      rules: [
        { when: { contains: "Code" }, models: ["code"] },
        { when: { images: true }, models: ["vision"] },
        { when: { metadata: { tier: "cheap" } }, models: ["small", "tiny"], strategy: "cheapest" },
      ],
      fallbacks: ["vision"],
    },
  ];
  const models = (body: Record<string, unknown>, metadata: Record<string, string> | null = null) =>
    planned({ providers, routes, name: "auto", body, options: { metadata } }).map(({ model }) => model);
  const says = (content: unknown) => ({ messages: [{ role: "user", content }] });
  expect(models(says("hello"))).toEqual(["small", "vision"]);
  expect(models(says("write code"))).toEqual(["code", "small", "vision"]);
  expect(models(says([{ type: "image_url", image_url: { url: "x" } }]))[0]).toBe("vision");
  expect(models(says("hello"), { tier: "cheap" })).toEqual(["tiny", "small", "vision"]);
});

test("weighted order without replacement follows the weights", () => {
  const providers = [
    provider("heavy", { weight: 8 }),
    provider("light", { weight: 2 }),
    provider("never", { weight: 0 }),
  ];
  const random = seeded(42);
  const first: Record<string, number> = {};
  for (let turn = 0; turn < 5000; turn++) {
    const order = ids({ providers, name: "m", random });
    expect(order).toHaveLength(3);
    expect(order[2]).toBe("never");
    first[order[0]!] = (first[order[0]!] ?? 0) + 1;
  }
  expect(first.heavy! / 5000).toBeGreaterThan(0.77);
  expect(first.heavy! / 5000).toBeLessThan(0.83);
});

test("where nobody has weight all are equal", () => {
  const providers = [provider("a", { weight: 0 }), provider("b", { weight: 0 })];
  const random = seeded(7);
  const first = Array.from({ length: 200 }, () => ids({ providers, name: "m", random })[0]);
  expect(first.filter((id) => id === "a").length).toBeGreaterThan(70);
  expect(first.filter((id) => id === "b").length).toBeGreaterThan(70);
});

test("credentials take turns, cooling ones go last, switched-off ones not at all", () => {
  const health = new HealthBook();
  const [a, b, c] = [credential("a"), credential("b"), credential("c")];
  const providers = [provider("p", { credentials: [a, b, c] })];
  const order = () => planned({ providers, name: "m", health }).map(({ credentialName }) => credentialName);
  expect([order(), order(), order()]).toEqual([
    ["a", "b", "c"],
    ["b", "c", "a"],
    ["c", "a", "b"],
  ]);
  health.rateLimited(a, 1_000_000, 5_000, "slow down");
  expect(order()).toEqual(["b", "c", "a"]);
  for (let turn = 0; turn < 3; turn++) health.credentials.rejected(b, 1_000_000, "no");
  expect(order()).toEqual(["c", "a"]);
});

test("a mark of another isolate counts for a credential that was not used here yet, and gives none to one without its secret", () => {
  const health = new HealthBook();
  const [a, b, gone] = [credential("a"), credential("b"), { ...credential("gone"), secret: "", state: "off" as const }];
  const providers = [provider("p", { credentials: [a, b, gone] })];
  const order = () => planned({ providers, name: "m", health }).map(({ credentialName }) => credentialName);
  const mark = { state: "ok" as const, rejections: 0, cooldownUntil: null, lastError: null };
  const adopt = (...credentials: CredentialMark[]) =>
    health.adoptNews({ statistics: [], breakers: [], credentials, cursor: 1 }, 1_000_000);
  health.adopt(providers, defaultSettings.breaker, 1_000_000);
  adopt(
    { ...mark, credentialId: "a", cooldownUntil: 1_060_000, lastError: "slow down" },
    { ...mark, credentialId: "gone" },
  );
  expect(order()).toEqual(["b", "a"]);
  expect(health.credential(a)).toMatchObject({ state: "ok", cooldownUntil: 1_060_000, lastError: "slow down" });
  adopt({ ...mark, credentialId: "b", state: "off", rejections: 3 }, { ...mark, credentialId: "gone" });
  expect(order()).toEqual(["a"]);
  // Three times in all, wherever.
  adopt({ ...mark, credentialId: "a", state: "rejected", rejections: 2, cooldownUntil: 1_060_000 });
  expect(health.credentials.rejected(a, 1_000_000, "no")).toMatchObject({ state: "off", rejections: 3 });
  adopt({ ...mark, credentialId: "b" });
  expect(order()).toEqual(["b"]);
});

test("a cooldown is extended, never shortened", () => {
  const health = new HealthBook();
  const a = credential("a");
  health.rateLimited(a, 0, 60_000, "x");
  health.rateLimited(a, 0, 1_000, "x");
  expect(health.credential(a).cooldownUntil).toBe(60_000);
});

test("a plan never has the same provider, credential and model twice, and never a disabled provider", () => {
  const random = seeded(9);
  for (let turn = 0; turn < 200; turn++) {
    const providers = Array.from({ length: 6 }, (_, index) =>
      provider(`p${index}`, {
        enabled: index === 0 || random() > 0.3,
        credentials: Array.from({ length: 1 + Math.floor(random() * 3) }, (_, each) => credential(`p${index}-${each}`)),
        models: [{ id: "a" }, { id: "b" }],
      }),
    );
    const routes = [{ id: "r", models: ["a", "b", "a", "*"], fallbacks: ["b", "a"], strategy: "balanced" }];
    const places = planned({ providers, routes, name: "r", random });
    const ids = places.map(({ providerId, credentialName, model }) => `${providerId} ${credentialName} ${model}`);
    const allowed = new Set(providers.filter(({ enabled }) => enabled).map(({ id }) => id));
    expect(places.every(({ providerId }) => allowed.has(providerId))).toBe(true);
    expect(ids).toEqual([...new Set(ids)]);
  }
});

test("where everything cools down everything is still there, soonest free first", () => {
  const health = new HealthBook();
  const [a, b, c] = [credential("a"), credential("b"), credential("c")];
  const providers = [
    provider("first", { credentials: [a] }),
    provider("second", { credentials: [b], priority: 1 }),
    provider("third", { credentials: [c], priority: 2 }),
  ];
  health.rateLimited(a, 1_000_000, 60_000, "busy");
  health.rateLimited(b, 1_000_000, 5_000, "busy");
  health.rateLimited(c, 1_000_000, 20_000, "busy");
  expect(ids({ providers, name: "m", health })).toEqual(["second", "third", "first"]);
});

test("one that was away for long comes back by and by, one that an admin found well at once", () => {
  const health = new HealthBook();
  const target = { providerId: "first", model: "m", credential: null };
  const providers = [provider("first"), provider("second", { priority: 1 })];
  const firstOf = (now: number, random: number) => ids({ providers, name: "m", health, now, random: () => random })[0];
  for (let turn = 0; turn < 5; turn++) health.providerFailed(target, 1_000_000);
  expect(firstOf(1_001_000, 0.5)).toBe("second");
  health.succeeded(target, 1_040_000, { latencyMs: 1, firstTokenMs: null, completionTokens: 0 });
  expect([0.05, 0.2].map((random) => firstOf(1_040_000, random))).toEqual(["first", "second"]);
  expect([0.5, 0.6].map((random) => firstOf(1_055_000, random))).toEqual(["first", "second"]);
  expect(firstOf(1_070_001, 0.999)).toBe("first");

  for (let turn = 0; turn < 5; turn++) health.providerFailed(target, 1_100_000);
  health.closeProvider("first", 1_140_000);
  expect(firstOf(1_140_000, 0.999)).toBe("first");
});

test("a route's weights decide what balanced looks at, and the reason names them", () => {
  const health = new HealthBook();
  const pricing = (input: number) => ({ models: [{ id: "m", pricing: { input, output: input } }] });
  const providers = [provider("cheap", pricing(1)), provider("quick", pricing(90)), provider("sure", pricing(90))];
  const measure = (id: string, firstTokenMs: number, failures: number) => {
    const target = { providerId: id, model: "m", credential: null };
    for (let turn = 0; turn < 50; turn++)
      health.succeeded(target, 1_000_000, { latencyMs: firstTokenMs, firstTokenMs, completionTokens: 0 });
    health.statistics.add(id, "m", { attempts: failures, failures }, 1_000_000);
  };
  measure("cheap", 5_000, 20);
  measure("quick", 50, 20);
  measure("sure", 5_000, 0);
  const first = (price: number, speed: number, success: number) => {
    const routes = [{ id: "r", models: ["m"], strategy: "balanced", weights: { price, speed, success } }];
    return planned({ providers, routes, name: "r", health })[0]!;
  };
  expect(first(100, 0, 0).providerId).toBe("cheap");
  expect(first(0, 100, 0).providerId).toBe("quick");
  expect(first(0, 0, 100).providerId).toBe("sure");
  expect(first(100, 0, 0).reason).toMatch(/^balanced: score \S+ of 100 % price, 0 % speed and 0 % success$/);
});
