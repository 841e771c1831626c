import { useTranslation } from "react-i18next";
import { useFigures } from "~/components/figures";
import { Meter, meterTone } from "~/components/meter";
import { cn } from "~/lib/class-names";
import type { Figures } from "~/lib/figure-style";
import type { KeyView } from "./key-views.server";

interface LimitMeterProps {
  view: KeyView;
  limit: "rpm" | "tpm" | "budget";
  className?: string;
}

/** Use beside its limit; without a limit the use alone. */
export function LimitMeter({ view, limit, className }: LimitMeterProps) {
  const { t } = useTranslation("keys");
  const { used, allowed, format, short, period, label } = figureOf(view, limit, useFigures());
  if (allowed === null) {
    return <span className={cn("tnum block text-xs text-muted-foreground", className)}>{format(used)}</span>;
  }
  const ratio = used / allowed;
  const tone = { normal: "", warn: "text-warn-text", bad: "text-bad-text" }[meterTone(ratio)];
  return (
    <Meter
      ratio={ratio}
      label={t(`column.${label}`)}
      value={<span className={cn("font-medium", tone)}>{format(used)}</span>}
      limit={
        <>
          {short(allowed)}
          {period && period !== "month" ? <span className="max-lg:hidden"> {t(`period.${period}`)}</span> : null}
        </>
      }
      className={className}
    />
  );
}

/** Where a key has both a budget and a quota, the one that ends first is shown. */
function figureOf(view: KeyView, limit: LimitMeterProps["limit"], figures: Figures) {
  const { formatCount, formatMoney, shortCount, shortMoney } = figures;
  const { rpm, tpm, budget, quota } = view.effective;
  const count = (used: number, allowed: number | null | undefined) => ({
    used,
    allowed: allowed ?? null,
    format: formatCount,
    short: shortCount,
    period: null,
    label: limit,
  });
  if (limit === "rpm") return count(view.requests, rpm);
  if (limit === "tpm") return count(view.tokens, tpm);
  const money = budget ? view.spentMicroUsd / (budget.usd * 1e6) : -1;
  if (quota && view.periodTokens / quota.tokens > money)
    return { ...count(view.periodTokens, quota.tokens), period: quota.period, label: "quota" as const };
  return {
    used: view.spentMicroUsd,
    allowed: budget ? budget.usd * 1e6 : null,
    format: formatMoney,
    short: shortMoney,
    period: budget?.period ?? null,
    label: limit,
  };
}
