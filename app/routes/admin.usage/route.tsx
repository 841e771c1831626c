import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { CardProblem } from "~/components/card-problem";
import { CardSkeleton } from "~/components/card-skeleton";
import { ChartSkeleton } from "~/components/chart/chart-skeleton";
import { useLate } from "~/components/late";
import { Page } from "~/components/page";
import { RangePicker } from "~/components/range/range-picker";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Skeleton } from "~/components/ui/skeleton";
import { platformContext } from "~/context";
import { readPreferences } from "~/lib/preferences";
import { soon } from "~/routes/soon.server";
import { exceptForSort } from "../revalidation";
import type { Route } from "./+types/route";
import { CompareSelect } from "./compare-select";
import { readMetric, readSplit } from "./metrics";
import { readMonth } from "./month.server";
import { MonthCard } from "./month-card";
import { UsageCard } from "./usage-card";
import { readUsage } from "./usage-data.server";
import { defaultRange, mostUsageDays, usageRanges } from "./usage-period";
import { UsageTable } from "./usage-table";

export async function loader({ request, url, context }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  const timeZone = readPreferences(request.headers.get("cookie")).timeZone ?? "UTC";
  const now = Date.now();
  const [usage, month] = await Promise.all([
    soon(
      readUsage(platform, {
        parameters: url.searchParams,
        metric: readMetric(url.searchParams),
        split: readSplit(url.searchParams),
        timeZone,
      }),
    ),
    soon(readMonth(platform, now, timeZone)),
  ]);
  return { usage: usage.late, month: month.late, now };
}

export const shouldRevalidate = exceptForSort;

export default function Usage({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("usage");
  const [parameters] = useSearchParams();
  const usage = useLate(loaderData.usage);
  const month = useLate(loaderData.month);
  const file = `/admin/usage/export?${parameters}`;
  const picker = <RangePicker ranges={usageRanges} fallback={defaultRange} mostDays={mostUsageDays} />;
  const data = usage.value;
  return (
    <Page
      title={t("title")}
      actions={
        <>
          {picker}
          <CompareSelect />
          <Button variant="outline" asChild>
            <a href={file} download>
              <Download />
              {t("export")}
            </a>
          </Button>
        </>
      }
      mobileActions={
        <>
          {picker}
          <Button variant="outline" size="icon" asChild>
            <a href={file} download aria-label={t("export")}>
              <Download />
            </a>
          </Button>
        </>
      }
      busy={usage.pending && data !== null}
    >
      <div className="space-y-4">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-[minmax(0,1fr)_340px]">
          {usage.failed ? <FailedCard /> : data ? <UsageCard data={data} /> : <UsageSkeleton />}
          {month.failed ? (
            <FailedCard />
          ) : month.value ? (
            <MonthCard month={month.value} now={loaderData.now} data={data} />
          ) : (
            <CardSkeleton title={t("month.loading")} rows={8} />
          )}
        </div>
        {data && data.groups.length > 0 ? <UsageTable data={data} /> : null}
      </div>
    </Page>
  );
}

function FailedCard() {
  return (
    <Card className="flex">
      <CardProblem />
    </Card>
  );
}

function UsageSkeleton() {
  return (
    <Card>
      <div aria-hidden className="flex animate-late gap-8 px-4 py-4">
        {[0, 1, 2, 3].map((tab) => (
          <Skeleton key={tab} className="h-10 w-24" />
        ))}
      </div>
      <div className="h-[304px] px-2 pt-11">
        <ChartSkeleton />
      </div>
    </Card>
  );
}
