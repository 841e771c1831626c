import { Trans, useTranslation } from "react-i18next";
import { useFigures } from "~/components/figures";
import { isInactive } from "./key-status";
import type { KeyView } from "./key-views.server";

/** Spend of this month beside what is allowed for it. */
export function BudgetSummary({ keys }: { keys: KeyView[] }) {
  const { formatMoney, shortMoney } = useFigures();
  const { t } = useTranslation("keys");
  const monthly = keys.filter((key) => key.effective.budget?.period === "month" && !isInactive(key));
  if (monthly.length === 0) return null;
  const spent = monthly.reduce((sum, key) => sum + key.spentMicroUsd, 0);
  const allowed = monthly.reduce((sum, key) => sum + (key.effective.budget?.usd ?? 0), 0);
  return (
    <span className="tnum ml-auto text-xs text-muted-foreground max-lg:hidden">
      <Trans
        t={t}
        i18nKey="budgetSummary"
        values={{ spent: formatMoney(spent), allowed: shortMoney(allowed * 1e6) }}
        components={{ b: <b className="font-medium text-foreground" /> }}
      />
    </span>
  );
}
