import type { ProviderHealth } from "~/gateway/gateway";
import type { Platform } from "~/platform/platform";

export async function providerHealth(platform: Platform): Promise<ProviderHealth[]> {
  throw new Error(`providerHealth is being written: ${[platform].length}`);
}
