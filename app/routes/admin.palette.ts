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
  const models = new Map<string, { providers: Set<string>; prices: [input: number, output: number] | null }>();
  for (const provider of snapshot.providers) {
    for (const { id, offered, pricing } of provider.enabled ? provider.models : []) {
      // A pattern is no name to call, and a route of the same name is what a client gets.
      if (offered === false || id.includes("*") || snapshot.routesById.has(id)) continue;
      const model = models.get(id) ?? {
        providers: new Set(),
        prices: pricing ? [pricing.input, pricing.output] : null,
      };
      model.providers.add(provider.id);
      models.set(id, model);
    }
  }
  const tiers = [...new Set(providers.map(({ priority }) => priority))].sort((a, b) => a - b);
  return {
    models: [
      ...snapshot.routes.map(({ id }) => ({ id, isRoute: true, providers: 0, prices: null })),
      ...[...models]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, model]) => ({ id, isRoute: false, providers: model.providers.size, prices: model.prices })),
    ],
    providers: providers.map((provider) => ({
      id: provider.id,
      name: provider.name,
      ...tileOf(provider),
      state: states.get(provider.id) ?? (provider.enabled ? "healthy" : "off"),
      // As pages number them: 1 is tried first.
      priority: tiers.indexOf(provider.priority) + 1,
    })),
    keys: keys.map((key) => ({ id: key.id, name: key.name, hint: `${key.prefix}…${key.lastFour}` })),
  };
}
