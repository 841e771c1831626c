import { lastProbe, providerHealth } from "~/admin/health.server";
import { getProvider, listProviders } from "~/admin/providers.server";
import { listRepairs } from "~/admin/repairs.server";
import { listRoutes } from "~/admin/routes.server";
import { asModelEntry } from "~/admin/types";
import { recentAttempts } from "~/db/log/attempts.server";
import { credentialUsage, servedByModel } from "~/db/usage/credential-usage.server";
import { providerUptime } from "~/db/usage/uptime.server";
import { usageSeries } from "~/db/usage/usage-series.server";
import { adapterIds } from "~/gateway/adapters/registry";
import type { Platform } from "~/platform/platform";
import { providerFace } from "~/routes/provider-faces.server";
import { onlyServedBy } from "../admin.providers/only-served-by";
import { knownModels } from "./known-models.server";
import { routesUsing } from "./routes-using";

const dayMs = 86_400_000;

/** What the page of a provider shows; `before` is the id of the attempt from which older ones are read. */
export async function readProvider(
  platform: Platform,
  params: { id: string; tab?: string | undefined },
  before: number | undefined,
) {
  const now = Date.now();
  const showsCredentials = params.tab === undefined || params.tab === "overview" || params.tab === "credentials";
  const [provider, all, health, uptime, usage, attempts, routes, repairs, probe, used, served, { settings }] =
    await Promise.all([
      getProvider(platform, params.id),
      listProviders(platform),
      providerHealth(platform),
      providerUptime(platform.database, { from: now - dayMs, to: now }),
      usageSeries(platform.database, { from: now - dayMs, to: now, sizeMs: dayMs, offsetMs: 0, split: "provider" }),
      recentAttempts(platform.database, params.id, {
        limit: params.tab === "attempts" ? 50 : 8,
        before: before,
      }),
      listRoutes(platform),
      listRepairs(platform, params.id),
      lastProbe(platform, params.id),
      // The other tabs do not show it.
      showsCredentials ? credentialUsage(platform.database, params.id, now - dayMs) : { usage: [], partial: false },
      servedByModel(platform.database, params.id, now - dayMs),
      platform.gateway.config(),
    ]);
  const offers = all.map(({ id, enabled, drain, models }) => ({
    id,
    enabled: enabled && drain === null,
    models: models.map((model) => asModelEntry(model).id),
  }));
  const priorities = [...new Set(all.map((each) => each.priority))].sort((a, b) => a - b);
  return {
    provider,
    face: providerFace(provider),
    state: provider.enabled
      ? (health.find((each) => each.providerId === provider.id)?.state ?? ("healthy" as const))
      : ("off" as const),
    uptime: uptime.find((each) => each.providerId === provider.id) ?? null,
    usage: usage.filter((row) => row.group === provider.id),
    attempts,
    credentials: used,
    served,
    defaults: {
      attemptMs: settings.attemptTimeoutMs,
      firstByteMs: settings.firstByteTimeoutMs,
      maxAttempts: settings.maxAttempts,
      pauseMs: settings.breaker.pauseMs,
    },
    repairs,
    probe,
    known: knownModels(provider),
    servesAlone: onlyServedBy(offers).get(provider.id) ?? [],
    open: platform.gateway.openAt(provider.id),
    usedBy: routesUsing(routes, provider),
    tier: priorities.indexOf(provider.priority) + 1,
    tierWeight: all.reduce(
      (sum, each) =>
        sum + (each.enabled && each.drain === null && each.priority === provider.priority ? each.weight : 0),
      0,
    ),
    adapters: adapterIds,
    now,
  };
}

export type ProviderDetail = Awaited<ReturnType<typeof readProvider>>;
