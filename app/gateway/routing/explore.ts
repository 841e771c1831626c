import type { Strategy } from "../config/settings";
import type { HealthBook } from "./health";
import type { ScoredCandidate } from "./scored-candidate";

// A strategy that goes by measurements would never see that a candidate got better, or how good a new one is: a small
// share of requests goes to one that has no recent measurement first. If it fails, the others follow as always.

const idleShare = 0.03;
const unmeasuredShare = 0.1;
/** Observations that weigh less than so many present attempts are no measurement any more. */
const enoughWeight = 0.5;
/** Under `cheapest` nobody pays more than so much for a measurement. */
const dearerAtMost = 1.1;

/** The same order, or one with a candidate of the first one's priority moved to the front. */
export function explore(
  ordered: ScoredCandidate[],
  strategy: Exclude<Strategy, "priority">,
  health: HealthBook,
  now: number,
  random: () => number,
): ScoredCandidate[] {
  const first = ordered[0]!;
  const { priority } = first.candidate.provider;
  let unmeasured = false;
  const idle: ScoredCandidate[] = [];
  for (const item of ordered) {
    const { provider, model } = item.candidate;
    if (provider.priority !== priority) break;
    if (item === first || provider.weight === 0) continue;
    const known = health.statistics.of(provider.id, model);
    if (known !== undefined && known.weight(now) >= enoughWeight) continue;
    if (strategy === "cheapest" && !isAbout(item.expectedCostUsd, first.expectedCostUsd)) continue;
    if (health.providerBreaker(provider.id, now).state !== "closed") continue;
    if (known === undefined) unmeasured = true;
    idle.push(item);
  }
  if (idle.length === 0) return ordered;
  const share = unmeasured ? unmeasuredShare : idleShare;
  const draw = random();
  if (draw >= share) return ordered;
  const chosen = idle[Math.floor((draw / share) * idle.length)]!;
  return [
    { ...chosen, reason: `${chosen.reason}; first this time, to measure it` },
    ...ordered.filter((item) => item !== chosen),
  ];
}

const isAbout = (cost: number | null, cheapest: number | null) =>
  cost !== null && cheapest !== null && cost <= cheapest * dearerAtMost;
