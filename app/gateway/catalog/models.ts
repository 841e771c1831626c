import type { Capability, Pricing } from "../config";
import table from "./models.json";
import { ownModels } from "./own-models";
import { presets } from "./presets";

// What is known of models beside what operators say: context, output limit, capabilities, prices. The table is generated
// (`npm run catalog:update`, tools/catalog); own-models.ts has what its sources lack.

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

type PriceRow = (number | null)[];
type Row = (typeof table.providers)[keyof typeof table.providers][number];

const letters: Record<string, Capability> = { c: "chat", v: "vision", t: "tools", r: "reasoning", e: "embeddings" };

/** The day of the table, ISO 8601. */
export const catalogUpdated: string = table.updated;

/** By preset, then by name as written, in lower case, and in its common form. */
let index: Map<string, Map<string, CatalogEntry>> | null = null;
/** By common form, of whichever provider has it first: everything but the price is the same everywhere. */
const anywhere = new Map<string, CatalogEntry>();
/** Names as they are written for text models, without vendor and in lower case, by common form. */
const textModels = new Map<string, Set<string>>();
/** Common forms of which some provider says that it takes images. */
const seeing = new Set<string>();

/** What is known of a provider's model; null where nothing is. `preset` is null for an upstream that is none of the catalogue. */
export function catalogEntry(preset: string | null, model: string): CatalogEntry | null {
  const names = [model, model.toLowerCase(), commonName(model)];
  const own = preset === null ? undefined : built().get(preset);
  for (const name of names) {
    const entry = own?.get(name);
    if (entry !== undefined) return entry;
  }
  built();
  const entry = anywhere.get(commonName(model));
  return entry === undefined ? null : { ...entry, pricing: null };
}

/**
 * Whether a model is known for certain to take no images: its provider's own row says so, or its very name stands in
 * the table for text models, and under no spelling for one that sees. A tag (`gemma3:1b`) makes another name of it.
 */
export function isTextModel(preset: string | null, model: string): boolean {
  const own = preset === null ? undefined : built().get(preset);
  const common = commonName(model);
  const row = own?.get(model) ?? own?.get(model.toLowerCase()) ?? own?.get(common);
  if (row !== undefined && row.capabilities.length > 0) return isForText(row);
  built();
  return !seeing.has(common) && textModels.get(common)?.has(bareName(model)) === true;
}

const isForText = ({ capabilities }: CatalogEntry): boolean =>
  capabilities.includes("chat") && !capabilities.includes("vision");

/** Without the vendor before it. */
const bareName = (model: string): string => model.toLowerCase().replace(/^.*\//, "");

/** Every row of the table, for a list of what there is. */
export function catalogRows(): { preset: string; id: string; entry: CatalogEntry }[] {
  const rows: { preset: string; id: string; entry: CatalogEntry }[] = [];
  for (const [preset, list] of Object.entries(table.providers))
    for (const row of list) rows.push({ preset, id: String(row[0]), entry: fromRow(row as Row) });
  for (const { preset, ids, ...entry } of ownModels) for (const id of ids) rows.push({ preset, id, entry });
  return rows;
}

const hosts = new Map(
  presets.flatMap(({ id, baseUrl, otherBaseUrls }) =>
    [baseUrl, ...otherBaseUrls].flatMap((url): [string, string][] => {
      const host = /^https:\/\/([^/{}]+)/.exec(url)?.[1];
      return host === undefined ? [] : [[host, id]];
    }),
  ),
);

/** The preset whose rows hold for a provider: its own, or the one whose address it has. */
export const catalogPreset = (provider: { preset?: string | null; baseUrl: string }): string | null =>
  provider.preset ?? hosts.get(/^https:\/\/([^/]+)/.exec(provider.baseUrl)?.[1] ?? "") ?? null;

function built(): Map<string, Map<string, CatalogEntry>> {
  if (index !== null) return index;
  index = new Map();
  for (const { preset, id, entry } of catalogRows()) {
    const models = index.get(preset) ?? new Map<string, CatalogEntry>();
    index.set(preset, models);
    models.set(id, entry);
    const common = commonName(id);
    for (const name of [id.toLowerCase(), common]) if (!models.has(name)) models.set(name, entry);
    if (!anywhere.has(common)) anywhere.set(common, entry);
    if (entry.capabilities.includes("vision")) seeing.add(common);
    else if (isForText(entry)) {
      const names = textModels.get(common) ?? new Set<string>();
      textModels.set(common, names.add(bareName(id)));
    }
  }
  return index;
}

function fromRow(row: Row): CatalogEntry {
  const [, context, output, capabilities, price, tiers, source] = row as unknown as [
    string,
    number,
    number,
    string,
    PriceRow | null,
    [number, PriceRow][] | null,
    number,
  ];
  return {
    pricing:
      price === null
        ? null
        : {
            ...pricingOf(price),
            ...(tiers === null ? {} : { tiers: tiers.map(([above, rates]) => ({ above, ...pricingOf(rates) })) }),
          },
    contextLength: context || null,
    maxOutputTokens: output || null,
    // Of a row that came for its price alone nobody knows more than that the model chats: no reason to leave it out.
    capabilities: capabilities === "c" ? [] : [...capabilities].flatMap((letter) => letters[letter] ?? []),
    source: table.sources[source]?.name ?? "",
    updated: table.updated,
  };
}

function pricingOf([input, output, cachedInput, cacheWrite, inputAudio, outputAudio]: PriceRow): Pricing {
  return {
    input: input ?? 0,
    output: output ?? 0,
    ...(cachedInput === null || cachedInput === undefined ? {} : { cachedInput }),
    ...(cacheWrite === null || cacheWrite === undefined ? {} : { cacheWrite }),
    ...(inputAudio === null || inputAudio === undefined ? {} : { inputAudio }),
    ...(outputAudio === null || outputAudio === undefined ? {} : { outputAudio }),
  };
}

/**
 * The name that providers' own spellings of one model share: `us.anthropic.claude-sonnet-4-5-20250929-v1:0`,
 * `anthropic/claude-sonnet-4.5` and `claude-sonnet-4-5` are one.
 */
export function commonName(model: string): string {
  return model
    .toLowerCase()
    .replace(/^.*\//, "")
    .replace(/^(?:(?:us|eu|au|apac|jp|ca|global|us-gov)\.)?[a-z0-9]+\.(?=[a-z])/, "")
    .replace(/[:@].*$/, "")
    .replace(/-v\d+$/, "")
    .replace(/[-@](?:20\d\d-?\d\d-?\d\d|latest)$/, "")
    .replace(/(\d)p(\d)/g, "$1-$2")
    .replace(/[._]/g, "-");
}
