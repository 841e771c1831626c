import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Page } from "~/components/page";
import { RangePicker } from "~/components/range-picker";
import { Button } from "~/components/ui/button";
import { platformContext } from "~/context";
import { readPreferences } from "~/lib/preferences";
import type { Route } from "./+types/route";
import { readMetric, readSplit } from "./metrics";
import { MonthCard } from "./month-card";
import { UsageCard } from "./usage-card";
import { readUsage } from "./usage-data.server";
import { defaultRange, readUsageRange, usageRanges } from "./usage-period";
import { UsageTable } from "./usage-table";

export const loader = ({ request, url, context }: Route.LoaderArgs) =>
  readUsage(context.get(platformContext), {
    range: readUsageRange(url.searchParams),
    metric: readMetric(url.searchParams),
    split: readSplit(url.searchParams),
    timeZone: readPreferences(request.headers.get("cookie")).timeZone ?? "UTC",
  });

export default function Usage({ loaderData: data }: Route.ComponentProps) {
  const { t } = useTranslation("usage");
  const file = `/admin/usage/export?${new URLSearchParams({ range: data.range, split: data.split })}`;
  const picker = <RangePicker ranges={usageRanges} fallback={defaultRange} />;
  return (
    <Page
      title={t("title")}
      actions={
        <>
          {picker}
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
          <Button variant="outline" size="icon" className="pointer-coarse:size-11" asChild>
            <a href={file} download aria-label={t("export")}>
              <Download />
            </a>
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-[minmax(0,1fr)_340px]">
          <UsageCard data={data} />
          <MonthCard data={data} />
        </div>
        {data.groups.length > 0 ? <UsageTable data={data} /> : null}
      </div>
    </Page>
  );
}
