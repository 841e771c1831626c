import type { Capability, Pricing } from "../config/config";

/** Prices that hold above a number of prompt tokens. */
export interface PriceTier extends Pricing {
  above: number;
}

/** USD per million tokens. */
export interface TieredPricing extends Pricing {
  tiers?: PriceTier[];
}

export interface CatalogEntry {
  /** Null: unknown. A price is only known for the provider that asks it. */
  pricing: TieredPricing | null;
  contextLength: number | null;
  maxOutputTokens: number | null;
  capabilities: Capability[];
  /** Where the row is from, and of when. */
  source: string;
  updated: string;
}
