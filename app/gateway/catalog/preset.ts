import type { Capability } from "../config/config";
import type { Quirks } from "./quirks";

export type PresetCategory = "top" | "china" | "platforms" | "specialised" | "emerging" | "local" | "more";

/** A known provider: what fills a provider's fields when it is added. Everything can be changed per provider. */
export interface Preset {
  id: string;
  name: { en: string; zh: string };
  /** Two letters for the tile. */
  mark: string;
  /** 0 to 360. */
  hue: number;
  category: PresetCategory;
  adapter: string;
  /** May hold `{placeholders}` that options of the same name fill. */
  baseUrl: string;
  /** Other endpoints of the same provider, such as the international one. */
  otherBaseUrls: string[];
  /** `none`: works without a credential. `aws`: a bearer key or ACCESS_KEY_ID:SECRET_ACCESS_KEY. */
  auth: "bearer" | "header" | "aws" | "service-account" | "none";
  /** Below the base URL; null where the upstream has no list of models. */
  modelsPath: string | null;
  /** A short list to start from; the whole one comes from the upstream. */
  models: string[];
  /** Which model names are this provider's, for a provider that comes from an environment variable alone. */
  patterns: string[];
  capabilities: Capability[];
  /** Whether the upstream has `/responses` itself. */
  responses: "native" | "chat";
  keyUrl: string | null;
  docsUrl: string | null;
  /** Variable of the environment that makes this provider without any dashboard step. */
  envVar: string | null;
  quirks: Quirks;
  /** Options that the adapter needs, with a default where there is one. */
  options: Record<string, string>;
  /** Further variables of the environment, by the option that each one fills. */
  envOptions: Record<string, string>;
  /** No new models for a long time, or unofficial: shown beside the name. */
  note: { en: string; zh: string } | null;
}

type Given = Pick<Preset, "id" | "mark" | "hue" | "capabilities" | "keyUrl" | "docsUrl" | "baseUrl"> &
  Partial<Omit<Preset, "name">> & { name: string | { en: string; zh: string } };

/** A row of the catalogue: an OpenAI-compatible upstream with a bearer key and a model list, unless it says otherwise. */
export const preset =
  (category: PresetCategory) =>
  (given: Given): Preset => ({
    category,
    adapter: "openai",
    otherBaseUrls: [],
    auth: "bearer",
    modelsPath: "/models",
    models: [],
    patterns: [],
    responses: "chat",
    envVar: `${given.id.toUpperCase().replaceAll("-", "_")}_API_KEY`,
    quirks: {},
    options: {},
    envOptions: {},
    note: null,
    ...given,
    name: typeof given.name === "string" ? { en: given.name, zh: given.name } : given.name,
  });

/** What most OpenAI-compatible upstreams do not know of OpenAI's newer fields. */
export const classicFields: Quirks = { maxTokensField: "max_tokens", developerRole: false, store: false };

/** OpenAI's words for effort at the gpt-oss models, which know `low`, `medium` and `high` and always think. */
export const threeEfforts = { none: "low", minimal: "low", xhigh: "high", max: "high" };
