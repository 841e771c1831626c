import { expect, test } from "vitest";
import type { ProviderView } from "./provider-views.server";
import { canShare, tiersOf, usableMembers, weightsForShare } from "./tiers";

const view = (id: string, more: Partial<ProviderView> = {}): ProviderView => ({
  id,
  face: { name: id, mark: "Pr", hue: 0 },
  host: "api.example.com",
  enabled: true,
  drain: null,
  open: 0,
  priority: 0,
  weight: 1,
  preset: null,
  state: "healthy",
  cooldownUntil: null,
  credentials: ["ok"],
  modelCount: 1,
  capabilities: [],
  successRate: null,
  recentSuccessRate: null,
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

test("a dragged share leaves the rest to the others in their proportions, and all sum to 100", () => {
  const [tier] = tiersOf([view("a", { weight: 2 }), view("b", { weight: 6 }), view("c", { weight: 2 })]);
  if (!tier) throw new Error("no tier");
  for (let percent = 1; percent <= 98; percent++) {
    const weights = weightsForShare(tier, "a", percent);
    expect(weights.a).toBe(percent);
    expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBe(100);
    expect(Math.min(...Object.values(weights))).toBeGreaterThanOrEqual(1);
  }
  const { b = 0, c = 0 } = weightsForShare(tier, "a", 20);
  expect(b / c).toBeCloseTo(3, 0);
});

test("what is off or down takes no part, and one alone has nothing to share", () => {
  const [tier] = tiersOf([view("a"), view("b", { enabled: false }), view("c", { state: "down" })]);
  if (!tier) throw new Error("no tier");
  expect(usableMembers(tier).map(({ id }) => id)).toEqual(["a"]);
  expect(tier.providers.some((provider) => canShare(tier, provider))).toBe(false);
});
