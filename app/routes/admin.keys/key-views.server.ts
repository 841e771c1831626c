import { listKeys } from "~/admin/keys.server";
import type { AdminKey } from "~/admin/types";
import { keyRates } from "~/db/usage/key-rates.server";
import { usageByKey } from "~/db/usage/usage.server";
import { type Limits, withDefaults } from "~/gateway/limits/limit-schema";
import { type Period, periodStart } from "~/gateway/limits/periods";
import type { Platform } from "~/platform/platform";
import { isInactive, type KeyStatus, keyStatus } from "./key-status";

export interface KeyView extends AdminKey {
  status: KeyStatus;
  /** The limits that hold for it: its own, and the defaults for those that it has not. */
  effective: Limits;
  /** In the last minute. */
  requests: number;
  tokens: number;
  /** Of the budget's period; of this month without a budget. */
  spentMicroUsd: number;
  /** Tokens of the quota's period; of this month without a quota. */
  periodTokens: number;
}

export async function keyViews(platform: Platform, defaults: Limits, now: number): Promise<KeyView[]> {
  const [keys, rates] = await Promise.all([listKeys(platform), keyRates(platform.database, now)]);
  const limited = keys.map((key) => ({ ...key, effective: withDefaults(key.limits, defaults) }));
  const periodsOf = ({ effective: { budget, quota } }: { effective: Limits }): [Period, Period] => [
    budget?.period ?? "month",
    quota?.period ?? "month",
  ];
  const used = new Map(
    await Promise.all(
      [...new Set(limited.flatMap(periodsOf))].map(async (period) => {
        const rows = await usageByKey(platform.database, { from: periodStart(period, now), to: now + 3_600_000 });
        return [period, new Map(rows.map((row) => [row.keyId, row]))] as const;
      }),
    ),
  );
  const rateOf = new Map(rates.map((rate) => [rate.keyId, rate]));
  const views = limited.map((key) => {
    const [budgetPeriod, quotaPeriod] = periodsOf(key);
    const figures = {
      requests: rateOf.get(key.id)?.requests ?? 0,
      tokens: rateOf.get(key.id)?.tokens ?? 0,
      spentMicroUsd: used.get(budgetPeriod)?.get(key.id)?.costMicroUsd ?? 0,
      periodTokens: used.get(quotaPeriod)?.get(key.id)?.tokens ?? 0,
    };
    return { ...key, ...figures, status: keyStatus({ ...key, ...figures }, now) };
  });
  const inactive = (view: KeyView) => Number(isInactive(view));
  const usedAt = ({ lastUsedAt }: KeyView) => (lastUsedAt === null ? 0 : Date.parse(lastUsedAt));
  // Those that call now first; to the minute, so that busy keys keep their places.
  const usedMinute = (view: KeyView) => Math.floor(usedAt(view) / 60_000);
  return views.sort(
    (a, b) =>
      inactive(a) - inactive(b) ||
      usedMinute(b) - usedMinute(a) ||
      b.spentMicroUsd - a.spentMicroUsd ||
      a.name.localeCompare(b.name, "en"),
  );
}
