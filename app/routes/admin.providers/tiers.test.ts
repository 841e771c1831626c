import { expect, test } from "vitest";
import type { ProviderView } from "./provider-views.server";
import { tiersOf } from "./tiers";

const view = (id: string, more: Partial<ProviderView> = {}): ProviderView => ({
  id,
  face: { name: id, mark: "Pr", hue: 0 },
  host: "api.example.com",
  enabled: true,
  priority: 0,
  weight: 1,
  preset: null,
  state: "healthy",
  cooldownUntil: null,
  credentials: ["ok"],
  modelCount: 1,
  capabilities: [],
  successRate: null,
  latencyMs: null,
  latencies: [],
  costMicroUsd: null,
  source: "database",
  servesAlone: [],
  ...more,
});

test("priorities become tiers 1, 2, 3, the lowest first", () => {
  const tiers = tiersOf([view("c", { priority: 50 }), view("a", { priority: -5 }), view("b")]);
  expect(tiers.map((tier) => [tier.number, tier.priority, tier.providers[0]?.id])).toEqual([
    [1, -5, "a"],
    [2, 0, "b"],
    [3, 50, "c"],
  ]);
});

test("weights share the traffic among usable providers only", () => {
  const [tier] = tiersOf([
    view("light", { weight: 1 }),
    view("heavy", { weight: 3 }),
    view("down", { weight: 6, state: "down" }),
    view("off", { weight: 9, enabled: false, state: "off" }),
  ]);
  expect(tier?.shares).toEqual({ light: 0.25, heavy: 0.75, down: 0, off: 0 });
  expect(tier?.providers.map((provider) => provider.id)).toEqual(["down", "heavy", "light", "off"]);
});

test("weights of nought share nothing", () => {
  expect(tiersOf([view("a", { weight: 0 })])[0]?.shares).toEqual({ a: 0 });
});

test("shares are whole percents that sum to 100", () => {
  const [tier] = tiersOf([view("a", { weight: 5 }), view("b", { weight: 3 })]);
  expect(tier?.shares).toEqual({ a: 0.63, b: 0.37 });
  const [thirds] = tiersOf([view("a"), view("b"), view("c")]);
  expect(Object.values(thirds?.shares ?? {}).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
});
