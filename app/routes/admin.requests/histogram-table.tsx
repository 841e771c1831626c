import { useTranslation } from "react-i18next";
import { ChartTable } from "~/components/chart/chart-table";
import type { LogBucket } from "~/db/log/log-types";
import { formatInteger } from "~/lib/format";

interface HistogramTableProps {
  buckets: LogBucket[];
  /** When a bucket began. */
  time: (at: number) => string;
  isCounted: (bucket: LogBucket) => boolean;
}

/** The bars as figures, newest first. */
export function HistogramTable({ buckets, time, isCounted }: HistogramTableProps) {
  const { t } = useTranslation("requests");
  return (
    <ChartTable
      className="-mx-4 max-h-[200px] border-t-0"
      heads={[
        t("column.time"),
        t("facetValue.tried.first"),
        t("facetValue.tried.failover"),
        t("facetValue.tried.failed"),
      ]}
      rows={buckets.toReversed().map((bucket) => ({
        key: bucket.start,
        name: time(bucket.start),
        cells: [bucket.firstTry, bucket.afterFailover, bucket.failed].map((count) =>
          isCounted(bucket) ? formatInteger(count) : "–",
        ),
      }))}
    />
  );
}
