import { adapterIds } from "~/gateway/adapters/registry";
import { type Preset, presets } from "~/gateway/catalog/presets";
import { isUsableSecret } from "~/gateway/credential-form";
import { expandBaseUrl, placeholdersIn } from "~/gateway/upstream-url";

/** A provider that exists because a preset's variable is set, before anyone opened the dashboard. */
export interface EnvironmentProvider {
  preset: Preset;
  envVar: string;
  baseUrl: string;
  options: Record<string, unknown>;
}

/** The provider's document, as far as it is the same for everyone who shows or calls it. */
export const environmentDocument = ({ preset, baseUrl, options }: EnvironmentProvider) => ({
  id: preset.id,
  name: preset.name.en,
  preset: preset.id,
  adapter: preset.adapter,
  baseUrl,
  enabled: true,
  drain: null,
  priority: 0,
  weight: 1,
  headers: {},
  options,
  timeouts: {},
  disconnect: "cancel" as const,
});

/** Names that the provider takes: the listed models, and patterns so that a newer model's name never blocks. */
export const environmentModels = (preset: Preset): string[] => [...preset.models, ...preset.patterns];

export const environmentCredentialId = (presetId: string) => `env:${presetId}`;

/** Presets whose wire format this build speaks: nothing else is offered. */
export const availablePresets = (): Preset[] => presets.filter((preset) => adapterIds.includes(preset.adapter));

/** A stored provider of the same preset, one that names the variable, or one with the preset's id stands in the way. */
export function environmentProviders(
  variables: Record<string, string | undefined>,
  stored: { providers: { id: string; preset: string | null }[]; credentialVariables: (string | null)[] },
): EnvironmentProvider[] {
  const taken = new Set(stored.providers.flatMap((provider) => [provider.id, provider.preset]));
  const usedVariables = new Set(stored.credentialVariables);
  return availablePresets().flatMap((preset) => {
    const { envVar } = preset;
    if (!envVar || !variables[envVar] || taken.has(preset.id) || usedVariables.has(envVar)) return [];
    const options: Record<string, unknown> = { ...preset.options };
    for (const [option, variable] of Object.entries(preset.envOptions ?? {})) {
      if (variables[variable]) options[option] = variables[variable];
    }
    const baseUrl = expandBaseUrl(preset.baseUrl, options);
    return placeholdersIn(baseUrl).length > 0 ? [] : [{ preset, envVar, baseUrl, options }];
  });
}

/** Variables with a credential that no upstream can be called with: those of presets, and those that stored credentials name. */
export function unusableVariables(
  variables: Record<string, string | undefined>,
  credentialVariables: readonly (string | null)[],
): string[] {
  const names = new Set([...availablePresets().map(({ envVar }) => envVar), ...credentialVariables]);
  return [...names].filter((name): name is string => {
    const secret = name === null ? "" : (variables[name]?.trim() ?? "");
    return secret !== "" && !isUsableSecret(secret);
  });
}
