import { z } from "zod";
import { catalogPreset, knownModel } from "~/gateway/catalog/models";
import type { ModelEntry } from "~/gateway/config/config";

/** The entries that are to follow the list: provider id, line break, model. */
export const pricesFormSchema = z.object({ price: z.array(z.string()).min(1, { error: "needed" }) });

type Price = { input: number; output: number };

/** An entry whose price the operator set, and what the price list says: USD per million tokens. */
export interface OwnPrice {
  providerId: string;
  model: string;
  own: Price;
  list: Price;
}

interface Offer {
  id: string;
  preset?: string | null;
  baseUrl: string;
  models: readonly ModelEntry[];
}

/** Where an operator's price differs from the list's; where the list knows none there is nothing to compare. */
export function ownPrices(providers: readonly Offer[]): OwnPrice[] {
  return providers.flatMap((provider) => {
    const preset = catalogPreset(provider);
    return provider.models.flatMap(({ id, upstream, pricing }) => {
      if (pricing === undefined) return [];
      const list = knownModel(preset, upstream ?? id, id)?.pricing;
      if (!list || (list.input === pricing.input && list.output === pricing.output)) return [];
      const { input, output } = pricing;
      return [{ providerId: provider.id, model: id, own: { input, output }, list }];
    });
  });
}

/** The list without the prices of some entries: those follow the price list from then on. */
export const withoutPrices = (models: readonly (string | ModelEntry)[], ids: ReadonlySet<string>) =>
  models.map((model) => {
    if (typeof model === "string" || !ids.has(model.id)) return model;
    const { pricing: _, ...rest } = model;
    return rest;
  });
