import { useTranslation } from "react-i18next";
import { CardSkeleton } from "~/components/card-skeleton";
import { ChartSkeleton } from "~/components/chart/chart-skeleton";
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
        fact: <Skeleton className="inline-block h-3 w-28 max-w-full animate-late align-middle" />,
        shape: <Skeleton className="h-6 w-full animate-late" />,
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
        <ChartSkeleton bars={48} />
      </div>
    </Card>
  );
}

export function SpendSkeleton() {
  const { t } = useTranslation("overview");
  return (
    <CardSkeleton
      title={t("spend.title")}
      rows={7}
      rowClassName="h-[29px]"
      row={(place) => (
        <>
          <Skeleton className="h-3.5 w-28 shrink-0" />
          <span className="flex-1">
            <Skeleton className="h-3.5" style={{ width: `${78 * 0.79 ** place}%` }} />
          </span>
          <Skeleton className="h-3.5 w-12" />
        </>
      )}
    />
  );
}

export function HealthSkeleton() {
  const { t } = useTranslation("overview");
  return (
    <CardSkeleton
      title={t("health.title")}
      rows={7}
      rowClassName="h-[40px]"
      row={() => (
        <>
          <Skeleton className="size-5 shrink-0" />
          <Skeleton className="h-3.5 w-24 shrink-0 max-lg:flex-1" />
          <Skeleton className="h-4 flex-1 max-lg:hidden" />
          <Skeleton className="h-3.5 w-14 max-lg:hidden" />
          <Skeleton className="h-3.5 w-20" />
        </>
      )}
    />
  );
}

export function ErrorsSkeleton() {
  const { t } = useTranslation("overview");
  return (
    <CardSkeleton
      title={t("errors.title")}
      rows={6}
      rowClassName="h-[47px]"
      row={() => (
        <>
          <Skeleton className="h-5 w-9 shrink-0" />
          <span className="flex-1 space-y-2">
            <Skeleton className="h-3 w-40 max-w-full" />
            <Skeleton className="h-2.5 w-24" />
          </span>
          <Skeleton className="h-3.5 w-10" />
        </>
      )}
    />
  );
}
