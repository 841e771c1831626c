import type { ApiKey } from "../config/entities";
import type { RoutingOptions } from "../dialects/dialect";
import { allowed } from "./allowed";
import { matchesAny } from "./pattern";
import type { RuleFacts } from "./request-facts";
import { isKeptOut, notAllowed, notFound, type Ranking, type Resolution } from "./resolution";
import { matchRule } from "./rules";
import type { Candidate, Snapshot } from "./snapshot";

/**
 * Reads the name that the client sent: a route's id, else `{provider}/{model}`, else a model name, else one with a
 * suffix. `noted` is told the route and the rule, also where none of its models is served. Throws 403 `model_not_allowed` or 404 `model_not_found`.
 */
export function resolve(
  snapshot: Snapshot,
  key: ApiKey,
  name: string,
  options: RoutingOptions,
  facts: () => RuleFacts,
  noted?: Pick<Resolution, "route" | "rule">,
): Resolution {
  const resolution: Resolution = { groups: [], route: null, rule: null, excluded: [] };
  const ranking: Ranking = {
    strategy: options.strategy ?? snapshot.settings.strategy,
    weights: snapshot.settings.balancedWeights,
    sort: options.provider?.sort ?? null,
  };
  const first = lookUp(snapshot, key, name, resolution, options, ranking, facts);
  const denied = first === "denied" ? name : null;
  if (options.models.length > 0) {
    // A suffix of the model asked for is a sort of the request, as in `provider.sort`; a fallback's is its own.
    const sorted = { ...ranking, sort: resolution.groups[0]?.ranking.sort ?? ranking.sort };
    for (const further of options.models)
      if (lookUp(snapshot, key, further, resolution, options, sorted, facts) === "denied")
        throw notAllowed(further, key);
  }
  if (denied !== null) throw notAllowed(denied, key);
  if (first === "none" && snapshot.settings.unknownModel === "auto" && isUnheardOf(resolution))
    lookUp(snapshot, key, "auto", resolution, options, ranking, facts);
  if (resolution.route !== null && noted !== undefined) {
    noted.route = resolution.route;
    noted.rule = resolution.rule;
  }
  if (resolution.groups.every((group) => group.candidates.length === 0))
    throw isKeptOut(resolution.excluded) ? notAllowed(name, key) : notFound(name, resolution);
  return resolution;
}

/** Nothing takes the name, and nothing was left out that would. */
const isUnheardOf = ({ groups, excluded, route }: Resolution) =>
  groups.length === 0 && excluded.length === 0 && route === null;

/** `asked`: what the request says, where neither a route nor a suffix of this name says otherwise. */
function lookUp(
  snapshot: Snapshot,
  key: ApiKey,
  name: string,
  resolution: Resolution,
  options: RoutingOptions,
  asked: Ranking,
  facts: () => RuleFacts,
): "found" | "none" | "denied" {
  const route = snapshot.routesById.get(name);
  if (route !== undefined) {
    if (!matchesAny(key.models, name)) return "denied";
    const rule = matchRule(route.rules, facts);
    if (resolution.route === null) {
      resolution.route = route.id;
      if (rule !== null) resolution.rule = { index: rule.index, words: rule.words };
    }
    const strategy = options.strategy ?? rule?.strategy ?? route.strategy ?? snapshot.settings.strategy;
    const ranking = { strategy, weights: route.weights ?? asked.weights, sort: asked.sort };
    const models = rule?.models ?? route.models;
    if (strategy === "priority")
      for (const model of models) addGroup(snapshot, key, model, resolution, options, ranking);
    else {
      // Any other strategy weighs all the models of the route against each other.
      const candidates = models.flatMap((model) => [...allowedCandidates(snapshot, key, model, resolution, options)]);
      if (candidates.length > 0) resolution.groups.push({ candidates: distinct(candidates), label: route.id, ranking });
    }
    // The route's own list stands behind a rule's, then come the named fallbacks.
    if (rule?.models !== undefined)
      for (const model of route.models)
        if (!models.includes(model)) addGroup(snapshot, key, model, resolution, options, ranking);
    for (const model of route.fallbacks) addGroup(snapshot, key, model, resolution, options, ranking);
    return "found";
  }

  let model = name;
  let ranking = asked;
  let found = candidatesByName(snapshot, model);
  const suffix = /^(.+):(floor|nitro)$/.exec(name);
  if (suffix && !found.some((candidate) => candidate.specificity === Number.POSITIVE_INFINITY)) {
    const bare = suffix[1]!;
    const sorted: Ranking = {
      ...asked,
      sort: options.provider?.sort ?? (suffix[2] === "floor" ? "price" : "throughput"),
    };
    const bareFound = candidatesByName(snapshot, bare);
    if (snapshot.routesById.has(bare)) return lookUp(snapshot, key, bare, resolution, options, sorted, facts);
    if (bareFound.length > 0) {
      ranking = sorted;
      model = bare;
      found = bareFound;
    }
  }
  if (!mayUseModel(key, name, model, found)) return "denied";
  if (found.length === 0) return "none";
  const candidates = allowed(snapshot, found, key, resolution, options);
  if (candidates.length === 0 && found.every(({ provider }) => !matchesAny(key.providers, provider.id)))
    return "denied";
  if (candidates.length > 0) resolution.groups.push({ candidates, label: model, ranking });
  return candidates.length > 0 ? "found" : "none";
}

/** A key may name the model with or without the provider before it. */
function mayUseModel(key: ApiKey, name: string, model: string, found: readonly Candidate[]): boolean {
  return (
    matchesAny(key.models, name) ||
    matchesAny(key.models, model) ||
    (found[0] !== undefined && matchesAny(key.models, found[0].model))
  );
}

function addGroup(
  snapshot: Snapshot,
  key: ApiKey,
  model: string,
  resolution: Resolution,
  options: RoutingOptions,
  ranking: Ranking,
): void {
  const candidates = allowedCandidates(snapshot, key, model, resolution, options);
  if (candidates.length > 0) resolution.groups.push({ candidates, label: model, ranking });
}

/** Two patterns of a route may mean the same model. */
function distinct(candidates: Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ provider, model }) => {
    const id = `${provider.id} ${model}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/** Models of a route need no permission of their own: the route is what the key was given. */
function allowedCandidates(
  snapshot: Snapshot,
  key: ApiKey,
  model: string,
  resolution: Resolution,
  options: RoutingOptions,
) {
  const found = model.includes("*") ? snapshot.candidatesLike(model) : candidatesByName(snapshot, model);
  return allowed(snapshot, found, key, resolution, options);
}

/** `{provider}/{model}` where that provider takes the model, else a plain name. */
export function candidatesByName(snapshot: Snapshot, name: string): readonly Candidate[] {
  const slash = name.indexOf("/");
  if (slash > 0) {
    const provider = snapshot.providersById.get(name.slice(0, slash));
    if (provider?.enabled) {
      const own = snapshot.candidatesFor(name.slice(slash + 1)).filter((candidate) => candidate.provider === provider);
      if (own.length > 0) return own;
    }
  }
  return snapshot.candidatesFor(name);
}
