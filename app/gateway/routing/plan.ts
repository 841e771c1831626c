import type { Strategy } from "../config";
import type { ProviderPreferences } from "../dialects/dialect";
import type { Credential } from "../ports";
import { pricingAt } from "../pricing/cost";
import type { HealthBook } from "./health";
import type { Group, Resolution } from "./resolve";
import type { Candidate } from "./snapshot";

/** One place in the order of attempts, with the reason for it; kept with the log row and shown in the dashboard. */
export interface PlanEntry {
  providerId: string;
  /** The gateway's id of the model. */
  model: string;
  credentialName: string | null;
  reason: string;
}

export interface Place extends PlanEntry {
  candidate: Candidate;
  /** Null for a provider that needs none. */
  credential: Credential | null;
}

export interface ScoredCandidate {
  candidate: Candidate;
  score: number | null;
  expectedCostUsd: number | null;
  reason: string;
}

/** What scoring looks at beside the candidates. */
export interface PlanFacts {
  promptTokens: number;
  completionTokens: number;
}

/** Enough places for any request, and few enough to keep with a log row. */
const longestPlan = 100;

/**
 * The whole order of attempts, computed once: groups in order, in each the candidates by priority and then by the
 * strategy, for each its credentials in rotation. Whatever cools down goes behind everything else, soonest free first.
 */
export function plan(
  resolution: Resolution,
  preferences: ProviderPreferences | null,
  health: HealthBook,
  facts: PlanFacts,
  now: number,
  random: () => number,
): Place[] {
  const places: Place[] = [];
  const cooling: { place: Place; until: number }[] = [];
  for (const group of resolution.groups) {
    for (const scored of orderGroup(group, resolution, preferences, health, facts, random)) {
      addPlaces(scored, health, now, places, cooling);
      if (places.length >= longestPlan) return places;
    }
  }
  if (cooling.length > 0) {
    cooling.sort((a, b) => a.until - b.until);
    for (const { place } of cooling) {
      if (places.length >= longestPlan) break;
      places.push(place);
    }
  }
  return places;
}

function addPlaces(
  scored: ScoredCandidate,
  health: HealthBook,
  now: number,
  places: Place[],
  cooling: { place: Place; until: number }[],
): void {
  const { candidate, reason } = scored;
  const { provider, model } = candidate;
  const providerUntil = health.isCooling(provider.id, now) ? health.provider(provider.id).cooldownUntil : 0;
  const add = (credential: Credential | null, why: string, until: number) => {
    const place: Place = {
      providerId: provider.id,
      model,
      credentialName: credential?.name ?? null,
      reason: why,
      candidate,
      credential,
    };
    if (until > now) cooling.push({ place, until });
    else places.push(place);
  };
  const { credentials } = provider;
  if (credentials.length === 0) {
    add(null, providerUntil > now ? `${reason}; provider cools down, so last` : reason, providerUntil);
    return;
  }
  const start = credentials.length === 1 ? 0 : health.nextRotation(provider.id);
  let first = true;
  for (let step = 0; step < credentials.length; step++) {
    const credential = credentials[(start + step) % credentials.length]!;
    const known = health.credential(credential);
    if (known.state === "off") continue;
    const until = Math.max(providerUntil, known.cooldownUntil);
    if (until > now) {
      add(credential, `${reason}; ${providerUntil > now ? "provider" : "credential"} cools down, so last`, until);
    } else {
      add(credential, first ? reason : "next credential of the same provider", 0);
      first = false;
    }
  }
}

/** Candidates of one group in order, each with the reason. Pure but for `random`; the simulator shows the same. */
export function orderGroup(
  group: Group,
  resolution: Resolution,
  preferences: ProviderPreferences | null,
  health: HealthBook,
  facts: PlanFacts,
  random: () => number,
): ScoredCandidate[] {
  const { candidates } = group;
  const order = preferences?.order;
  const strategy: Strategy | "latency" | "throughput" =
    resolution.sort === "price"
      ? "cheapest"
      : resolution.sort === "latency" || resolution.sort === "throughput"
        ? resolution.sort
        : resolution.strategy;
  if (candidates.length === 1) {
    return [
      {
        candidate: candidates[0]!,
        score: null,
        expectedCostUsd: expectedCost(candidates[0]!, facts),
        reason: `only provider of ${group.label}`,
      },
    ];
  }
  const scored = candidates.map((candidate) => ({
    candidate,
    // Weighted random order without replacement: the smallest of -ln(u)/weight comes first.
    draw:
      candidate.provider.weight > 0 ? -Math.log(1 - random()) / candidate.provider.weight : Number.POSITIVE_INFINITY,
    score: strategy === "priority" ? null : score(candidate, strategy, health, facts),
    expectedCostUsd: expectedCost(candidate, facts),
  }));
  const ignorePriority = resolution.sort !== null;
  const listed = (candidate: Candidate) => {
    const position = order?.indexOf(candidate.provider.id) ?? -1;
    return position < 0 ? Number.POSITIVE_INFINITY : position;
  };
  scored.sort((a, b) => {
    if (order !== undefined) {
      const difference = compare(listed(a.candidate), listed(b.candidate));
      if (difference !== 0) return difference;
    }
    if (!ignorePriority) {
      const difference = a.candidate.provider.priority - b.candidate.provider.priority;
      if (difference !== 0) return difference;
    }
    const difference =
      strategy === "priority"
        ? compare(b.candidate.specificity, a.candidate.specificity)
        : compare(a.score ?? Number.POSITIVE_INFINITY, b.score ?? Number.POSITIVE_INFINITY);
    return difference !== 0 ? difference : compare(a.draw, b.draw);
  });
  return scored.map(({ candidate, score: value, expectedCostUsd }) => ({
    candidate,
    score: value,
    expectedCostUsd,
    reason: describe(candidate, strategy, value, expectedCostUsd, listed(candidate)),
  }));
}

const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

function expectedCost({ pricing }: Candidate, facts: PlanFacts): number | null {
  if (pricing === null) return null;
  const { input, output } = pricingAt(pricing, facts.promptTokens);
  return (facts.promptTokens * input + facts.completionTokens * output) / 1e6;
}

/** Lower is better; null where nothing is known, which goes last. */
function score(
  candidate: Candidate,
  strategy: Exclude<Strategy, "priority"> | "latency" | "throughput",
  health: HealthBook,
  facts: PlanFacts,
): number | null {
  const known = health.model(candidate.provider.id, candidate.model);
  const cost = expectedCost(candidate, facts);
  const wait = known.firstTokenMs ?? known.latencyMs;
  switch (strategy) {
    case "cheapest":
      return cost;
    case "latency":
    case "fastest":
      return wait;
    case "throughput":
      return known.tokensPerSecond === null ? null : -known.tokensPerSecond;
    case "reliable":
      return 1 - (known.successRate ?? 1);
    case "balanced":
      // Half price, a quarter each for speed and success; every part is scaled to about 0..1.
      return 0.5 * squash(cost, 0.01) + 0.25 * squash(wait, 2000) + 0.25 * (1 - (known.successRate ?? 1));
  }
}

const squash = (value: number | null, middle: number) => (value === null ? 0.5 : value / (value + middle));

function describe(
  candidate: Candidate,
  strategy: Strategy | "latency" | "throughput",
  value: number | null,
  cost: number | null,
  position: number,
): string {
  if (position !== Number.POSITIVE_INFINITY) return `place ${position + 1} in provider.order`;
  const { priority, weight } = candidate.provider;
  switch (strategy) {
    case "priority":
      return `priority ${priority}, ${matchWords(candidate.specificity)}, weight ${weight}`;
    case "cheapest":
      return cost === null
        ? "price unknown, so after those with a price"
        : `cheapest: about $${cost.toPrecision(3)} for this request`;
    case "fastest":
    case "latency":
      return value === null ? "not measured yet" : `fastest: about ${Math.round(value)} ms to the first token`;
    case "throughput":
      return value === null ? "not measured yet" : `throughput: about ${Math.round(-value)} tokens/s`;
    case "reliable":
      return `reliable: about ${((1 - (value ?? 0)) * 100).toFixed(1)} % of recent attempts succeeded`;
    case "balanced":
      return `balanced: score ${(value ?? 0).toFixed(3)} of price, speed and success`;
  }
}

function matchWords(specificity: number): string {
  if (specificity === Number.POSITIVE_INFINITY) return "lists the model";
  return specificity < 0 ? "takes any model" : "a pattern matches";
}
