import type { BalancedWeights } from "~/gateway/config/settings";

export const weightNames = ["price", "speed", "success"] as const;
export type WeightName = (typeof weightNames)[number];

/** One weight is set, in whole percent; the other two keep their proportion, and all three sum to 100. */
export function withWeight(weights: BalancedWeights, name: WeightName, percent: number): BalancedWeights {
  const value = Math.min(100, Math.max(0, Math.round(percent)));
  const [first, second] = weightNames.filter((other) => other !== name) as [WeightName, WeightName];
  const rest = 100 - value;
  const before = weights[first] + weights[second];
  const share = before === 0 ? Math.round(rest / 2) : Math.round((rest * weights[first]) / before);
  return { ...weights, [name]: value, [first]: share, [second]: rest - share };
}

/** As a form carries it: price, speed, success. */
export const writeWeights = (weights: BalancedWeights): string => weightNames.map((name) => weights[name]).join(",");

/** Fields of the three figures, where they are typed. */
export const weightField = (name: WeightName): string => `weight-${name}`;

/** What was typed into them, where a form was sent without scripts; null where they are as they were. */
export function typedWeights(form: FormData, before: BalancedWeights): BalancedWeights | null {
  const typed = weightNames.map((name) => Number(form.get(weightField(name)) ?? before[name]));
  if (weightNames.every((name, index) => typed[index] === before[name])) return null;
  const all = readWeights(typed.join(","));
  if (all !== null) return all;
  // They do not sum to 100: the first that was changed leads.
  const index = weightNames.findIndex((name, place) => typed[place] !== before[name]);
  const name = weightNames[index];
  const percent = typed[index] ?? Number.NaN;
  return name === undefined || !Number.isFinite(percent) ? null : withWeight(before, name, percent);
}

export function readWeights(text: string): BalancedWeights | null {
  const [price = Number.NaN, speed = Number.NaN, success = Number.NaN] = text.split(",").map(Number);
  return price + speed + success === 100 ? { price, speed, success } : null;
}
