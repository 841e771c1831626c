import type { ProviderHealth } from "~/gateway/gateway";
import type { Platform } from "~/platform/platform";

/** State of every provider and credential as this process (isolate) knows it. */
export const providerHealth = (platform: Platform): Promise<ProviderHealth[]> => platform.gateway.health();
