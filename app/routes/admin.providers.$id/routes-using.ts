import { type AdminProvider, asModelEntry } from "~/admin/types";
import type { RouteConfig } from "~/gateway/config/config";
import { matchesAny } from "~/gateway/routing/pattern";

/** Ids of the routes that may send requests to the provider: by `{provider}/{model}`, or by a model that it takes. */
export function routesUsing(routes: RouteConfig[], provider: Pick<AdminProvider, "id" | "models">): string[] {
  const offered = provider.models.map((model) => asModelEntry(model).id);
  const takes = (model: string) =>
    offered.length === 0 ||
    (model.includes("*") ? offered.some((each) => matchesAny([model], each)) : matchesAny(offered, model));
  const prefix = `${provider.id}/`;
  return routes
    .filter((route) =>
      [...route.models, ...route.fallbacks, ...route.rules.flatMap((rule) => rule.models ?? [])].some((model) =>
        model.startsWith(prefix) ? takes(model.slice(prefix.length)) : takes(model),
      ),
    )
    .map((route) => route.id);
}
