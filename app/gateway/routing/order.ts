import type { BalancedWeights, Strategy } from "../config/settings";
import type { ProviderPreferences } from "../dialects/dialect";
import { pricingAt } from "../pricing/cost";
import type { Server } from "./affinity";
import { explore } from "./explore";
import type { HealthBook } from "./health";
import type { Group } from "./resolution";
import type { ScoredCandidate } from "./scored-candidate";
import type { Candidate } from "./snapshot";

/** What scoring looks at beside the candidates. */
export interface PlanFacts {
  promptTokens: number;
  completionTokens: number;
  /** Unix ms. */
  now: number;
  /** Now and then a candidate is tried first only to measure it. */
  explore: boolean;
  /** Who served this conversation before, and may have the beginning of the prompt in a cache. */
  server: Server | null;
}

const mostCandidates = 200;
/** More than any draw of a candidate with weight. */
const weightless = 1_000;

type Ordering = Strategy | "latency" | "throughput";

/** An order that the caller named is not disturbed for a measurement. */
const isStrategy = (ordering: Ordering): ordering is Strategy => ordering !== "latency" && ordering !== "throughput";

/** Candidates of one group in order, each with the reason. Pure but for `random`; the simulator shows the same. */
export function orderGroup(
  group: Group,
  preferences: ProviderPreferences | null,
  health: HealthBook,
  facts: PlanFacts,
  random: () => number,
): ScoredCandidate[] {
  // More than anyone would try: of very many the first ones, which are the cheapest.
  const candidates =
    group.candidates.length > mostCandidates ? group.candidates.slice(0, mostCandidates) : group.candidates;
  const order = preferences?.order;
  const { sort, weights } = group.ranking;
  const strategy: Ordering = sort === "price" ? "cheapest" : (sort ?? group.ranking.strategy);
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
  const scored = candidates.map((candidate) => {
    const expectedCostUsd = expectedCost(candidate, facts);
    return {
      candidate,
      // Weighted random order without replacement: the smallest of -ln(u)/weight comes first.
      // Those without weight stand behind all that have one, in an order of chance.
      draw: candidate.provider.weight > 0 ? -Math.log(1 - random()) / candidate.provider.weight : weightless + random(),
      score: strategy === "priority" ? null : score(candidate, strategy, expectedCostUsd, health, facts.now, weights),
      expectedCostUsd,
      reason: "",
    };
  });
  const ignorePriority = sort !== null;
  const listed = (candidate: Candidate) => {
    const position = order?.indexOf(candidate.provider.id) ?? -1;
    return position < 0 ? Number.POSITIVE_INFINITY : position;
  };
  const last = Number.POSITIVE_INFINITY;
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
        : // Of those that were not measured yet, the cheaper one first.
          compare(a.score ?? last, b.score ?? last) ||
          (a.score === null ? compare(a.expectedCostUsd ?? last, b.expectedCostUsd ?? last) : 0);
    if (difference !== 0) return difference;
    // What a sort cannot tell apart, as two prices that nobody knows, stays by priority.
    return a.candidate.provider.priority - b.candidate.provider.priority || compare(a.draw, b.draw);
  });
  for (const item of scored) item.reason = describe(item, strategy, listed(item.candidate), health, weights);
  if (sort === null && order === undefined && facts.server !== null && isStrategy(strategy)) {
    const kept = keepServer(scored, strategy, facts.server, facts);
    if (kept !== null) return kept;
  }
  return facts.explore && sort === null && order === undefined && strategy !== "priority" && isStrategy(strategy)
    ? explore(scored, strategy, health, facts.now, random)
    : scored;
}

/** The one that served the conversation before goes in front of its equals; null where it does not. */
function keepServer(
  ordered: ScoredCandidate[],
  strategy: Strategy,
  server: Server,
  facts: PlanFacts,
): ScoredCandidate[] | null {
  const first = ordered[0]!;
  const item = ordered.find(
    ({ candidate: { provider, model } }) => provider.id === server.providerId && model === server.model,
  );
  if (item === undefined || item.candidate.provider.priority !== first.candidate.provider.priority) return null;
  if (strategy === "priority" && item.candidate.specificity !== first.candidate.specificity) return null;
  if (strategy === "cheapest" && item !== first) {
    const cost = expectedCost(item.candidate, facts, true);
    if (cost === null || first.expectedCostUsd === null || cost > first.expectedCostUsd) return null;
  }
  const kept = { ...item, reason: `${item.reason}; served this conversation before` };
  return [kept, ...ordered.filter((other) => other !== item)];
}

const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

function expectedCost({ pricing }: Candidate, facts: PlanFacts, cached = false): number | null {
  if (pricing === null) return null;
  const { input, output, cachedInput } = pricingAt(pricing, facts.promptTokens);
  const prompt = cached ? (cachedInput ?? input) : input;
  return (facts.promptTokens * prompt + facts.completionTokens * output) / 1e6;
}

/** How many tokens after the first one `fastest` waits for. */
const tokensAwaited = 50;

/** Lower is better; null where nothing is known, which goes last. */
function score(
  candidate: Candidate,
  strategy: Exclude<Ordering, "priority">,
  cost: number | null,
  health: HealthBook,
  now: number,
  { price, speed, success }: BalancedWeights,
): number | null {
  if (strategy === "cheapest") return cost;
  const known = health.statistics.of(candidate.provider.id, candidate.model);
  const wait = known?.firstTokenMs ?? known?.latencyMs ?? null;
  switch (strategy) {
    case "latency":
      return wait;
    case "fastest": {
      if (wait === null || known?.firstTokenMs === null) return wait;
      const rate = known?.tokensPerSecond;
      return rate ? wait + (tokensAwaited / rate) * 1000 : wait;
    }
    case "throughput": {
      const rate = known?.tokensPerSecond ?? null;
      return rate === null ? null : -rate;
    }
    case "reliable":
      return 1 - (known?.successScore(now) ?? 0.95);
    case "balanced":
      // Every part is scaled to about 0..1.
      return (
        (price * squash(cost, 0.01) + speed * squash(wait, 2000) + success * (1 - (known?.successScore(now) ?? 0.95))) /
        100
      );
  }
}

const squash = (value: number | null, middle: number) => (value === null ? 0.5 : value / (value + middle));

function describe(
  { candidate, score: value, expectedCostUsd: cost }: ScoredCandidate,
  strategy: Ordering,
  position: number,
  health: HealthBook,
  { price, speed, success }: BalancedWeights,
): string {
  if (position !== Number.POSITIVE_INFINITY) return `place ${position + 1} in provider.order`;
  const { id } = candidate.provider;
  const known = health.statistics.of(id, candidate.model);
  switch (strategy) {
    case "priority":
      return priorityReason(candidate);
    case "cheapest":
      return cost === null
        ? "price unknown, so after those with a price"
        : `cheapest: about $${cost.toPrecision(3)} for this request`;
    case "fastest":
    case "latency": {
      const wait = known?.firstTokenMs ?? known?.latencyMs ?? null;
      return wait === null ? "not measured yet" : `fastest: about ${Math.round(wait)} ms to the first token`;
    }
    case "throughput":
      return value === null ? "not measured yet" : `throughput: about ${Math.round(-value)} tokens/s`;
    case "reliable": {
      const rate = known?.successRate ?? null;
      return rate === null
        ? "not measured yet"
        : `reliable: about ${(rate * 100).toFixed(1)} % of recent attempts succeeded`;
    }
    case "balanced":
      return `balanced: score ${(value ?? 0).toFixed(3)} of ${price} % price, ${speed} % speed and ${success} % success`;
  }
}

/** The same for every request of a configuration, which candidates are a part of. */
const priorityReasons = new WeakMap<Candidate, string>();

function priorityReason(candidate: Candidate): string {
  let reason = priorityReasons.get(candidate);
  if (reason === undefined) {
    const { priority, weight } = candidate.provider;
    reason = `priority ${priority}, ${matchWords(candidate.specificity)}, weight ${weight}`;
    priorityReasons.set(candidate, reason);
  }
  return reason;
}

function matchWords(specificity: number): string {
  if (specificity === Number.POSITIVE_INFINITY) return "lists the model";
  return specificity < 0 ? "takes any model" : "a pattern matches";
}
