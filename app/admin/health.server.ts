import type { ProviderHealth } from "~/gateway/gateway";
import type { Platform } from "~/platform/platform";

/** State of every provider and credential as this process (isolate) knows it. */
export async function providerHealth(platform: Platform): Promise<ProviderHealth[]> {
  await platform.gateway.config();
  return platform.gateway.health();
}
