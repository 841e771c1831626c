import type { Limits } from "~/gateway/limits/limit-schema";

interface BudgetedKey {
  enabled: boolean;
  /** ISO 8601. */
  expiresAt: string | null;
  limits: Limits;
}

interface LimitSettings {
  defaults: Limits;
  gateway: Limits;
}

const monthly = ({ budget }: Limits): number | null => (budget?.period === "month" ? budget.usd : null);

/**
 * What all keys together may spend in a month, in micro-dollars: the gateway's own ceiling, else the sum of the keys' budgets. Null where
 * some key may spend without end.
 */
export function monthBudget(
  keys: readonly BudgetedKey[],
  { defaults, gateway }: LimitSettings,
  now: number,
): number | null {
  const ceiling = monthly(gateway);
  const used = keys.filter(({ enabled, expiresAt }) => enabled && (expiresAt === null || Date.parse(expiresAt) > now));
  const budgets = used.map(({ limits }) => (limits.budget ? monthly(limits) : monthly(defaults)));
  const sum = budgets.reduce<number | null>(
    (total, usd) => (total === null || usd === null ? null : total + usd),
    budgets.length === 0 ? null : 0,
  );
  const least = ceiling === null ? sum : sum === null ? ceiling : Math.min(ceiling, sum);
  return least === null ? null : Math.round(least * 1e6);
}

/** The first day of the month, from 1, at whose end the straight way to the forecast has used the budget up; null where it does not. */
export function dayOfBudget(
  { course, days }: { course: readonly number[]; days: number },
  forecastMicroUsd: number,
  budgetMicroUsd: number,
): number | null {
  const past = course.findIndex((spent) => spent >= budgetMicroUsd);
  if (past >= 0) return past + 1;
  const spent = course.at(-1) ?? 0;
  if (forecastMicroUsd < budgetMicroUsd || forecastMicroUsd <= spent) return null;
  const ahead = ((budgetMicroUsd - spent) / (forecastMicroUsd - spent)) * (days - course.length);
  return Math.min(days, course.length + Math.max(1, Math.ceil(ahead)));
}
