import type { CatalogEntry } from "./catalog-entry";

/** A row of the catalogue that the generated table's sources lack, with the vendor's page it is from. */
export interface OwnRow extends CatalogEntry {
  preset: string;
  ids: string[];
}

export const unknown = { pricing: null, contextLength: null, maxOutputTokens: null, updated: "2026-11-21" } as const;
