import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import {
  BarChart,
  Bar as BarSeries,
  CartesianGrid,
  type MouseHandlerDataParam,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { ChartSegment, type SegmentShape } from "~/components/chart/chart-segment";
import { axisTicks } from "~/components/chart/chart-ticks";
import { ChartTooltip } from "~/components/chart/chart-tooltip";
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

/** Stacked bars of the chosen metric; dragging across some zooms in on them. */
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
  const [, setParameters] = useSearchParams();
  const [drag, setDrag] = useState<{ anchor: number; end: number } | null>(null);
  const first = drag && Math.min(drag.anchor, drag.end);
  const last = drag && Math.max(drag.anchor, drag.end);
  const placeOf = ({ activeTooltipIndex }: MouseHandlerDataParam): number | null => {
    const place = Number(activeTooltipIndex ?? Number.NaN);
    return Number.isInteger(place) && place < bars.length ? place : null;
  };
  const zoom = () => {
    const from = bars[first ?? -1]?.start;
    const to = bars[last ?? -1]?.start;
    setDrag(null);
    if (from === undefined || to === undefined || from === to) return;
    setParameters(
      (previous) => {
        const next = new URLSearchParams(previous);
        next.delete("range");
        next.set("from", new Date(from).toISOString());
        next.set("to", new Date(to + barMs).toISOString());
        return next;
      },
      { preventScrollReset: true },
    );
  };
  const label = (start: number) => formatChartTime(start, starts.length * barMs, now, i18n.language, timeZone);
  return (
    <ResponsiveContainer>
      <BarChart
        data={bars}
        margin={{ top: 8, right: 10, bottom: 0, left: 0 }}
        barCategoryGap={bars.length > 40 ? "12%" : "18%"}
        accessibilityLayer={false}
        style={{ userSelect: "none" }}
        onMouseDown={(state) => {
          const place = placeOf(state);
          if (place !== null) setDrag({ anchor: place, end: place });
        }}
        onMouseMove={(state) => {
          const place = placeOf(state);
          if (drag && place !== null && place !== drag.end) setDrag({ ...drag, end: place });
        }}
        onMouseUp={zoom}
        onMouseLeave={() => setDrag(null)}
      >
        <CartesianGrid vertical={false} stroke="var(--grid)" />
        {first !== null && last !== null && first !== last ? (
          <ReferenceArea x1={bars[first]?.start} x2={bars[last]?.start} fill="var(--brand-soft)" fillOpacity={1} />
        ) : null}
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
