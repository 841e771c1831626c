import { useTranslation } from "react-i18next";
import { ChartTable } from "~/components/chart/chart-table";
import { useTimeZone } from "~/components/environment";
import { formatInteger } from "~/lib/format";
import { formatAbsolute } from "~/lib/format-time";
import type { Bar } from "./chart-buckets";
import { trafficSeries } from "./traffic-series";

/** The chart as figures, newest first. */
export function TrafficTable({ bars, barMs }: { bars: Bar[]; barMs: number }) {
  const { t, i18n } = useTranslation("overview");
  const timeZone = useTimeZone();
  const time = (start: number) => {
    const text = formatAbsolute(start, i18n.language, timeZone);
    return barMs >= 86_400_000 ? text.replace(/,? \d\d:.*$/, "") : text.replace(/:\d\d [^ ]+$/, "");
  };
  return (
    <ChartTable
      className="max-h-[192px] lg:max-h-[244px]"
      heads={[t("traffic.from"), ...trafficSeries.map((key) => t(`traffic.${key}`))]}
      rows={[...bars].reverse().map((bar) => ({
        key: bar.start,
        name: time(bar.start),
        cells: trafficSeries.map((key) => formatInteger(bar[key])),
      }))}
    />
  );
}
