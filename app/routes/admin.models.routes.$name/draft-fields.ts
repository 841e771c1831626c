import { typedWeights } from "~/components/balanced-weights";
import { strategies } from "~/components/strategy-icons";
import type { RouteConfig } from "~/gateway/config/config";
import type { BalancedWeights, Strategy } from "~/gateway/config/settings";
import { type Draft, type DraftRule, type DraftTimeouts, timeoutNames, toDraft } from "./draft";
import { flagNames } from "./draft-conditions";

// The editor's form carries the draft as one document and, beside it, every field by its own name. With scripts the two say
// the same; without them the fields know better.

/** What the settings say, where the route says nothing. */
export interface RouteDefaults {
  strategy: Strategy;
  weights: BalancedWeights;
}

/** The draft of a form that was sent; null where its document is none. */
export function draftOfForm(form: FormData, defaults: RouteDefaults): Draft | null {
  const drawn = drawnDraft(form);
  if (drawn === null) return null;
  const text = (name: string, before: string) => String(form.get(name) ?? before);
  const draft: Draft = {
    ...drawn,
    id: text("id", drawn.id),
    ...strategyOf(form, drawn, defaults),
    models: withTyped(form, "models", drawn.models),
    fallbacks: withTyped(form, "fallbacks", drawn.fallbacks),
    rules: drawn.rules.map((rule, index) => ruleOf(form, rule, index)),
    timeouts: Object.fromEntries(
      timeoutNames.flatMap((name) => {
        const typed = text(`timeouts.${name}`, drawn.timeouts[name] ?? "");
        return typed === "" ? [] : [[name, typed]];
      }),
    ) as DraftTimeouts,
    hedging: (["default", "on", "off"] as const).find((each) => each === form.get("hedging")) ?? drawn.hedging,
  };
  return draft;
}

/** As the page was drawn: a draft as an answer carried it, else the document of its hidden field. */
function drawnDraft(form: FormData): Draft | null {
  try {
    const draft = form.get("draft");
    if (typeof draft === "string") return JSON.parse(draft) as Draft;
    const drawn = toDraft(JSON.parse(String(form.get("document") ?? "")) as RouteConfig);
    const places = String(form.get("places") ?? "").split(",");
    const rules = drawn.rules.map((rule, index) => ({ ...rule, storedAt: placeOf(places[index]) }));
    return { ...drawn, rules };
  } catch {
    return null;
  }
}

/** Where each rule is stored, for the form: `0,2,`. */
export const placesOf = (rules: DraftRule[]): string => rules.map(({ storedAt }) => storedAt ?? "").join(",");
const placeOf = (text: string | undefined) => (text === undefined || text === "" ? null : Number(text));

/** Only what differs from the page as it was drawn was chosen: the box and the radio buttons speak of the same thing. */
function strategyOf(form: FormData, drawn: Draft, defaults: RouteDefaults): Pick<Draft, "strategy" | "weights"> {
  const chosen = strategies.find((each) => each === form.get("strategy"));
  if (chosen === undefined) return drawn;
  const weights = typedWeights(form, drawn.weights ?? defaults.weights) ?? drawn.weights;
  if (chosen !== (drawn.strategy ?? defaults.strategy)) return { strategy: chosen, weights };
  const follows = form.get("followDefault") === "on";
  if (follows === (drawn.strategy === null && drawn.weights === null)) return { strategy: drawn.strategy, weights };
  return follows ? { strategy: null, weights: null } : { strategy: chosen, weights };
}

/** What stands in the field that adds a model counts. */
function withTyped(form: FormData, list: string, models: string[]): string[] {
  const name = String(form.get(`add.${list}`) ?? "").trim();
  return name === "" || models.includes(name) ? models : [...models, name];
}

const ruleTexts = [
  "contains",
  "regex",
  "minPromptTokens",
  "maxPromptTokens",
  "language",
  "metadata",
  "keys",
  "headers",
  "timeFrom",
  "timeTo",
  "days",
  "timeZone",
  "percent",
] as const;

function ruleOf(form: FormData, rule: DraftRule, index: number): DraftRule {
  const at = (name: string) => `rules.${index}.${name}`;
  const texts = Object.fromEntries(
    ruleTexts.map((name) => [name, String(form.get(at(name)) ?? rule[name]).replaceAll("\r\n", "\n")]),
  ) as Pick<DraftRule, (typeof ruleTexts)[number]>;
  const flags = Object.fromEntries(
    flagNames.map((name) => [
      name,
      (["any", "with", "without"] as const).find((each) => each === form.get(at(name))) ?? rule[name],
    ]),
  ) as Pick<DraftRule, (typeof flagNames)[number]>;
  const strategy = form.get(at("strategy"));
  return {
    ...rule,
    ...texts,
    ...flags,
    strategy: strategy === null ? rule.strategy : (strategies.find((each) => each === strategy) ?? null),
    models: withTyped(form, at("models"), rule.models),
    // The heads of all rules have their switches on the page.
    enabled: form.has("heads") ? form.get(at("enabled")) === "on" : rule.enabled,
  };
}
