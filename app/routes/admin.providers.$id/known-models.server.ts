import { type AdminProvider, asModelEntry } from "~/admin/types";
import type { CatalogEntry } from "~/gateway/catalog/catalog-entry";
import { catalogPreset, knownModel } from "~/gateway/catalog/models";

export type KnownModel = CatalogEntry;

/** What the catalogue says of a provider's models, by the entry's id. */
export function knownModels(provider: AdminProvider): Record<string, KnownModel> {
  const preset = catalogPreset(provider);
  const known: Record<string, KnownModel> = {};
  for (const { id, upstream } of provider.models.map(asModelEntry)) {
    const entry = knownModel(preset, upstream ?? id, id);
    if (entry !== null) known[id] = entry;
  }
  return known;
}
