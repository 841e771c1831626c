import { useTranslation } from "react-i18next";
import { ChartSkeleton } from "~/components/chart-skeleton";
import { KpiStrip } from "~/components/kpi-strip";
import { Card, CardHeader } from "~/components/ui/card";
import { Skeleton } from "~/components/ui/skeleton";

const kpis = ["requests", "success", "latency", "firstToken", "tokens", "spend"] as const;

/** The six figures with their labels, and the place of what is on its way. */
export function KpisSkeleton() {
  const { t } = useTranslation("overview");
  return (
    <KpiStrip
      items={kpis.map((id) => ({
        id,
        label: t(`kpi.${id}`),
        value: <Skeleton className="inline-block h-6 w-20 animate-late align-middle" />,
        fact: <Skeleton className="inline-block h-3 w-28 animate-late align-middle" />,
        series: [],
      }))}
    />
  );
}

export function TrafficSkeleton() {
  const { t } = useTranslation("overview");
  return (
    <Card className="flex min-w-0 flex-col">
      <CardHeader title={t("traffic.title")} />
      <div className="h-[192px] px-2 pb-3 lg:h-[244px]">
        <ChartSkeleton bars={24} />
      </div>
    </Card>
  );
}
