import { listKeys } from "~/admin/keys.server";
import type { AdminKey } from "~/admin/types";
import { keyRates } from "~/db/key-rates.server";
import { usageByKey } from "~/db/usage.server";
import { type Period, periodStart } from "~/gateway/periods";
import type { Platform } from "~/platform/platform";
import { type KeyStatus, keyStatus } from "./key-status";

export interface KeyView extends AdminKey {
  status: KeyStatus;
  /** In the last minute. */
  requests: number;
  tokens: number;
  /** Of the budget's period; of this month without a budget. */
  spentMicroUsd: number;
}

export async function keyViews(platform: Platform, now: number): Promise<KeyView[]> {
  const [keys, rates] = await Promise.all([listKeys(platform), keyRates(platform.database, now)]);
  const periodOf = (key: AdminKey): Period => key.limits.budget?.period ?? "month";
  const periods = [...new Set(keys.map(periodOf))];
  const spends = new Map(
    await Promise.all(
      periods.map(async (period) => {
        const rows = await usageByKey(platform.database, { from: periodStart(period, now), to: now + 3_600_000 });
        return [period, new Map(rows.map((row) => [row.keyId, row.costMicroUsd]))] as const;
      }),
    ),
  );
  const rateOf = new Map(rates.map((rate) => [rate.keyId, rate]));
  const views = keys.map((key) => {
    const used = {
      requests: rateOf.get(key.id)?.requests ?? 0,
      tokens: rateOf.get(key.id)?.tokens ?? 0,
      spentMicroUsd: spends.get(periodOf(key))?.get(key.id) ?? 0,
    };
    return { ...key, ...used, status: keyStatus({ ...key, ...used }, now) };
  });
  const inactive = (view: KeyView) => Number(view.status === "expired" || view.status === "paused");
  return views.sort((a, b) => inactive(a) - inactive(b) || a.name.localeCompare(b.name, "en"));
}
