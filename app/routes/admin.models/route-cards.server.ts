import type { RequestedName } from "~/db/models.server";
import type { RouteConfig } from "~/gateway/config/config";
import type { Strategy } from "~/gateway/config/settings";
import { candidatesByName } from "~/gateway/routing/resolve";
import type { Snapshot } from "~/gateway/routing/snapshot";

/** A route in short: what it is, and how its last 24 hours went. */
export interface RouteCard {
  id: string;
  strategy: Strategy;
  rules: number;
  /** Provider and model pairs that it may use. */
  candidates: number;
  requests: number;
  successRate: number | null;
  averageMicroUsd: number | null;
}

/** All model names that a route mentions, each once. */
const modelsOf = (route: RouteConfig): string[] => [
  ...new Set([...route.rules.flatMap((rule) => rule.models ?? []), ...route.models, ...route.fallbacks]),
];

export function routeCard(route: RouteConfig, snapshot: Snapshot, requested: RequestedName[]): RouteCard {
  const pairs = modelsOf(route).flatMap((model) =>
    (model.includes("*") ? snapshot.candidatesLike(model) : candidatesByName(snapshot, model)).map(
      (candidate) => `${candidate.provider.id}/${candidate.model}`,
    ),
  );
  const traffic = requested.find((row) => row.name === route.id);
  return {
    id: route.id,
    strategy: route.strategy ?? snapshot.settings.strategy,
    rules: route.rules.length,
    candidates: new Set(pairs).size,
    requests: traffic?.requests ?? 0,
    successRate: traffic ? 1 - traffic.errors / traffic.requests : null,
    averageMicroUsd: traffic ? Math.round(traffic.costMicroUsd / traffic.requests) : null,
  };
}
