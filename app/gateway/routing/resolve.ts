import type { RoutingOptions } from "../dialects/dialect";
import { GatewayError } from "../errors";
import type { ApiKey } from "../ports";
import type { BalancedWeights, Strategy } from "../settings";
import { matchesAny } from "./pattern";
import type { RuleFacts } from "./request-facts";
import { type MatchedRule, matchRule } from "./rules";
import type { Candidate, Snapshot } from "./snapshot";

/** One step of the way down: candidates that are ordered among themselves before the next group is looked at. */
export interface Group {
  candidates: readonly Candidate[];
  /** Names the group in reasons: the model or route asked for. */
  label: string;
  /** Where it has one of its own. */
  strategy?: Strategy;
}

export interface Resolution {
  groups: Group[];
  strategy: Strategy;
  /** What `balanced` weighs, in percent. */
  weights: BalancedWeights;
  sort: "price" | "latency" | "throughput" | null;
  route: string | null;
  /** Of that route; null where none of its rules held. */
  rule: MatchedRule | null;
  /** Left out, with the reason; for the simulator and the log's plan. */
  excluded: { providerId: string; model: string; reason: string }[];
}

const draining = "draining";
const keptOut = "not allowed for this API key";

/** It is there, but takes nothing new for the moment: worth another try, unlike a name that nobody takes. */
const allDraining = (model: string) =>
  new GatewayError({
    status: 503,
    type: "server_error",
    code: "no_provider_available",
    message: `Every provider of '${model}' is being drained and takes no new request.`,
    param: "model",
    headers: { "retry-after": "30" },
  });

/** The key may use none of the providers that there are, or none of those that the request wants. */
const isKeptOut = (excluded: Resolution["excluded"]) =>
  excluded.some(({ reason }) => reason === keptOut) &&
  excluded.every(({ reason }) => reason === keptOut || reason === "not in provider.only");

const notFound = (model: string, { excluded, route }: Resolution) => {
  const [first] = excluded;
  if (first !== undefined && excluded.every(({ reason }) => reason === draining)) return allDraining(model);
  return new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "model_not_found",
    message:
      first === undefined
        ? route === null
          ? `The model '${model}' does not exist: no enabled provider of this gateway takes it.`
          : `No enabled provider of this gateway takes a model of the route '${route}'.`
        : `No provider of '${model}' is left: '${first.providerId}' is ${first.reason}.`,
    param: "model",
  });
};

const notAllowed = (model: string, key: ApiKey) =>
  new GatewayError({
    status: 403,
    type: "permission_error",
    code: "model_not_allowed",
    message: `The API key '${key.name}' may not use the model '${model}'.`,
    param: "model",
  });

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
  const candidates = filter(snapshot, found, key, resolution, options);
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
  return filter(snapshot, found, key, resolution, options);
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

function filter(
  snapshot: Snapshot,
  candidates: readonly Candidate[],
  key: ApiKey,
  resolution: Resolution,
  options: RoutingOptions,
): readonly Candidate[] {
  const preferences = options.provider;
  if (!snapshot.draining && preferences === null && key.providers.length === 1 && key.providers[0] === "*")
    return candidates;
  return candidates.filter(({ provider, model, pricing }) => {
    const reason = !matchesAny(key.providers, provider.id)
      ? keptOut
      : provider.drain
        ? draining
        : preferences?.only !== undefined && !preferences.only.includes(provider.id)
          ? "not in provider.only"
          : preferences?.ignore?.includes(provider.id)
            ? "in provider.ignore"
            : preferences?.allowFallbacks === false &&
                preferences.order !== undefined &&
                !preferences.order.includes(provider.id)
              ? "not in provider.order"
              : tooDear(pricing, preferences?.maxPrice)
                ? "above provider.max_price"
                : null;
    if (reason !== null) resolution.excluded.push({ providerId: provider.id, model, reason });
    return reason === null;
  });
}

function tooDear(
  pricing: Candidate["pricing"],
  maxPrice: { prompt?: number; completion?: number } | undefined,
): boolean {
  if (maxPrice === undefined) return false;
  // An unknown price cannot be shown to be low enough.
  if (pricing === null) return true;
  return (
    (maxPrice.prompt !== undefined && pricing.input > maxPrice.prompt) ||
    (maxPrice.completion !== undefined && pricing.output > maxPrice.completion)
  );
}
