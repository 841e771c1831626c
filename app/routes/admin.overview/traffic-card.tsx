import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CardEmpty, CardProblem } from "~/components/card-problem";
import { ChartLegend } from "~/components/chart/chart-legend";
import { ChartToggle } from "~/components/chart/chart-toggle";
import { NearestRange } from "~/components/range/nearest-range";
import { Card, CardHeader } from "~/components/ui/card";
import { formatInteger } from "~/lib/format";
import type { Bar } from "./chart-buckets";
import { TrafficChart } from "./traffic-chart";
import { type TrafficSeries, trafficColors, trafficSeries } from "./traffic-series";
import { TrafficTable } from "./traffic-table";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

interface TrafficCardProps {
  bars: Bar[] | null;
  barMs: number;
  /** Where nothing is in this range: the shortest one that has something. */
  nearest: string | null;
}

export function TrafficCard({ bars, barMs, nearest }: TrafficCardProps) {
  const { t } = useTranslation(["overview", "common"]);
  const [hidden, setHidden] = useState<ReadonlySet<TrafficSeries>>(new Set());
  const [table, setTable] = useState(false);
  const requests = bars?.reduce((sum, bar) => sum + bar.requests, 0) ?? 0;
  const failed = bars?.reduce((sum, bar) => sum + bar.failed, 0) ?? 0;
  const stepText = (stepMs: number) => {
    if (stepMs === dayMs) return t("traffic.perDay");
    return stepMs < hourMs
      ? t("traffic.perMinutes", { step: stepMs / minuteMs })
      : t("traffic.perHours", { step: stepMs / hourMs });
  };
  return (
    <Card className="flex min-w-0 flex-col">
      <CardHeader title={t("traffic.title")} hint={<span className="max-lg:hidden">{stepText(barMs)}</span>}>
        <ChartLegend
          items={trafficSeries.map((key) => ({ key, label: t(`traffic.${key}`), color: trafficColors[key] }))}
          hidden={hidden}
          onChange={setHidden}
        />
        <ChartToggle table={table} onTable={setTable} />
      </CardHeader>
      {bars === null ? <CardProblem /> : null}
      {bars && requests === 0 ? (
        <CardEmpty action={<NearestRange range={nearest} />}>{t("traffic.empty")}</CardEmpty>
      ) : null}
      {bars && requests > 0 ? (
        <>
          <p className="sr-only">
            {t("traffic.summary", { requests: formatInteger(requests), failed: formatInteger(failed) })}
          </p>
          {table ? (
            <TrafficTable bars={bars} barMs={barMs} />
          ) : (
            <div className="h-[192px] px-2 pb-3 lg:h-[244px]">
              <TrafficChart bars={bars} barMs={barMs} hidden={hidden} />
            </div>
          )}
        </>
      ) : null}
    </Card>
  );
}
