import { availablePresets } from "~/db/environment-providers";
import type { CatalogEntry } from "~/gateway/catalog/catalog-entry";
import { catalogEntry, catalogRows } from "~/gateway/catalog/models";

export interface CatalogModel extends Omit<CatalogEntry, "source" | "updated"> {
  preset: string;
  id: string;
  /** The preset suggests it for a new provider. */
  suggested: boolean;
  /** Where the row is from; null for a name of which only the preset knows. */
  source: string | null;
  updated: string | null;
}

const nothingKnown = {
  pricing: null,
  contextLength: null,
  maxOutputTokens: null,
  capabilities: [],
  source: null,
  updated: null,
};

/** Every model that is known of the presets on offer: context, limits, capabilities and prices, with where they are from. */
export function catalogModels(): CatalogModel[] {
  const presets = new Map(availablePresets().map((preset) => [preset.id, preset]));
  const models: CatalogModel[] = [];
  const listed = new Set<string>();
  for (const { preset, id, entry } of catalogRows()) {
    const offered = presets.get(preset);
    if (offered === undefined) continue;
    listed.add(`${preset} ${id}`);
    models.push({ preset, id, suggested: offered.models.includes(id), ...entry });
  }
  for (const { id: preset, models: names } of presets.values())
    for (const id of names)
      if (!listed.has(`${preset} ${id}`))
        models.push({ preset, id, suggested: true, ...nothingKnown, ...catalogEntry(preset, id) });
  return models.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.preset < b.preset ? -1 : 1));
}
