import type { RouteConfig } from "~/gateway/config/config";
import type { BalancedWeights, Strategy } from "~/gateway/config/settings";
import { conditionsOf, type DraftConditions, toDraftConditions } from "./draft-conditions";

// A route while it is being edited: conditions are text as typed, and the document is made from it on the way out.

export interface DraftRule extends DraftConditions {
  /** Tells rules apart while they move. */
  key: number;
  /** Its place in the stored route, from 0; null for a new one. */
  storedAt: number | null;
  models: string[];
  /** Null: the route's. */
  strategy: Strategy | null;
  enabled: boolean;
}

export interface Draft {
  id: string;
  /** Null: the default of the settings. */
  strategy: Strategy | null;
  models: string[];
  rules: DraftRule[];
  fallbacks: string[];
  /** Null: those of the settings. */
  weights: BalancedWeights | null;
  timeouts: DraftTimeouts;
  hedging: "default" | "on" | "off";
}

export const timeoutNames = [
  "connectMs",
  "firstByteMs",
  "firstTokenMs",
  "streamIdleMs",
  "attemptMs",
  "requestMs",
] as const;
/** Seconds as typed; empty for none. */
export type DraftTimeouts = Partial<Record<(typeof timeoutNames)[number], string>>;

export const emptyDraft: Draft = {
  id: "",
  strategy: null,
  models: [],
  rules: [],
  fallbacks: [],
  weights: null,
  timeouts: {},
  hedging: "default",
};

export function toDraft(route: RouteConfig): Draft {
  return {
    id: route.id,
    strategy: route.strategy ?? null,
    models: route.models,
    fallbacks: route.fallbacks,
    weights: route.weights ?? null,
    timeouts: Object.fromEntries(
      timeoutNames.flatMap((name) => {
        const ms = route.timeouts?.[name];
        return ms === undefined ? [] : [[name, String(ms / 1000)]];
      }),
    ),
    hedging: route.hedging === undefined ? "default" : route.hedging ? "on" : "off",
    rules: route.rules.map(({ when, models, strategy, enabled }, key) => ({
      key,
      storedAt: key,
      ...toDraftConditions(when),
      models: models ?? [],
      strategy: strategy ?? null,
      enabled: enabled !== false,
    })),
  };
}

export const newRule = (rules: DraftRule[]): DraftRule => ({
  key: Math.max(-1, ...rules.map((rule) => rule.key)) + 1,
  storedAt: null,
  ...toDraftConditions({}),
  models: [],
  strategy: null,
  enabled: true,
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
      ...(rule.enabled ? {} : { enabled: false }),
    })),
    fallbacks: draft.fallbacks,
    ...(draft.weights === null ? {} : { weights: draft.weights }),
    ...timeoutsOf(draft),
    ...(draft.hedging === "default" ? {} : { hedging: draft.hedging === "on" }),
  };
}

/** What is no number becomes one that the schema refuses, at its field. */
function timeoutsOf({ timeouts }: Draft): Pick<RouteConfig, "timeouts"> {
  const entries = timeoutNames.flatMap((name) => {
    const text = timeouts[name]?.trim().replace(",", ".") ?? "";
    if (text === "") return [];
    const seconds = Number(text);
    return [[name, Number.isFinite(seconds) ? Math.round(seconds * 1000) : -1]];
  });
  return entries.length === 0 ? {} : { timeouts: Object.fromEntries(entries) };
}

/** The list with one item at another place; the same list where there is no such place. */
export function moved<Item>(items: Item[], from: number, to: number): Item[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return items;
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}
