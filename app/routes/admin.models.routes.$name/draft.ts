import type { RouteConfig, Strategy } from "~/gateway/config";

// A route while it is being edited: conditions are text as typed, and the document is made from it on the way out.

type Rule = RouteConfig["rules"][number];
type Condition = "any" | "with" | "without";

export interface DraftRule {
  /** Tells rules apart while they move. */
  key: number;
  /** One per line. */
  contains: string;
  minPromptTokens: string;
  maxPromptTokens: string;
  images: Condition;
  tools: Condition;
  /** `name=value`, one per line. */
  metadata: string;
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
}

export const emptyDraft: Draft = { id: "", strategy: null, models: [], rules: [], fallbacks: [] };

const readFlag = (flag: boolean | undefined): Condition => (flag === undefined ? "any" : flag ? "with" : "without");

export function toDraft(route: RouteConfig): Draft {
  return {
    id: route.id,
    strategy: route.strategy ?? null,
    models: route.models,
    fallbacks: route.fallbacks,
    rules: route.rules.map(({ when, models, strategy }, key) => ({
      key,
      contains: [when.contains ?? []].flat().join("\n"),
      minPromptTokens: String(when.minPromptTokens ?? ""),
      maxPromptTokens: String(when.maxPromptTokens ?? ""),
      images: readFlag(when.images),
      tools: readFlag(when.tools),
      metadata: Object.entries(when.metadata ?? {})
        .map(([name, value]) => `${name}=${value}`)
        .join("\n"),
      models: models ?? [],
      strategy: strategy ?? null,
    })),
  };
}

export const newRule = (rules: DraftRule[]): DraftRule => ({
  key: Math.max(-1, ...rules.map((rule) => rule.key)) + 1,
  contains: "",
  minPromptTokens: "",
  maxPromptTokens: "",
  images: "any",
  tools: "any",
  metadata: "",
  models: [],
  strategy: null,
});

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

export function metadataOf(text: string): [string, string][] {
  return lines(text).flatMap((line): [string, string][] => {
    const [name = "", ...rest] = line.split("=");
    return name.trim() === "" ? [] : [[name.trim(), rest.join("=").trim()]];
  });
}

export function conditionsOf(rule: DraftRule): Rule["when"] {
  const words = lines(rule.contains);
  const metadata = metadataOf(rule.metadata);
  return {
    ...(words[0] === undefined ? {} : { contains: words.length === 1 ? words[0] : words }),
    ...(rule.minPromptTokens === "" ? {} : { minPromptTokens: Number(rule.minPromptTokens) }),
    ...(rule.maxPromptTokens === "" ? {} : { maxPromptTokens: Number(rule.maxPromptTokens) }),
    ...(rule.images === "any" ? {} : { images: rule.images === "with" }),
    ...(rule.tools === "any" ? {} : { tools: rule.tools === "with" }),
    ...(metadata.length === 0 ? {} : { metadata: Object.fromEntries(metadata) }),
  };
}

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
  };
}

/** The list with one item at another place; the same list where there is no such place. */
export function moved<Item>(items: Item[], from: number, to: number): Item[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return items;
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}
