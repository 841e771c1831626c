import type { Platform } from "~/platform/platform";
import { tileOf } from "./provider-tile.server";

/** How a provider is shown: its name beside a lettermark. */
export interface ProviderFace {
  name: string;
  mark: string;
  /** 0 to 360. */
  hue: number;
}

export const providerFace = (provider: { name: string; preset?: string | null }): ProviderFace => ({
  name: provider.name,
  ...tileOf(provider),
});

/** By provider id, from the configuration in memory: no database read. */
export async function providerFaces(platform: Platform): Promise<Record<string, ProviderFace>> {
  const { providers } = await platform.gateway.config();
  return Object.fromEntries(providers.map((provider) => [provider.id, providerFace(provider)]));
}
