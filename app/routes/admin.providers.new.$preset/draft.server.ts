import { getProvider, listProviders } from "~/admin/providers.server";
import { type AdminProvider, asModelEntry } from "~/admin/types";
import { adapterIds } from "~/gateway/adapters/registry";
import { presets } from "~/gateway/catalog/presets";
import { REDACTED, type Timeouts } from "~/gateway/config/config";
import { formAddress } from "~/lib/form-address";
import { slugOf, uniqueSlug } from "~/lib/slug";
import type { Platform } from "~/platform/platform";
import { type ProviderFace, providerFace } from "~/routes/provider-faces.server";

/** What the form starts from: a preset's values, those of a provider to copy, or nothing. */
export interface Draft {
  presetName: { en: string; zh: string };
  /** Null for a custom provider. */
  face: ProviderFace | null;
  id: string;
  name: string;
  adapter: string;
  baseUrl: string;
  priority: number;
  weight: number;
  models: string[];
  headers: Record<string, string>;
  timeouts: Timeouts;
  disconnect: "cancel" | "drain";
  /** What the adapter needs beside a key, such as a region. */
  options: { name: string; value: string }[];
  needsKey: boolean;
  keyUrl: string | null;
  docsUrl: string | null;
  envVar: string | null;
  adapters: readonly string[];
  /** Priorities in use, lowest first, and the total weight of what is enabled there. */
  tiers: { priority: number; weight: number }[];
}

export async function draftOf(platform: Platform, presetId: string, parameters: URLSearchParams): Promise<Draft> {
  const preset = presets.find((candidate) => candidate.id === presetId);
  if (!preset && presetId !== "custom") throw new Response("No such preset", { status: 404 });
  const providers = await listProviders(platform);
  const from = parameters.get("from");
  const source = from ? await getProvider(platform, from) : null;
  const options = { ...preset?.options, ...stringsOf(source?.options) };
  const priorities = [...new Set(providers.map((provider) => provider.priority))].sort((a, b) => a - b);
  const priority = source?.priority ?? priorities[0] ?? 0;
  const name = source?.name ?? preset?.name.en ?? parameters.get("name") ?? "";
  return {
    presetName: preset?.name ?? { en: name, zh: name },
    face: preset ? providerFace({ name: preset.name.en, preset: preset.id }) : null,
    id: freeId(source?.id ?? preset?.id ?? slugOf(name, ""), providers),
    name,
    adapter: source?.adapter ?? preset?.adapter ?? "openai",
    baseUrl: source?.baseUrl ?? preset?.baseUrl ?? "",
    priority,
    weight: source?.weight ?? usualWeight(providers, priority),
    models: source ? source.models.map((model) => asModelEntry(model).id) : (preset?.models ?? []),
    headers: Object.fromEntries(Object.entries(source?.headers ?? {}).filter(([, value]) => value !== REDACTED)),
    timeouts: source?.timeouts ?? {},
    disconnect: source?.disconnect ?? "cancel",
    options: Object.entries(options).map(([option, value]) => ({ name: option, value })),
    needsKey: preset ? preset.auth !== "none" : false,
    keyUrl: preset?.keyUrl ?? null,
    docsUrl: preset?.docsUrl ?? null,
    envVar: preset?.envVar ?? null,
    adapters: adapterIds,
    tiers: priorities.map((priority) => ({
      priority,
      weight: providers.reduce(
        (sum, provider) => sum + (provider.enabled && provider.priority === priority ? provider.weight : 0),
        0,
      ),
    })),
  };
}

/** As much as the others of its priority have on average: where they share 100, a weight of 1 would be next to nothing. */
function usualWeight(providers: AdminProvider[], priority: number): number {
  const weights = providers
    .filter((provider) => provider.enabled && provider.priority === priority)
    .map(({ weight }) => weight);
  return Math.max(1, Math.round(weights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, weights.length)));
}

const stringsOf = (options: Record<string, unknown> | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(options ?? {}).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );

/** For a form that left the id to the name. */
export async function idForName(platform: Platform, name: string): Promise<string> {
  return freeId(slugOf(name, ""), await listProviders(platform));
}

const freeId = (wanted: string, providers: readonly AdminProvider[]): string =>
  uniqueSlug(wanted, new Set([formAddress, ...providers.map((provider) => provider.id)]));
