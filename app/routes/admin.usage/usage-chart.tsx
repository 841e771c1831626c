import { useTranslation } from "react-i18next";
import { BarChart, Bar as BarSeries, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartSegment, type SegmentShape } from "~/components/chart-segment";
import { axisTicks } from "~/components/chart-ticks";
import { ChartTooltip } from "~/components/chart-tooltip";
import { useTimeZone } from "~/components/environment";
import { useFigures } from "~/components/figures";
import { formatChartTime } from "~/lib/format-time";
import { zoneOffsetMs } from "~/lib/time-zone";
import { groupLabel } from "./group-label";
import { axisWidth, formatMetric, formatTick, metricTicks } from "./metrics";
import type { UsageData } from "./usage-data.server";
import { groupColor } from "./usage-groups";

export interface UsageChartProps {
  data: UsageData;
  /** Groups that are not drawn, by their place. */
  hidden: ReadonlySet<string>;
}

const tick = { fontSize: 11, fill: "var(--muted-foreground)" };

interface Bar {
  start: number;
  values: number[];
}

/** Stacked bars of the chosen metric. */
export function UsageChart({ data, hidden }: UsageChartProps) {
  const { t, i18n } = useTranslation("usage");
  const timeZone = useTimeZone();
  const figures = useFigures();
  const { groups, starts, metric, barMs, now } = data;
  const series = groups
    .map((group, index) => ({ group, index, label: groupLabel(group, data, t), color: groupColor(index) }))
    .filter(({ index }) => !hidden.has(String(index)));
  const bars = starts.map(
    (start, place): Bar => ({ start, values: series.map(({ group }) => group.values[place] ?? 0) }),
  );
  const sum = (bar: Bar) => bar.values.reduce((total, value) => total + value, 0);
  const ticks = metricTicks(Math.max(...bars.map(sum)), metric, figures);
  const label = (start: number) => formatChartTime(start, starts.length * barMs, now, i18n.language, timeZone);
  return (
    <ResponsiveContainer>
      <BarChart
        data={bars}
        margin={{ top: 8, right: 10, bottom: 0, left: 0 }}
        barCategoryGap={bars.length > 40 ? "12%" : "18%"}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--grid)" />
        <XAxis
          dataKey="start"
          tickFormatter={label}
          tickLine={false}
          axisLine={false}
          ticks={axisTicks(bars, barMs, zoneOffsetMs(timeZone, now))}
          interval="equidistantPreserveStart"
          minTickGap={8}
          tick={tick}
          dy={4}
        />
        <YAxis
          width={axisWidth(ticks, metric, figures)}
          ticks={ticks}
          domain={[0, ticks.at(-1) || 1]}
          tickFormatter={(value: number) => formatTick(value, metric, figures)}
          tickLine={false}
          axisLine={false}
          tick={tick}
        />
        <Tooltip
          cursor={{ fill: "var(--accent)" }}
          isAnimationActive={false}
          wrapperStyle={{ zIndex: 10 }}
          content={({ active, payload }) => {
            const bar: Bar | undefined = payload?.[0]?.payload;
            if (!active || !bar) return null;
            const rows = series.map((each, place) => ({
              key: String(each.index),
              label: each.label,
              color: each.color,
              value: formatMetric(bar.values[place] ?? 0, metric, figures),
            }));
            return (
              <ChartTooltip
                title={label(bar.start)}
                total={formatMetric(sum(bar), metric, figures)}
                rows={rows.reverse()}
              />
            );
          }}
        />
        {series.map((each, place) => (
          <BarSeries
            key={each.index}
            dataKey={(bar: Bar) => bar.values[place] ?? 0}
            stackId="usage"
            fill={each.color}
            isAnimationActive={false}
            shape={({ payload, ...shape }: SegmentShape & { payload?: Bar }) =>
              payload ? (
                <ChartSegment {...shape} values={payload.values} index={place} partial={payload.start + barMs > now} />
              ) : null
            }
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
