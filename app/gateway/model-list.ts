import type { Pricing } from "./config/config";
import type { ApiKey } from "./config/entities";
import { matchesAny } from "./routing/pattern";
import { candidatesByName } from "./routing/resolve";
import type { Candidate, Snapshot } from "./routing/snapshot";

/** A model of `GET /v1/models`: OpenAI's fields, then those that OpenRouter made usual. Prices are USD per token, as text. */
export interface ListedModel {
  id: string;
  object: "model";
  created: number;
  owned_by: string;
  name: string;
  context_length: number | null;
  max_output_tokens: number | null;
  capabilities: string[];
  pricing: { prompt: string; completion: string; input_cache_read?: string; input_cache_write?: string } | null;
  providers: string[];
}

/** What this key may call: routes, then models by name. Patterns and "any model" providers have no names to list. */
export function listModels(snapshot: Snapshot, key: ApiKey): ListedModel[] {
  const listed: ListedModel[] = [];
  for (const route of snapshot.routes) {
    if (!matchesAny(key.models, route.id)) continue;
    const candidates = [...route.models, ...route.fallbacks].flatMap((model) => [
      ...(model.includes("*") ? snapshot.candidatesLike(model) : candidatesByName(snapshot, model)),
    ]);
    const allowed = candidates.filter(({ provider }) => matchesAny(key.providers, provider.id));
    if (allowed.length > 0) listed.push({ ...describe(route.id, allowed, "gateway"), pricing: null });
  }
  const names = new Set(
    snapshot.providers.filter(({ enabled }) => enabled).flatMap(({ models }) => models.map(({ id }) => id)),
  );
  for (const name of [...names].sort()) {
    if (name.includes("*") || !matchesAny(key.models, name) || snapshot.routesById.has(name)) continue;
    const model = listOne(snapshot, key, name);
    if (model !== null) listed.push(model);
  }
  // What it may call at one provider only has the provider in its name.
  if (key.models.some((name) => name.includes("/")))
    for (const name of namesAtProviders(snapshot, key, names)) {
      const model = listOne(snapshot, key, name);
      if (model !== null) listed.push(model);
    }
  return listed;
}

const namesAtProviders = ({ providers }: Snapshot, key: ApiKey, plain: ReadonlySet<string>): string[] =>
  providers
    .filter(({ enabled }) => enabled)
    .flatMap(({ id, models }) =>
      models
        .filter((entry) => !entry.id.includes("*") && !matchesAny(key.models, entry.id))
        .map((entry) => `${id}/${entry.id}`),
    )
    .filter((name) => !plain.has(name) && matchesAny(key.models, name))
    .sort();

/** One model or route by the name that a client would send; null where this key may not call it. */
export function findModel(snapshot: Snapshot, key: ApiKey, name: string): ListedModel | null {
  const [first] = snapshot.routesById.has(name) ? [] : candidatesByName(snapshot, name);
  // As in a call: a key may name its model with the provider before it.
  if (!matchesAny(key.models, name) && !(first !== undefined && matchesAny(key.models, first.model))) return null;
  return listModels(snapshot, key).find((model) => model.id === name) ?? listOne(snapshot, key, name);
}

function listOne(snapshot: Snapshot, key: ApiKey, name: string): ListedModel | null {
  const candidates = candidatesByName(snapshot, name).filter(({ provider }) => matchesAny(key.providers, provider.id));
  const first = candidates[0];
  return first === undefined ? null : describe(name, candidates, first.provider.id);
}

function describe(id: string, candidates: readonly Candidate[], owner: string): ListedModel {
  const lengths = candidates.map(({ contextLength }) => contextLength).filter((length) => length !== null);
  const limits = candidates.map(({ maxOutputTokens }) => maxOutputTokens).filter((limit) => limit !== null);
  const priced = candidates.find(({ pricing }) => pricing !== null)?.pricing ?? null;
  return {
    id,
    object: "model",
    created: 0,
    owned_by: owner,
    name: id,
    context_length: lengths.length === 0 ? null : Math.max(...lengths),
    max_output_tokens: limits.length === 0 ? null : Math.max(...limits),
    capabilities: [...new Set(candidates.flatMap(({ capabilities }) => capabilities))],
    pricing: priced === null || isByUnit(priced) ? null : perToken(priced),
    providers: [...new Set(candidates.map(({ provider }) => provider.id))],
  };
}

/** A price by the second, image or request says nothing of tokens, which are not free for that. */
const isByUnit = ({ input, output, ...units }: Pricing): boolean =>
  input === 0 && output === 0 && Object.values(units).some((price) => typeof price === "number" && price > 0);

function perToken(pricing: Pricing): NonNullable<ListedModel["pricing"]> {
  return {
    prompt: decimal(pricing.input),
    completion: decimal(pricing.output),
    ...(pricing.cachedInput === undefined ? {} : { input_cache_read: decimal(pricing.cachedInput) }),
    ...(pricing.cacheWrite === undefined ? {} : { input_cache_write: decimal(pricing.cacheWrite) }),
  };
}

/** USD per million tokens -> USD per token without exponent or trailing zeros. */
const decimal = (perMillion: number): string =>
  perMillion === 0 ? "0" : (perMillion / 1e6).toFixed(12).replace(/\.?0+$/, "");
