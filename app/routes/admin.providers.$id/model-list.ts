import { asModelEntry } from "~/admin/types";
import { plainNumber } from "~/components/checked-form/field-rules";
import { readLines } from "~/components/provider-form/provider-document";
import type { ModelEntry } from "~/gateway/config/config";

// Changes of a provider's model list, as values: the whole list goes back in one patch.

type Model = string | ModelEntry;
const idOf = (model: Model) => asModelEntry(model).id;

/** Under its old id the entry is replaced in its place; under "" it is new. */
export function replaceModel(models: Model[], original: string, entry: ModelEntry): Model[] {
  const place = models.findIndex((model) => idOf(model) === original);
  const before = place < 0 ? undefined : models[place];
  // Fields that the form does not show stay.
  const merged = before ? { ...asModelEntry(before), ...entry } : entry;
  const tidy = Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== undefined),
  ) as unknown as ModelEntry;
  const rest = models.filter((model, index) => index === place || idOf(model) !== entry.id);
  return place < 0 ? [...rest, tidy] : rest.map((model) => (model === before ? tidy : model));
}

export function addModels(models: Model[], text: string): Model[] {
  const known = new Set(models.map(idOf));
  return [...models, ...readLines(text).filter((name) => !known.has(name))];
}

export const removeModel = (models: Model[], id: string): Model[] => models.filter((model) => idOf(model) !== id);

/** An entry is kept where it is not offered: its price and names are there when it is again. */
export const withOffered = (models: Model[], id: string, offered: boolean): Model[] =>
  models.map((model) => {
    if (idOf(model) !== id) return model;
    const { offered: _, ...entry } = asModelEntry(model);
    return offered ? entry : { ...entry, offered };
  });

export interface ModelComparison {
  /** The upstream has them, the list does not. */
  missing: string[];
  /** The list has them, the upstream does not. */
  gone: string[];
  same: number;
}

/** By upstream names: an alias is there as long as what it stands for is. Patterns are never gone. */
export function compareModels(models: Model[], upstream: string[]): ModelComparison {
  const entries = models.map(asModelEntry);
  const listed = new Set(entries.map((entry) => entry.upstream ?? entry.id));
  const there = new Set(upstream);
  return {
    missing: upstream.filter((name) => !listed.has(name)),
    gone: entries
      .filter((entry) => !entry.id.includes("*") && !there.has(entry.upstream ?? entry.id))
      .map((entry) => entry.id),
    same: entries.filter((entry) => there.has(entry.upstream ?? entry.id)).length,
  };
}

export function applyChanges(models: Model[], add: string[], remove: string[]): Model[] {
  const gone = new Set(remove);
  return addModels(
    models.filter((model) => !gone.has(idOf(model))),
    add.join("\n"),
  );
}

const furtherPrices = [
  "cachedInput",
  "cacheWrite",
  "inputAudio",
  "outputAudio",
  "perImage",
  "perSecond",
  "perCharacter",
  "perRequest",
] as const;

/** Empty fields come back as undefined, which clears them; text that is no number stays for the schema to refuse. */
export function readModelForm(form: FormData): ModelEntry {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const number = (name: string) => {
    const value = text(name);
    if (value === "") return undefined;
    const parsed = plainNumber(value);
    return (Number.isFinite(parsed) ? parsed : value) as number;
  };
  const [input, output] = [number("input"), number("output")];
  const further = furtherPrices.flatMap((name) => {
    const price = number(name);
    return price === undefined ? [] : [[name, price] as const];
  });
  const priced = input !== undefined || output !== undefined || further.length > 0;
  const capabilities = form.getAll("capability").map(String) as ModelEntry["capabilities"];
  return {
    id: text("id"),
    upstream: text("upstream") && text("upstream") !== text("id") ? text("upstream") : undefined,
    pricing: priced ? { input: input ?? 0, output: output ?? 0, ...Object.fromEntries(further) } : undefined,
    contextLength: number("contextLength"),
    maxOutputTokens: number("maxOutputTokens"),
    capabilities: capabilities && capabilities.length > 0 ? capabilities : undefined,
  };
}
