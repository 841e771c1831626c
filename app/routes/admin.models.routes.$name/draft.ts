import type { RouteConfig } from "~/gateway/config";
import type { Strategy } from "~/gateway/settings";
import { conditionsOf, type DraftConditions, toDraftConditions } from "./draft-conditions";

// A route while it is being edited: conditions are text as typed, and the document is made from it on the way out.

export interface DraftRule extends DraftConditions {
  /** Tells rules apart while they move. */
  key: number;
  models: string[];
  /** Null: the route's. */
  strategy: Strategy | null;
}

export interface Draft {
  id: string;
  /** Null: the default of the settings. */
  strategy: Strategy | null;
  models: string[];
  rules: DraftRule[];
  fallbacks: string[];
  /** Not edited here. */
  timeouts?: RouteConfig["timeouts"];
}

export const emptyDraft: Draft = { id: "", strategy: null, models: [], rules: [], fallbacks: [] };

export function toDraft(route: RouteConfig): Draft {
  return {
    id: route.id,
    strategy: route.strategy ?? null,
    models: route.models,
    fallbacks: route.fallbacks,
    ...(route.timeouts === undefined ? {} : { timeouts: route.timeouts }),
    rules: route.rules.map(({ when, models, strategy }, key) => ({
      key,
      ...toDraftConditions(when),
      models: models ?? [],
      strategy: strategy ?? null,
    })),
  };
}

export const newRule = (rules: DraftRule[]): DraftRule => ({
  key: Math.max(-1, ...rules.map((rule) => rule.key)) + 1,
  ...toDraftConditions({}),
  models: [],
  strategy: null,
});

/** The document as the admin API takes it. */
export function toDocument(draft: Draft): RouteConfig {
  return {
    id: draft.id.trim(),
    ...(draft.strategy === null ? {} : { strategy: draft.strategy }),
    models: draft.models,
    rules: draft.rules.map((rule) => ({
      when: conditionsOf(rule),
      ...(rule.models.length === 0 ? {} : { models: rule.models }),
      ...(rule.strategy === null ? {} : { strategy: rule.strategy }),
    })),
    fallbacks: draft.fallbacks,
    ...(draft.timeouts === undefined ? {} : { timeouts: draft.timeouts }),
  };
}

/** The list with one item at another place; the same list where there is no such place. */
export function moved<Item>(items: Item[], from: number, to: number): Item[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return items;
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}
