// How long the order of attempts takes to compute: 50 providers of one model, measured, with prices. Loaded by scale.ts.
import { performance } from "node:perf_hooks";
import { defaultSettings, type Strategy, strategySchema } from "~/gateway/config/settings";
import { HealthBook } from "~/gateway/routing/health";
import { plan } from "~/gateway/routing/plan";
import { resolve } from "~/gateway/routing/resolve";
import { compileSnapshot } from "~/gateway/routing/snapshot";
import { credential, provider, seeded } from "~/tests/planning";

const candidates = 50;
const now = 3_600_000;
const key = {
  id: "k",
  name: "Key",
  role: "client" as const,
  models: ["*"],
  providers: ["*"],
  enabled: true,
  expiresAt: null,
  limits: {},
};

const quantile = (sorted: number[], share: number) => sorted[Math.floor(sorted.length * share)]!;

/** Microseconds by strategy: from the model's name to the plan. */
export function measurePlanning(rounds: number): { strategy: Strategy; p50: number; p99: number }[] {
  const providers = Array.from({ length: candidates }, (_, index) =>
    provider(`p${index}`, {
      priority: index % 2,
      weight: 1 + (index % 5),
      credentials: [credential(`p${index}-a`), credential(`p${index}-b`)],
      models: [{ id: "m", pricing: { input: 1 + index, output: 2 + index } }],
    }),
  );
  const snapshot = compileSnapshot({ revision: 1, settings: defaultSettings, providers, routes: [], repairs: [] });
  const health = new HealthBook();
  for (const each of providers)
    for (let turn = 0; turn < 20; turn++)
      health.succeeded({ providerId: each.id, model: "m", credential: each.credentials[0]! }, now, {
        latencyMs: 500 + turn,
        firstTokenMs: 100 + turn,
        completionTokens: 50,
      });
  const random = seeded(5);
  const facts = { promptTokens: 500, completionTokens: 256, now, explore: true, server: null };
  return strategySchema.options.map((strategy) => {
    const options = { provider: null, models: [], strategy, metadata: null };
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      const resolution = resolve(snapshot, key, "m", options, () => {
        throw new Error("no rule is asked");
      });
      plan(resolution, null, health, facts, random);
      if (round >= rounds / 4) times.push((performance.now() - begun) * 1000);
    }
    times.sort((a, b) => a - b);
    return { strategy, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
  });
}
