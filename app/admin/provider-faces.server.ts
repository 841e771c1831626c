import { presets } from "~/gateway/catalog/presets";
import { tileIdentity } from "~/lib/tile-identity";
import type { Platform } from "~/platform/platform";

/** How a provider is shown: its name beside a lettermark. */
export interface ProviderFace {
  name: string;
  mark: string;
  /** 0 to 360. */
  hue: number;
}

const presetFaces = new Map(presets.map((preset) => [preset.id, { mark: preset.mark, hue: preset.hue }]));

export function providerFace(provider: { name: string; preset?: string | null }): ProviderFace {
  const face = provider.preset ? presetFaces.get(provider.preset) : undefined;
  return { name: provider.name, ...(face ?? tileIdentity(provider.name)) };
}

/** By provider id, from the configuration in memory: no database read. */
export async function providerFaces(platform: Platform): Promise<Record<string, ProviderFace>> {
  const { providers } = await platform.gateway.config();
  return Object.fromEntries(providers.map((provider) => [provider.id, providerFace(provider)]));
}
