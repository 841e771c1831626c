import type { Capability } from "../config";
import type { Quirks } from "./quirks";

export type PresetCategory = "top" | "china" | "platforms" | "specialised" | "emerging" | "local" | "more";

export interface Preset {
  id: string;
  name: { en: string; zh: string };
  /** Two letters for the tile. */
  mark: string;
  /** 0 to 360. */
  hue: number;
  category: PresetCategory;
  adapter: string;
  baseUrl: string;
  auth: "bearer" | "none";
  modelsPath: string | null;
  /** A short list to start from; the whole one comes from the upstream. */
  models: string[];
  /** Which model names are this provider's, for a provider that comes from an environment variable alone. */
  patterns: string[];
  capabilities: Capability[];
  keyUrl: string | null;
  docsUrl: string | null;
  envVar: string | null;
  quirks: Quirks;
  /** Options that the adapter needs, with a default where there is one; they also fill `{placeholders}` of the base URL. */
  options?: Record<string, string>;
  /** Further variables of the environment, by the option that each one fills. */
  envOptions?: Record<string, string>;
}

export const presets: Preset[] = [];
