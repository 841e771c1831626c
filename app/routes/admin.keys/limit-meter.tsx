import { useTranslation } from "react-i18next";
import { Meter, meterTone } from "~/components/meter";
import { cn } from "~/lib/class-names";
import { formatCount, formatMoney } from "~/lib/format";
import type { KeyView } from "./key-views.server";

interface LimitMeterProps {
  view: KeyView;
  limit: "rpm" | "tpm" | "budget";
  className?: string;
}

/** Use beside its limit; without a limit the use alone. */
export function LimitMeter({ view, limit, className }: LimitMeterProps) {
  const { t } = useTranslation("keys");
  const { rpm, tpm, budget } = view.limits;
  const [used, allowed, format] =
    limit === "budget"
      ? ([view.spentMicroUsd, budget ? budget.usd * 1e6 : null, formatMoney] as const)
      : ([limit === "rpm" ? view.requests : view.tokens, (limit === "rpm" ? rpm : tpm) ?? null, formatCount] as const);
  if (allowed === null) {
    return <span className={cn("tnum block text-xs text-muted-foreground", className)}>{format(used)}</span>;
  }
  const ratio = used / allowed;
  const tone = { normal: "", warn: "text-warn-text", bad: "text-bad-text" }[meterTone(ratio)];
  return (
    <Meter
      ratio={ratio}
      label={t(`column.${limit}`)}
      value={<span className={cn("font-medium", tone)}>{format(used)}</span>}
      limit={
        <>
          {format(allowed)}
          {limit === "budget" && budget ? <span className="max-lg:hidden"> {t(`period.${budget.period}`)}</span> : null}
        </>
      }
      className={className}
    />
  );
}
