import { useTranslation } from "react-i18next";
import { cn } from "~/lib/class-names";

export interface Metric {
  label: string;
  /** The label is shown; a value with its unit speaks for itself. */
  named?: boolean;
  value: string;
  /** In full, on hover and for screen readers. */
  detail?: string;
  /** Ahead of the other columns. */
  best?: boolean;
}

/** The foot of a column. */
export function MetricsLine({ metrics }: { metrics: Metric[] }) {
  const { t } = useTranslation("playground");
  if (metrics.length === 0) return null;
  return (
    <dl className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3.5 gap-y-1 border-t px-4 py-1.5 text-xs">
      {metrics.map(({ label, named, value, detail, best }) => (
        <div key={label} className="flex gap-1 whitespace-nowrap" title={detail ?? label}>
          <dt className={cn("text-muted-foreground", !named && "sr-only")}>{label}</dt>
          <dd className={cn("tnum font-medium", best && "text-ok-text")}>
            {value}
            {detail ? <span className="sr-only"> ({detail})</span> : null}
            {best ? <span className="sr-only"> ({t("metric.best")})</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
