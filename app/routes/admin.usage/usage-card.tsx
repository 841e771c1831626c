import { type ComponentType, Suspense, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { CardEmpty } from "~/components/card-problem";
import { ChartLegend } from "~/components/chart/chart-legend";
import { ChartSkeleton } from "~/components/chart/chart-skeleton";
import { ChartToggle } from "~/components/chart/chart-toggle";
import { useFigures } from "~/components/figures";
import { useComingParameters } from "~/components/hooks/use-coming-parameters";
import { lazyPart } from "~/components/lazy-part";
import { NearestRange } from "~/components/range/nearest-range";
import { Card } from "~/components/ui/card";
import { Segmented } from "~/components/ui/toggle-group";
import { groupLabel } from "./group-label";
import { MetricTabs } from "./metric-tabs";
import { formatMetric, isMoney, metricOf, splits } from "./metrics";
import { UsageBarsTable } from "./usage-bars-table";
import type { UsageChartProps } from "./usage-chart";
import type { UsageData } from "./usage-data.server";
import { groupColor } from "./usage-groups";

// As on the overview: recharts comes after the page, and the server never loads it.
const UsageChart: ComponentType<UsageChartProps> = import.meta.env.SSR
  ? () => <ChartSkeleton />
  : lazyPart(async () => (await import("./usage-chart")).UsageChart);

const dayMs = 86_400_000;
const noSubscription = () => () => {};

/** The figures, and the chosen one as a chart, split by what it was spent on. */
export function UsageCard({ data }: { data: UsageData }) {
  const { t, i18n } = useTranslation("usage");
  const figures = useFigures();
  const { code } = figures.currency;
  const unit =
    isMoney(data.metric) && code !== "USD"
      ? (new Intl.DisplayNames(i18n.language, { type: "currency" }).of(code) ?? code)
      : t(`unit.${data.metric}`);
  const [parameters, setParameters] = useSearchParams();
  const { parameters: coming } = useComingParameters();
  // Which series are hidden holds for one split only.
  const [hiddenIn, setHiddenIn] = useState<{ split: string; hidden: ReadonlySet<string> }>({
    split: data.split,
    hidden: new Set(),
  });
  const hidden = hiddenIn.split === data.split ? hiddenIn.hidden : new Set<string>();
  const [table, setTable] = useState(false);
  const inBrowser = useSyncExternalStore(
    noSubscription,
    () => true,
    () => false,
  );
  const setSplit = (split: string) => {
    const next = new URLSearchParams(parameters);
    next.set("split", split);
    setParameters(next, { preventScrollReset: true });
  };
  const quiet = data.totals.requests === 0;
  return (
    <Card className="flex min-w-0 flex-col">
      <MetricTabs data={data} />
      <div className="no-scrollbar relative flex h-11 items-center gap-3 overflow-x-auto border-t px-4 pointer-coarse:h-14">
        <Segmented
          size="sm"
          label={t("splitBy")}
          value={splits.find((each) => each === coming.get("split")) ?? data.split}
          onValueChange={setSplit}
          items={splits.map((value) => ({ value, label: t(`by.${value}`) }))}
        />
        <span className="ml-auto whitespace-nowrap text-xs text-muted-foreground max-sm:hidden">
          {unit}
          {t("comma")}
          {t(data.barMs < dayMs ? "perHour" : data.barMs > dayMs ? "perWeek" : "perDay")}
        </span>
        {quiet ? null : <ChartToggle table={table} onTable={setTable} />}
      </div>
      {quiet ? (
        <CardEmpty action={<NearestRange range={data.nearest} />}>{t("empty")}</CardEmpty>
      ) : (
        <>
          <p className="sr-only">
            {t("summary", {
              metric: t(`metric.${data.metric}`),
              total: formatMetric(metricOf(data.totals, data.metric), data.metric, figures),
            })}
          </p>
          {table ? (
            <UsageBarsTable data={data} />
          ) : (
            <div className="h-[216px] px-2 lg:h-[236px]" aria-hidden="true">
              {inBrowser ? (
                <Suspense fallback={<ChartSkeleton />}>
                  <UsageChart data={data} hidden={hidden} />
                </Suspense>
              ) : (
                <ChartSkeleton />
              )}
            </div>
          )}
          <ChartLegend
            className="px-4 pb-3.5 pt-2"
            items={data.groups.map((group, index) => ({
              key: String(index),
              label: group.id === null ? t("other") : groupLabel(group, data, t),
              color: groupColor(index),
            }))}
            hidden={hidden}
            onChange={(next) => setHiddenIn({ split: data.split, hidden: next })}
          />
        </>
      )}
    </Card>
  );
}
