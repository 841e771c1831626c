import { useTranslation } from "react-i18next";
import { ChartTable } from "~/components/chart/chart-table";
import { useTimeZone } from "~/components/environment";
import { useFigures } from "~/components/figures";
import { formatChartTime } from "~/lib/format-time";
import { groupLabel } from "./group-label";
import { formatMetric } from "./metrics";
import type { UsageData } from "./usage-data.server";

/** The bars of the chart as figures, newest first. */
export function UsageBarsTable({ data }: { data: UsageData }) {
  const { t, i18n } = useTranslation("usage");
  const timeZone = useTimeZone();
  const figures = useFigures();
  const { groups, starts, metric, barMs, now } = data;
  const whole = starts.length * barMs;
  return (
    <ChartTable
      className="h-[216px] lg:h-[236px]"
      heads={[t("from"), ...groups.map((group) => groupLabel(group, data, t))]}
      rows={starts
        .map((start, place) => ({
          key: start,
          name: formatChartTime(start, whole, now, i18n.language, timeZone),
          cells: groups.map((group) => formatMetric(group.values[place] ?? 0, metric, figures)),
        }))
        .reverse()}
    />
  );
}
