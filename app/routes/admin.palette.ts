import { providerHealth } from "~/admin/health.server";
import { listKeys } from "~/admin/keys.server";
import { listProviders } from "~/admin/providers.server";
import type { PaletteData } from "~/components/shell/command-palette";
import { platformContext } from "~/context";
import { tileOf } from "~/routes/provider-tile.server";
import type { Route } from "./+types/admin.palette";

/** What the command palette offers beside the pages. */
export async function loader({ context }: Route.LoaderArgs): Promise<PaletteData> {
  const platform = context.get(platformContext);
  const [providers, health, keys] = await Promise.all([
    listProviders(platform),
    providerHealth(platform),
    listKeys(platform),
  ]);
  const states = new Map(health.map((provider) => [provider.providerId, provider.state]));
  return {
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
