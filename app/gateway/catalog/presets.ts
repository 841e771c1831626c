import type { Capability } from "../config";

export type PresetCategory = "top" | "china" | "platforms" | "specialised" | "emerging" | "local" | "more";

/** Where an OpenAI-compatible upstream departs from OpenAI: read by the adapter, never by provider name. */
export interface PresetQuirks {
  maxTokensField?: "max_tokens" | "max_completion_tokens";
  /** False: `developer` messages are sent as `system`. */
  developerRole?: boolean;
  /** False: the field is left out. */
  store?: boolean;
  reasoningEffort?: boolean;
  streamUsage?: boolean;
}

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
  models: string[];
  capabilities: Capability[];
  keyUrl: string | null;
  docsUrl: string | null;
  envVar: string | null;
  quirks: PresetQuirks;
  /** Options that the adapter needs, with a default where there is one; they also fill `{placeholders}` of the base URL. */
  options?: Record<string, string>;
  /** Further variables of the environment, by the option that each one fills. */
  envOptions?: Record<string, string>;
}

export const presets: Preset[] = [];
