import { availablePresets } from "~/db/environment-providers";

export interface CatalogModel {
  id: string;
  /** Ids of the presets that list it. */
  presets: string[];
}

/** The models that the presets list, by name. */
export function catalogModels(): CatalogModel[] {
  const models = new Map<string, string[]>();
  for (const preset of availablePresets()) {
    for (const id of preset.models) models.set(id, [...(models.get(id) ?? []), preset.id]);
  }
  return [...models].map(([id, presets]) => ({ id, presets })).sort((a, b) => (a.id < b.id ? -1 : 1));
}
