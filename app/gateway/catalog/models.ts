import type { Capability, Pricing } from "../config/config";
import type { CatalogEntry, TieredPricing } from "./catalog-entry";
import { commonName, namesPrecision } from "./common-name";
import table from "./models.json";
import { ownModels } from "./own-models";
import { presets } from "./presets";

// What is known of models beside what operators say: context, output limit, capabilities, prices. The table is generated
// (`npm run catalog:update`, tools/catalog); own-models.ts has what its sources lack.

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
  const models = built();
  const common = commonName(model);
  const own = preset === null ? undefined : models.get(preset);
  const exact = own?.get(model) ?? own?.get(model.toLowerCase());
  if (exact !== undefined) return exact;
  const entry = own?.get(common);
  if (entry !== undefined) return { ...entry, pricing: pricingOfVariant(model, entry) };
  const other = anywhere.get(common);
  return other === undefined ? null : { ...other, pricing: null };
}

/** Names of deployments, endpoints and profiles that an account made itself: they say nothing of the model behind them. */
const ownName = /^(?:ep-|arn:)/;

/** The same for an entry of a provider's list, whose `name` says the model where its upstream's name is the account's own. */
export function knownModel(preset: string | null, upstream: string, name: string): CatalogEntry | null {
  const known = catalogEntry(preset, upstream);
  if (known !== null || upstream === name) return known;
  return preset === "azure-openai" || ownName.test(upstream) ? catalogEntry(preset, name) : null;
}

/** A variant of a model by the price of its plain name, where it has the same. */
function pricingOfVariant(model: string, { pricing }: CatalogEntry): TieredPricing | null {
  if (model.endsWith(":free")) return { input: 0, output: 0 };
  return namesPrecision(model) ? null : pricing;
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

interface CatalogRow {
  preset: string;
  id: string;
  entry: CatalogEntry;
}

/** Every row of the table, for a list of what there is. Own rows go before the table's, whose price stands where they have none. */
export function catalogRows(): CatalogRow[] {
  const rows = new Map<string, CatalogRow>();
  for (const [preset, list] of Object.entries(table.providers))
    for (const row of list) {
      const id = String(row[0]);
      rows.set(`${preset} ${id}`, { preset, id, entry: fromRow(row as Row) });
    }
  for (const { preset, ids, ...entry } of ownModels)
    for (const id of ids) {
      const pricing = entry.pricing ?? rows.get(`${preset} ${id}`)?.entry.pricing ?? null;
      rows.set(`${preset} ${id}`, { preset, id, entry: { ...entry, pricing } });
    }
  return [...rows.values()];
}

const hosts = new Map(
  presets.flatMap(({ id, baseUrl, otherBaseUrls }) =>
    [baseUrl, ...otherBaseUrls].flatMap((url): [string, string][] => {
      const host = /^https:\/\/([^/{}]+)/.exec(url)?.[1];
      return host === undefined ? [] : [[host, id]];
    }),
  ),
);

/** Hosts that hold a region or an account's name. */
const hostPatterns = presets.flatMap(({ id, baseUrl }): [RegExp, string][] => {
  const host = /^https:\/\/([^/]*\{[^/]*)/.exec(baseUrl)?.[1];
  // A host that is nothing but a placeholder may be anybody's.
  if (host === undefined || !/\.[a-z]+$/.test(host)) return [];
  const pattern = host.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^.]+");
  return [[new RegExp(`^${pattern}$`), id]];
});

/** The preset whose rows hold for a provider: its own, or the one whose address it has. */
export function catalogPreset(provider: { preset?: string | null; baseUrl: string }): string | null {
  if (provider.preset) return provider.preset;
  const host = /^https:\/\/([^/]+)/.exec(provider.baseUrl)?.[1] ?? "";
  return hosts.get(host) ?? hostPatterns.find(([pattern]) => pattern.test(host))?.[1] ?? null;
}

function built(): Map<string, Map<string, CatalogEntry>> {
  if (index !== null) return index;
  index = new Map();
  for (const { preset, id, entry } of catalogRows()) {
    const models = index.get(preset) ?? new Map<string, CatalogEntry>();
    index.set(preset, models);
    models.set(id, entry);
    const common = commonName(id);
    // Of another precision only what it can is the same.
    const names = namesPrecision(id) ? [id.toLowerCase()] : [id.toLowerCase(), common];
    for (const name of names) if (!models.has(name)) models.set(name, entry);
    // A row that came for its price alone says less than another's.
    if (anywhere.get(common)?.capabilities.length !== 0 ? !anywhere.has(common) : entry.capabilities.length > 0)
      anywhere.set(common, entry);
    if (entry.capabilities.includes("vision")) seeing.add(common);
    else if (isForText(entry)) {
      const texts = textModels.get(common) ?? new Set<string>();
      textModels.set(common, texts.add(bareName(id)));
    }
  }
  for (const [, models] of index) for (const [id, entry] of models) models.set(id, completed(id, entry, models));
  return index;
}

/** A row that came for its price alone (dated names, mostly), with what is known of the model by its common name. */
function completed(id: string, entry: CatalogEntry, models: ReadonlyMap<string, CatalogEntry>): CatalogEntry {
  if (entry.capabilities.length > 0) return entry;
  const common = commonName(id);
  const own = models.get(common);
  const known = own !== undefined && own.capabilities.length > 0 ? own : anywhere.get(common);
  if (known === undefined || known.capabilities.length === 0) return entry;
  return {
    ...entry,
    capabilities: known.capabilities,
    contextLength: known === own ? known.contextLength : (entry.contextLength ?? known.contextLength),
    maxOutputTokens: entry.maxOutputTokens ?? known.maxOutputTokens,
  };
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
