import type { TieredPricing } from "../catalog/catalog-entry";
import { defaultRoute } from "../catalog/default-route";
import { catalogPreset, isTextModel, knownModel } from "../catalog/models";
import type { Capability, ModelEntry, RouteConfig } from "../config/config";
import type { Provider } from "../config/entities";
import { Lru } from "../lru";
import type { StoredConfig } from "../store";
import { matchesPattern } from "./pattern";

/** A provider that takes a model name, and what it is called there. */
export interface Candidate {
  provider: Provider;
  /** The gateway's id of the model: the entry's id, or what the client sent where a pattern or an empty list matched. */
  model: string;
  /** What the upstream hears. */
  upstream: string;
  /** The operator's, else the catalogue's; null where neither knows. */
  pricing: TieredPricing | null;
  contextLength: number | null;
  maxOutputTokens: number | null;
  capabilities: readonly Capability[];
  /** It is known for certain to take no images: the operator or the catalogue says so. */
  textOnly: boolean;
  /** The entry of the provider's list that matched; null where the list is empty. */
  entry: ModelEntry | null;
  /** Infinity for an id or alias, the pattern's length, -1 for an empty list. */
  specificity: number;
}

/** The configuration, indexed; immutable. */
export interface Snapshot extends StoredConfig {
  routesById: Map<string, RouteConfig>;
  providersById: Map<string, Provider>;
  /** Some provider takes no new request at the moment. */
  draining: boolean;
  /** Enabled providers that take the name, in configuration order. Cached per name. */
  candidatesFor(name: string): readonly Candidate[];
  /** Candidates of every listed model for chats whose name matches, the cheaper ones first. Cached per pattern. */
  candidatesLike(pattern: string): readonly Candidate[];
}

const otherPurposes =
  /embed|whisper|tts|speech|transcri|dall-?e|image|imagen|flux|diffusion|rerank|moderation|guard|video|sora|veo|realtime|ocr/i;

/** As far as is known; without any knowledge the name has to do. */
const isForChat = ({ capabilities, model }: Candidate): boolean =>
  capabilities.length > 0 ? capabilities.includes("chat") : !otherPurposes.test(model);

/** Names that clients ask for are remembered, logged, and told in a header: none that means a model is as long. */
const longestName = 512;
const nobody: readonly Candidate[] = [];

/** Adapters put names into addresses, where such a segment would lead out of the provider's own; only an operator's list may have one. */
const dotSegment = /(?:^|\/)\.{1,2}(?:\/|$)/;

export function compileSnapshot(config: StoredConfig): Snapshot {
  const routes =
    config.hasDefaultRoute && !config.routes.some(({ id }) => id === defaultRoute.id)
      ? [...config.routes, defaultRoute]
      : config.routes;
  const enabled = config.providers.filter((provider) => provider.enabled);
  const exact = new Map<string, { provider: Provider; entry: ModelEntry }[]>();
  const loose: { provider: Provider; patterns: ModelEntry[]; withheld: Set<string> }[] = [];
  for (const provider of enabled) {
    const patterns: ModelEntry[] = [];
    const withheld = new Set<string>();
    for (const entry of provider.models) {
      if (entry.offered === false) withheld.add(entry.id);
      else if (entry.id.includes("*")) patterns.push(entry);
      else {
        const list = exact.get(entry.id);
        if (list === undefined) exact.set(entry.id, [{ provider, entry }]);
        else if (list.at(-1)!.provider !== provider) list.push({ provider, entry });
      }
    }
    patterns.sort((a, b) => b.id.length - a.id.length);
    if (patterns.length > 0 || provider.models.length === 0) loose.push({ provider, patterns, withheld });
  }

  const cache = new Lru<string, readonly Candidate[]>(5_000);
  const candidatesFor = (name: string): readonly Candidate[] => {
    if (name.length > longestName) return nobody;
    const cached = cache.get(name);
    if (cached !== undefined) return cached;
    const candidates: Candidate[] = [];
    const listed = exact.get(name) ?? [];
    for (const { provider, entry } of listed)
      candidates.push(candidate(provider, entry, name, Number.POSITIVE_INFINITY));
    const taken = new Set(listed.map(({ provider }) => provider));
    for (const { provider, patterns, withheld } of dotSegment.test(name) ? [] : loose) {
      if (taken.has(provider) || withheld.has(name)) continue;
      const match = patterns.find((entry) => matchesPattern(entry.id, name));
      if (match !== undefined) candidates.push(candidate(provider, match, name, match.id.length));
      else if (provider.models.length === 0) candidates.push(candidate(provider, null, name, -1));
    }
    cache.set(name, candidates);
    return candidates;
  };

  const like = new Lru<string, readonly Candidate[]>(500);
  const candidatesLike = (pattern: string): readonly Candidate[] => {
    const cached = like.get(pattern);
    if (cached !== undefined) return cached;
    const price = ({ pricing }: Candidate) =>
      pricing === null ? Number.POSITIVE_INFINITY : pricing.input + pricing.output;
    const candidates = [...exact.keys()]
      .filter((name) => matchesPattern(pattern, name))
      // Only where somebody says that the model is there, and nobody that it is for something else.
      .map((name) => candidatesFor(name).filter(({ specificity }) => specificity === Number.POSITIVE_INFINITY))
      .filter((listed) => listed.every(isForChat))
      .flat()
      .sort((a, b) => (price(a) === price(b) ? 0 : price(a) - price(b)));
    like.set(pattern, candidates);
    return candidates;
  };

  return {
    ...config,
    routes,
    candidatesLike,
    routesById: new Map(routes.map((route) => [route.id, route])),
    providersById: new Map(config.providers.map((provider) => [provider.id, provider])),
    draining: enabled.some(({ drain }) => Boolean(drain)),
    candidatesFor,
  };
}

/** What a provider is for a model name that nothing of its list need match. */
export function candidate(provider: Provider, entry: ModelEntry | null, name: string, specificity: number): Candidate {
  // A pattern with an `upstream` of its own sends every match there.
  const upstream = entry?.upstream ?? name;
  const preset = catalogPreset(provider);
  const known = knownModel(preset, upstream, name);
  return {
    provider,
    model: name,
    upstream,
    pricing: entry?.pricing ?? known?.pricing ?? null,
    contextLength: entry?.contextLength ?? known?.contextLength ?? null,
    maxOutputTokens: entry?.maxOutputTokens ?? known?.maxOutputTokens ?? null,
    capabilities: entry?.capabilities ?? known?.capabilities ?? [],
    textOnly: entry?.capabilities
      ? entry.capabilities.length > 0 && !entry.capabilities.includes("vision")
      : isTextModel(preset, upstream),
    entry,
    specificity,
  };
}
