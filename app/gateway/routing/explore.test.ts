import { expect, test } from "vitest";
import type { Provider } from "../config/entities";
import type { Strategy } from "../config/settings";
import { HealthBook } from "./health";
import { orderGroup } from "./order";
import type { Candidate } from "./snapshot";

const candidate = (id: string, price: number | null, more: Partial<Provider> = {}): Candidate => ({
  provider: {
    id,
    name: id,
    preset: null,
    adapter: "openai",
    baseUrl: "https://api.example.com/v1",
    enabled: true,
    priority: 0,
    weight: 1,
    credentials: [],
    models: [],
    headers: {},
    options: {},
    timeouts: {},
    disconnect: "cancel",
    ...more,
  },
  model: "m",
  upstream: "m",
  pricing: price === null ? null : { input: price, output: price },
  contextLength: null,
  maxOutputTokens: null,
  capabilities: [],
  textOnly: false,
  entry: null,
  specificity: 0,
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const now = 3_600_000;
const weights = { price: 50, speed: 25, success: 25 };
const measured = (health: HealthBook, id: string, firstTokenMs: number, at = now) => {
  for (let turn = 0; turn < 5; turn++)
    health.succeeded({ providerId: id, model: "m", credential: null }, at, {
      latencyMs: firstTokenMs + 10,
      firstTokenMs,
      completionTokens: 0,
    });
};

/** How often each provider comes first, of 4,000. */
function firsts(candidates: Candidate[], strategy: Strategy, health: HealthBook): Record<string, number> {
  const random = seeded(7);
  const counts: Record<string, number> = {};
  const facts = { promptTokens: 1000, completionTokens: 100, now, explore: true, server: null };
  for (let turn = 0; turn < 4000; turn++) {
    const [first] = orderGroup(
      { candidates, label: "m", ranking: { strategy, sort: null, weights } },
      null,
      health,
      facts,
      random,
    );
    counts[first!.candidate.provider.id] = (counts[first!.candidate.provider.id] ?? 0) + 1;
  }
  return counts;
}

test("what was measured of late is never explored", () => {
  const health = new HealthBook();
  measured(health, "quick", 50);
  measured(health, "slow", 900);
  const both = [candidate("slow", 1), candidate("quick", 1)];
  for (const strategy of ["fastest", "balanced"] as const)
    expect(firsts(both, strategy, health)).toEqual({ quick: 4000 });
});

test("a small share measures again what was idle for long, and a larger one what is new", () => {
  const health = new HealthBook();
  measured(health, "quick", 50);
  measured(health, "idle", 900, 0);
  const idle = firsts([candidate("idle", 1), candidate("quick", 1)], "fastest", health);
  expect(idle.idle! / 4000).toBeGreaterThan(0.02);
  expect(idle.idle! / 4000).toBeLessThan(0.04);
  const fresh = firsts([candidate("new", 1), candidate("quick", 1)], "fastest", health);
  expect(fresh.new! / 4000).toBeGreaterThan(0.08);
  expect(fresh.new! / 4000).toBeLessThan(0.12);
});

test("cheapest explores only what costs about the same, and nothing explores a later priority or one that cools down", () => {
  const health = new HealthBook();
  measured(health, "quick", 50);
  expect(firsts([candidate("quick", 1), candidate("dear", 9)], "cheapest", health)).toEqual({ quick: 4000 });
  const later = candidate("later", 1, { priority: 1 });
  expect(firsts([candidate("quick", 1), later], "fastest", health)).toEqual({ quick: 4000 });
  for (let turn = 0; turn < 5; turn++)
    health.providerFailed({ providerId: "broken", model: "other", credential: null }, now);
  expect(firsts([candidate("quick", 1), candidate("broken", 1)], "fastest", health)).toEqual({ quick: 4000 });
});

test("before anything was measured the cheaper one comes first, and the reason says when it is only a measurement", () => {
  const health = new HealthBook();
  const candidates = [candidate("dear", 9), candidate("unknown", null), candidate("cheap", 1)];
  const facts = { promptTokens: 1000, completionTokens: 100, now, explore: false, server: null };
  const order = (explore: boolean, random: () => number) =>
    orderGroup(
      { candidates, label: "m", ranking: { strategy: "fastest", sort: null, weights } },
      null,
      health,
      { ...facts, explore },
      random,
    );
  expect(order(false, seeded(1)).map((item) => item.candidate.provider.id)).toEqual(["cheap", "dear", "unknown"]);
  expect(order(true, () => 0)[0]?.reason).toBe("not measured yet; first this time, to measure it");
});
