import { providerHealth } from "~/admin/health.server";
import { listProviders } from "~/admin/providers.server";
import { type AdminProvider, asModelEntry, type CredentialState } from "~/admin/types";
import { providerUptime } from "~/db/usage/uptime.server";
import { presets } from "~/gateway/catalog/presets";
import type { Capability } from "~/gateway/config/config";
import type { ProviderHealth } from "~/gateway/provider-health";
import type { Platform } from "~/platform/platform";
import { type ProviderFace, providerFace } from "~/routes/provider-faces.server";
import { onlyServedBy } from "./only-served-by";

const dayMs = 86_400_000;

/** One row of the failover order: what is configured, how it fares, what it cost in 24 hours. */
export interface ProviderView {
  id: string;
  face: ProviderFace;
  host: string;
  enabled: boolean;
  drain: AdminProvider["drain"];
  /** Requests of this process that are with it at the moment. */
  open: number;
  priority: number;
  weight: number;
  preset: string | null;
  state: ProviderHealth["state"];
  /** ISO 8601, while the circuit is open. */
  cooldownUntil: string | null;
  credentials: CredentialState["state"][];
  /** Null: takes any model. */
  modelCount: number | null;
  capabilities: Capability[];
  successRate: number | null;
  /** Of the last requests, by which its state goes. */
  recentSuccessRate: number | null;
  latencyMs: number | null;
  /** Its course over 24 hours, hour by hour. */
  latencies: (number | null)[];
  costMicroUsd: number | null;
  source: AdminProvider["source"];
  /** Models that nothing else serves. */
  servesAlone: string[];
}

export async function providerViews(platform: Platform, now: number): Promise<ProviderView[]> {
  const [providers, health, uptime] = await Promise.all([
    listProviders(platform),
    providerHealth(platform),
    providerUptime(platform.database, { from: now - dayMs, to: now }),
  ]);
  const healthOf = new Map(health.map((entry) => [entry.providerId, entry]));
  const uptimeOf = new Map(uptime.map((entry) => [entry.providerId, entry]));
  const alone = onlyServedBy(
    providers.map((provider) => ({
      id: provider.id,
      enabled: provider.enabled && provider.drain === null,
      models: provider.models.map((model) => asModelEntry(model).id),
    })),
  );
  return providers.map((provider) => {
    const traffic = uptimeOf.get(provider.id);
    return {
      id: provider.id,
      face: providerFace(provider),
      host: hostOf(provider.baseUrl),
      enabled: provider.enabled,
      drain: provider.drain,
      open: provider.drain === null ? 0 : platform.gateway.openAt(provider.id),
      priority: provider.priority,
      weight: provider.weight,
      preset: provider.preset,
      state: provider.enabled ? (healthOf.get(provider.id)?.state ?? "healthy") : "off",
      cooldownUntil: healthOf.get(provider.id)?.cooldownUntil ?? null,
      credentials: provider.credentialStates.map((credential) => credential.state),
      modelCount: provider.models.length === 0 ? null : provider.models.length,
      capabilities: capabilitiesOf(provider),
      successRate: traffic?.successRate ?? null,
      recentSuccessRate: healthOf.get(provider.id)?.successRate ?? null,
      latencyMs: traffic?.latencyP50Ms ?? null,
      latencies: hourly(traffic?.buckets.map((bucket) => bucket.latencyP50Ms) ?? []),
      costMicroUsd: traffic && traffic.attempts > 0 ? traffic.costMicroUsd : null,
      source: provider.source,
      servesAlone: alone.get(provider.id) ?? [],
    };
  });
}

/** Half hours as hours: what a line of 52 pixels can show. */
function hourly(halfHours: (number | null)[]): (number | null)[] {
  return Array.from({ length: Math.ceil(halfHours.length / 2) }, (_, hour) => {
    const known = halfHours.slice(hour * 2, hour * 2 + 2).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}

function hostOf(baseUrl: string): string {
  try {
    return new URL(baseUrl).host;
  } catch {
    return baseUrl;
  }
}

function capabilitiesOf(provider: AdminProvider): Capability[] {
  const own = provider.models.flatMap((model) => asModelEntry(model).capabilities ?? []);
  const preset = presets.find((candidate) => candidate.id === provider.preset);
  return [...new Set([...(preset?.capabilities ?? []), ...own])];
}
