import type { ApiKey } from "../config/entities";
import type { RoutingOptions } from "../dialects/dialect";
import { allowed } from "./allowed";
import { matchesAny } from "./pattern";
import type { RuleFacts } from "./request-facts";
import { isKeptOut, notAllowed, notFound, type Resolution } from "./resolution";
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
  const resolution: Resolution = {
    groups: [],
    strategy: options.strategy ?? snapshot.settings.strategy,
    weights: snapshot.settings.balancedWeights,
    sort: options.provider?.sort ?? null,
    route: null,
    rule: null,
    excluded: [],
  };
  const first = lookUp(snapshot, key, name, resolution, options, facts);
  const denied = first === "denied" ? name : null;
  for (const further of options.models) {
    if (lookUp(snapshot, key, further, resolution, options, facts) === "denied") throw notAllowed(further, key);
  }
  if (denied !== null) throw notAllowed(denied, key);
  if (first === "none" && snapshot.settings.unknownModel === "auto" && isUnheardOf(resolution))
    lookUp(snapshot, key, "auto", resolution, options, facts);
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

function lookUp(
  snapshot: Snapshot,
  key: ApiKey,
  name: string,
  resolution: Resolution,
  options: RoutingOptions,
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
    if (route.weights !== undefined) resolution.weights = route.weights;
    const strategy = rule?.strategy ?? route.strategy ?? snapshot.settings.strategy;
    if (options.strategy === null) resolution.strategy = strategy;
    const models = rule?.models ?? route.models;
    const effective = options.strategy ?? strategy;
    if (effective === "priority") for (const model of models) addGroup(snapshot, key, model, resolution, options);
    else {
      // Any other strategy weighs all the models of the route against each other.
      const candidates = models.flatMap((model) => [...allowedCandidates(snapshot, key, model, resolution, options)]);
      if (candidates.length > 0) resolution.groups.push({ candidates: distinct(candidates), label: route.id });
    }
    // The route's own list stands behind a rule's, then come the named fallbacks.
    if (rule?.models !== undefined)
      for (const model of route.models)
        if (!models.includes(model)) addGroup(snapshot, key, model, resolution, options);
    for (const model of route.fallbacks) addGroup(snapshot, key, model, resolution, options);
    return "found";
  }

  let model = name;
  let found = candidatesByName(snapshot, model);
  const suffix = /^(.+):(floor|nitro)$/.exec(name);
  if (suffix && !found.some((candidate) => candidate.specificity === Number.POSITIVE_INFINITY)) {
    const bare = suffix[1]!;
    const sort = suffix[2] === "floor" ? "price" : "throughput";
    const bareFound = candidatesByName(snapshot, bare);
    if (snapshot.routesById.has(bare)) {
      resolution.sort ??= sort;
      return lookUp(snapshot, key, bare, resolution, options, facts);
    }
    if (bareFound.length > 0) {
      resolution.sort ??= sort;
      model = bare;
      found = bareFound;
    }
  }
  if (!mayUseModel(key, name, model, found)) return "denied";
  if (found.length === 0) return "none";
  const candidates = allowed(snapshot, found, key, resolution, options);
  if (candidates.length === 0 && found.every(({ provider }) => !matchesAny(key.providers, provider.id)))
    return "denied";
  if (candidates.length > 0) resolution.groups.push({ candidates, label: model });
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
): void {
  const candidates = allowedCandidates(snapshot, key, model, resolution, options);
  if (candidates.length > 0) resolution.groups.push({ candidates, label: model });
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
