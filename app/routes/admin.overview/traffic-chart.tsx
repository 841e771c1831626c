import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import {
  BarChart,
  Bar as BarSeries,
  CartesianGrid,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { ChartSegment, type SegmentShape } from "~/components/chart-segment";
import { ChartTooltip } from "~/components/chart-tooltip";
import { useNow, useTimeZone } from "~/components/environment";
import { formatInteger } from "~/lib/format";
import { formatChartTime, formatDay } from "~/lib/format-time";
import { zoneOffsetMs } from "~/lib/time-zone";
import { axisTicks, type Bar, roundTicks } from "./chart-buckets";
import { type TrafficSeries, trafficColors, trafficSeries } from "./traffic-card";

export interface TrafficChartProps {
  bars: Bar[];
  barMs: number;
  hidden: ReadonlySet<TrafficSeries>;
}

const tick = { fontSize: 11, fill: "var(--muted-foreground)" };
const dayMs = 86_400_000;

/** Stacked bars; a press opens the requests of that bar, dragging across some zooms in on them. */
export function TrafficChart({ bars, barMs, hidden }: TrafficChartProps) {
  const { t, i18n } = useTranslation("overview");
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  // Starts of the bars between which the pointer is dragged.
  const [dragged, setDragged] = useState<[number, number] | null>(null);
  const now = useNow();
  const timeZone = useTimeZone();
  const shown = trafficSeries.filter((key) => !hidden.has(key));
  const spanMs = bars.length * barMs;
  const label = (start: number) => formatChartTime(start, spanMs, now, i18n.language, timeZone);
  const title = (start: number) =>
    spanMs > 3 * dayMs && barMs < dayMs
      ? `${formatDay(start, now, i18n.language, timeZone)} ${formatChartTime(start, barMs, now, i18n.language, timeZone)}`
      : label(start);
  const ticks = roundTicks(Math.max(...bars.map((bar) => shown.reduce((sum, key) => sum + bar[key], 0))));
  return (
    <ResponsiveContainer>
      <BarChart
        data={bars}
        margin={{ top: 8, right: 10, bottom: 0, left: 0 }}
        barCategoryGap={bars.length > 30 ? "12%" : "18%"}
        accessibilityLayer={false}
        onMouseDown={({ activeLabel }) => {
          const start = Number(activeLabel ?? Number.NaN);
          if (Number.isFinite(start)) setDragged([start, start]);
        }}
        onMouseMove={({ activeLabel }) => {
          const end = Number(activeLabel ?? Number.NaN);
          if (dragged && Number.isFinite(end)) setDragged([dragged[0], end]);
        }}
        onMouseLeave={() => setDragged(null)}
        onMouseUp={() => {
          if (!dragged) return;
          setDragged(null);
          const from = new Date(Math.min(...dragged)).toISOString();
          const to = new Date(Math.max(...dragged) + barMs).toISOString();
          if (dragged[0] === dragged[1]) {
            void navigate(`/admin/requests?${new URLSearchParams({ from, to })}`);
            return;
          }
          const next = new URLSearchParams(parameters);
          next.set("from", from);
          next.set("to", to);
          setParameters(next, { preventScrollReset: true });
        }}
      >
        {dragged && dragged[0] !== dragged[1] ? (
          <ReferenceArea x1={Math.min(...dragged)} x2={Math.max(...dragged)} fill="var(--brand-soft)" fillOpacity={1} />
        ) : null}
        <CartesianGrid vertical={false} stroke="var(--grid)" />
        <XAxis
          dataKey="start"
          tickFormatter={label}
          tickLine={false}
          axisLine={false}
          ticks={axisTicks(bars, barMs, zoneOffsetMs(timeZone, now))}
          interval={0}
          tick={tick}
          dy={4}
        />
        <YAxis
          width={38}
          ticks={ticks}
          domain={[0, ticks.at(-1) ?? 1]}
          tickFormatter={formatAxis}
          tickLine={false}
          axisLine={false}
          tick={tick}
        />
        <Tooltip
          cursor={{ fill: "var(--accent)" }}
          isAnimationActive={false}
          content={({ active, payload }) => {
            const bar: Bar | undefined = payload?.[0]?.payload;
            if (!active || !bar) return null;
            return (
              <ChartTooltip
                title={title(bar.start)}
                total={formatInteger(shown.reduce((sum, key) => sum + bar[key], 0))}
                rows={[...shown].reverse().map((key) => ({
                  key,
                  label: t(`traffic.${key}`),
                  color: trafficColors[key],
                  value: formatInteger(bar[key]),
                }))}
              />
            );
          }}
        />
        {shown.map((key, index) => (
          <BarSeries
            key={key}
            dataKey={key}
            stackId="requests"
            fill={trafficColors[key]}
            isAnimationActive={false}
            shape={({ payload, ...shape }: SegmentShape & { payload?: Bar }) =>
              payload ? (
                <ChartSegment
                  {...shape}
                  values={shown.map((each) => payload[each])}
                  index={index}
                  partial={payload.partial}
                />
              ) : null
            }
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

/** `6k`, `4.5k`: round ticks need no trailing zeros. */
function formatAxis(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toFixed(2))}M`;
  return value >= 1e3 ? `${Number((value / 1e3).toFixed(2))}k` : String(value);
}
