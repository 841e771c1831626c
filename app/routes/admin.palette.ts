import { providerHealth } from "~/admin/health.server";
import { listKeys } from "~/admin/keys.server";
import { listProviders } from "~/admin/providers.server";
import type { PaletteData } from "~/components/shell/palette-items";
import { platformContext } from "~/context";
import { tileOf } from "~/routes/provider-tile.server";
import type { Route } from "./+types/admin.palette";

/** What the command palette offers beside the pages. */
export async function loader({ context }: Route.LoaderArgs): Promise<PaletteData> {
  const platform = context.get(platformContext);
  const [snapshot, providers, health, keys] = await Promise.all([
    platform.gateway.config(),
    listProviders(platform),
    providerHealth(platform),
    listKeys(platform),
  ]);
  const states = new Map(health.map((provider) => [provider.providerId, provider.state]));
  const models = new Map<string, Set<string>>();
  for (const provider of snapshot.providers) {
    for (const { id, offered } of provider.enabled ? provider.models : []) {
      // A pattern is no name to call, and a route of the same name is what a client gets.
      if (offered === false || id.includes("*") || snapshot.routesById.has(id)) continue;
      models.set(id, (models.get(id) ?? new Set()).add(provider.id));
    }
  }
  return {
    models: [
      ...snapshot.routes.map(({ id }) => ({ id, isRoute: true, providers: 0 })),
      ...[...models].sort().map(([id, { size }]) => ({ id, isRoute: false, providers: size })),
    ],
    providers: providers.map((provider) => ({
      id: provider.id,
      name: provider.name,
      ...tileOf(provider),
      state: states.get(provider.id) ?? (provider.enabled ? "healthy" : "off"),
      priority: provider.priority,
    })),
    keys: keys.map((key) => ({ id: key.id, name: key.name, hint: `${key.prefix}…${key.lastFour}` })),
  };
}
