import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Delta } from "~/components/delta";
import { useFigures } from "~/components/figures";
import { useComingParameters } from "~/components/hooks/use-coming-parameters";
import { cn } from "~/lib/class-names";
import { formatChange } from "~/lib/format";
import { formatMetric, type Metric, metricOf, metrics } from "./metrics";
import type { UsageData } from "./usage-data.server";

/** More requests are good, cheaper ones too; tokens and spend have no better direction. */
const better: Record<Metric, "up" | "down" | null> = {
  spend: null,
  requests: "up",
  tokens: null,
  perThousand: "down",
  saved: "up",
};

/** The figures of the period; the chosen one is drawn below. */
export function MetricTabs({ data }: { data: UsageData }) {
  const { t } = useTranslation("usage");
  const figures = useFigures();
  const { parameters } = useComingParameters();
  const chosen = parameters.get("metric") ?? data.metric;
  const to = (metric: Metric) => {
    const next = new URLSearchParams(parameters);
    next.set("metric", metric);
    return `?${next}`;
  };
  return (
    <nav
      aria-label={t("metrics")}
      className="no-scrollbar relative flex items-start gap-8 overflow-x-auto px-4 pt-3.5 xl:max-2xl:gap-4"
    >
      {metrics.map((metric) => {
        const value = metricOf(data.totals, metric);
        const before = data.before === null ? null : metricOf(data.before, metric);
        const on = metric === chosen;
        return (
          <Link
            key={metric}
            to={to(metric)}
            preventScrollReset
            aria-current={on ? "page" : undefined}
            className={cn(
              "shrink-0 border-b-2 pb-2.5",
              on ? "border-primary" : "border-transparent hover:border-border-strong",
            )}
          >
            <span className={cn("block text-xs", on ? "font-medium" : "text-muted-foreground")}>
              {t(`metric.${metric}`)}
            </span>
            <span className="flex items-baseline gap-2">
              <span className="tnum text-xl font-semibold tracking-[-0.02em]">
                {formatMetric(value, metric, figures)}
              </span>
              <Delta change={formatChange(value, before)} better={better[metric]} />
            </span>
          </Link>
        );
      })}
    </nav>
  );
}
