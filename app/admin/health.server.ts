import { type ProbeRecord, readProbes } from "~/db/probes.server";
import type { ProviderHealth } from "~/gateway/provider-health";
import type { Platform } from "~/platform/platform";

/** What the last health probe came to. */
export interface ProbeResult {
  /** ISO 8601. */
  at: string;
  ok: boolean;
  /** HTTP status of the upstream, 0 where none came. */
  status: number;
  latencyMs: number;
  credential: string | null;
  error: string | null;
}

/** State of every provider and credential as this process (isolate) knows it. */
export const providerHealth = (platform: Platform): Promise<ProviderHealth[]> => platform.gateway.health();

/** The same with the last health probe of each, as the admin API tells it. */
export async function healthWithProbes(
  platform: Platform,
): Promise<(ProviderHealth & { probe: ProbeResult | null })[]> {
  const [health, probes] = await Promise.all([providerHealth(platform), readProbes(platform.database)]);
  const last = new Map(probes.map((row) => [row.providerId, row]));
  return health.map((provider) => ({ ...provider, probe: toResult(last.get(provider.providerId)) }));
}

export async function lastProbe(platform: Platform, providerId: string): Promise<ProbeResult | null> {
  return toResult((await readProbes(platform.database)).find((row) => row.providerId === providerId));
}

function toResult(row: ProbeRecord | undefined): ProbeResult | null {
  if (row === undefined || row.ok === null) return null;
  const { startedAt, ok, status, latencyMs, credentialName, error } = row;
  return { at: new Date(startedAt).toISOString(), ok, status, latencyMs, credential: credentialName, error };
}
