import { providerHealth } from "~/admin/health.server";
import { listRoutes } from "~/admin/routes.server";
import { requestedNames, usedModels } from "~/db/models.server";
import { catalogUpdated } from "~/gateway/catalog/models";
import type { Capability } from "~/gateway/config/config";
import type { ProviderHealth } from "~/gateway/provider-health";
import { servingOrder } from "~/gateway/routing/simulate";
import { candidate as asCandidate, type Candidate } from "~/gateway/routing/snapshot";
import type { Platform } from "~/platform/platform";
import { providerFaces } from "~/routes/provider-faces.server";
import { type AliasRow, aliasesOf } from "./aliases";
import { makerOf } from "./makers";
import { ownPrices } from "./own-prices";
import { type RouteCard, routeCard } from "./route-cards.server";

const dayMs = 86_400_000;

/** A provider that takes a model, at its place in the order. */
export interface Server {
  providerId: string;
  upstream: string;
  state: ProviderHealth["state"];
  pricing: { input: number; output: number } | null;
  contextLength: number | null;
  requests: number;
  successRate: number | null;
  latencyMs: number | null;
  firstTokenMs: number | null;
}

export interface CatalogueModel {
  id: string;
  /** Who made it; null where the name does not say. */
  maker: string | null;
  /** Some provider offers it. */
  offered: boolean;
  servers: Server[];
  capabilities: Capability[];
  contextLength: number | null;
  /** Of the first provider in the order whose price is known. */
  pricing: Server["pricing"];
  requests: number;
  successRate: number | null;
  firstTokenMs: number | null;
}

export interface Catalogue {
  models: CatalogueModel[];
  routes: RouteCard[];
  /** There were more requests than the figures of the routes count. */
  partial: boolean;
  aliases: AliasRow[];
}

/** Everything that clients can ask for by name, with how it fared in 24 hours. */
export async function readCatalogue(platform: Platform, now: number) {
  const { gateway, database } = platform;
  const [snapshot, health, used, routes, requested, faces] = await Promise.all([
    gateway.config(),
    providerHealth(platform),
    usedModels(database, { from: now - dayMs, to: now }),
    listRoutes(platform),
    requestedNames(database, { from: now - dayMs }),
    providerFaces(platform),
  ]);
  const states = new Map(health.map((provider) => [provider.providerId, provider.state]));
  const usedByName = new Map(used.map((model) => [model.model, model]));
  const enabled = snapshot.providers.filter((provider) => provider.enabled);
  const entries = new Map<string, Candidate[]>();
  for (const provider of enabled) {
    for (const entry of provider.models)
      entries.set(entry.id, [...(entries.get(entry.id) ?? []), asCandidate(provider, entry, entry.id, 0)]);
  }
  const models = [...entries]
    // A pattern is no name to call, and a route of the same name is what a client gets.
    .filter(([name]) => !name.includes("*") && !snapshot.routesById.has(name))
    .map(([name, listed]): CatalogueModel => {
      const candidates = servingOrder(gateway, snapshot, name);
      // What is withheld everywhere is described by its entries.
      const describing = candidates.length > 0 ? candidates : listed;
      const fared = usedByName.get(name);
      const servers = candidates.map((candidate): Server => {
        const there = fared?.byProvider.find((part) => part.providerId === candidate.provider.id);
        return {
          providerId: candidate.provider.id,
          upstream: candidate.upstream,
          state: states.get(candidate.provider.id) ?? "healthy",
          pricing: priceOf(candidate),
          contextLength: candidate.contextLength,
          requests: there?.requests ?? 0,
          successRate: there?.successRate ?? null,
          latencyMs: there?.latencyP50Ms ?? null,
          firstTokenMs: there?.firstTokenP50Ms ?? null,
        };
      });
      const contexts = describing.flatMap((candidate) => candidate.contextLength ?? []);
      return {
        id: name,
        maker: makerOf(describing[0]?.upstream ?? name) ?? makerOf(name),
        offered: listed.some(({ entry }) => entry?.offered !== false),
        servers,
        capabilities: [...new Set(describing.flatMap((candidate) => candidate.capabilities))],
        contextLength: contexts.length === 0 ? null : Math.max(...contexts),
        pricing: describing.map(priceOf).find((pricing) => pricing !== null) ?? null,
        requests: fared?.requests ?? 0,
        successRate: fared?.successRate ?? null,
        firstTokenMs: fared?.firstTokenP50Ms ?? null,
      };
    })
    .sort((a, b) => b.requests - a.requests || (a.id < b.id ? -1 : 1));
  const catalogue: Catalogue = {
    models,
    routes: routes.map((route) => routeCard(route, snapshot, requested.names)),
    partial: requested.partial,
    aliases: aliasesOf(enabled),
  };
  return { ...catalogue, faces, prices: ownPrices(snapshot.providers), priceListOf: Date.parse(catalogUpdated) };
}

const priceOf = ({ pricing }: Candidate): Server["pricing"] =>
  pricing === null ? null : { input: pricing.input, output: pricing.output };
