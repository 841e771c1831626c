import type { CandidateFigures } from "./editor-data.server";
import type { RouteSimulation } from "./simulation.server";

/** What is known of a candidate; null where nothing is. */
export interface Measured {
  model: string;
  reason: string;
  costUsd: number | null;
  firstTokenMs: number | null;
  successRate: number | null;
}

/** What the planner measured of its attempts; where it has nothing, what the requests that it served came to. */
export function measured(
  candidate: RouteSimulation["candidates"][number],
  figures: readonly CandidateFigures[],
): Measured {
  const { providerId, model, reason, expectedCostUsd: costUsd } = candidate;
  const known = figures.find((each) => each.providerId === providerId && each.model === model);
  const firstTokenMs = candidate.firstTokenMs ?? known?.firstTokenMs ?? null;
  return { model, reason, costUsd, firstTokenMs, successRate: candidate.successRate ?? known?.successRate ?? null };
}

export type PlaceWord =
  | "bestPrice"
  | "fastest"
  | "mostReliable"
  | "bestScore"
  | "sameModel"
  | "cheaper"
  | "dearer"
  | "samePrice"
  | "faster"
  | "slower"
  | "moreReliable"
  | "lessReliable";

const leads = [
  [/^cheapest: [^;]+$/, "bestPrice"],
  [/^fastest: [^;]+$/, "fastest"],
  [/^reliable: [^;]+$/, "mostReliable"],
  [/^balanced: [^;]+$/, "bestScore"],
] as const satisfies [RegExp, PlaceWord][];

/**
 * Why a candidate stands where a strategy put it, beside the first one: its figures stand next to it. Null where the plan's own
 * reason says more than the strategy (a cooldown, a conversation that stays, weights).
 */
export function placeWords(candidate: Measured, first: Measured, leading = false): PlaceWord[] | null {
  const lead = leads.find(([pattern]) => pattern.test(candidate.reason));
  if (lead === undefined) return null;
  if (leading) return [lead[1]];
  const words: PlaceWord[] = candidate.model === first.model ? ["sameModel"] : [];
  const cost = ratio(candidate.costUsd, first.costUsd);
  if (cost !== null) words.push(cost < 0.95 ? "cheaper" : cost > 1.05 ? "dearer" : "samePrice");
  const wait = ratio(candidate.firstTokenMs, first.firstTokenMs);
  if (wait !== null && Math.abs(wait - 1) > 0.1) words.push(wait < 1 ? "faster" : "slower");
  if (candidate.successRate !== null && first.successRate !== null) {
    const better = candidate.successRate - first.successRate;
    if (Math.abs(better) > 0.002) words.push(better > 0 ? "moreReliable" : "lessReliable");
  }
  return words.length === 0 ? null : words;
}

const ratio = (value: number | null, other: number | null) =>
  value === null || other === null || other === 0 ? null : value / other;
