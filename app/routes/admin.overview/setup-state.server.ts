import { listKeys } from "~/admin/keys.server";
import { listProviders } from "~/admin/providers.server";
import { listRoutes } from "~/admin/routes.server";
import { asModelEntry } from "~/admin/types";
import { listLogs } from "~/db/log/logs.server";
import { presets } from "~/gateway/catalog/presets";
import type { Platform } from "~/platform/platform";
import { tileOf } from "~/routes/provider-tile.server";

/** Presets that are worth a suggestion while nothing or little is set up. */
const popular = ["openai", "anthropic", "gemini", "deepseek", "qwen", "openrouter"];

/** What of the way to the first answered request is done, read from what is really there. */
export async function readSetup(platform: Platform) {
  const [providers, keys, routes, latest, success] = await Promise.all([
    listProviders(platform),
    listKeys(platform),
    listRoutes(platform),
    listLogs(platform.database, { limit: 1 }),
    listLogs(platform.database, { limit: 1, status: "success" }),
  ]);
  const usable = providers.filter((provider) => provider.enabled);
  const names = usable
    .flatMap((provider) => provider.models.map((model) => asModelEntry(model)))
    .filter((entry) => !entry.id.includes("*"))
    .filter((entry) => entry.capabilities === undefined || entry.capabilities.includes("chat"))
    .map((entry) => entry.id);
  const clientKeys = keys.filter((key) => key.role === "client" && key.enabled);
  const newestKey = clientKeys.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
  const request = success.data[0] ?? latest.data[0] ?? null;
  return {
    providers: usable.map((provider) => ({ id: provider.id, name: provider.name, ...tileOf(provider) })),
    modelCount: new Set(names).size,
    anyModel: usable.some((provider) => provider.models.length === 0),
    exampleModel: routes[0]?.id ?? names[0] ?? "gpt-4o-mini",
    key: newestKey ? { name: newestKey.name, prefix: `${newestKey.prefix}…` } : null,
    request: request && {
      requestId: request.requestId,
      ok: request.outcome === "success",
      status: request.status,
      errorCode: request.errorCode,
      errorMessage: request.errorMessage,
      model: request.model ?? request.requestedModel,
      provider: providers.find((provider) => provider.id === request.providerId)?.name ?? request.providerId,
      latencyMs: request.latencyMs,
      costMicroUsd: request.costMicroUsd,
    },
    suggestions: presets
      .filter((preset) => popular.includes(preset.id) && !providers.some((provider) => provider.preset === preset.id))
      .slice(0, 4)
      .map((preset) => ({ id: preset.id, name: preset.name, mark: preset.mark, hue: preset.hue })),
  };
}

export type Setup = Awaited<ReturnType<typeof readSetup>>;
