import { type PointerEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { axisTicks, roundTicks } from "~/components/chart/chart-ticks";
import { ChartTooltip } from "~/components/chart/chart-tooltip";
import { useTimeZone } from "~/components/environment";
import { useFigures } from "~/components/figures";
import { cn } from "~/lib/class-names";
import { formatInteger } from "~/lib/format";
import { formatChartTime, formatDay } from "~/lib/format-time";
import { zoneOffsetMs } from "~/lib/time-zone";
import type { Bar } from "./chart-buckets";
import { TrafficBars } from "./traffic-bars";
import { type TrafficSeries, trafficColors, trafficSeries } from "./traffic-series";
import { type Drag, useChartKeys } from "./use-chart-keys";

interface TrafficChartProps {
  bars: Bar[];
  barMs: number;
  hidden: ReadonlySet<TrafficSeries>;
}

const dayMs = 86_400_000;

/**
 * Stacked bars; a press opens the requests of that bar, dragging across some zooms in on them. Boxes instead of the charts'
 * library: this is the first thing that people see, so the server draws it, and no script is waited for.
 */
export function TrafficChart({ bars, barMs, hidden }: TrafficChartProps) {
  const { t, i18n } = useTranslation("overview");
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const timeZone = useTimeZone();
  const { formatTick } = useFigures();
  const plot = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const shown = useMemo(() => trafficSeries.filter((key) => !hidden.has(key)), [hidden]);
  const sum = (bar: Bar) => shown.reduce((total, key) => total + bar[key], 0);
  const spanMs = bars.length * barMs;
  // The end of the chart and not the clock: the axis would be written anew every second.
  const now = (bars.at(-1)?.start ?? 0) + barMs;
  const label = (start: number) => formatChartTime(start, spanMs, now, i18n.language, timeZone);
  const title = (start: number) =>
    spanMs > 3 * dayMs && barMs < dayMs
      ? `${formatDay(start, now, i18n.language, timeZone)} ${formatChartTime(start, barMs, now, i18n.language, timeZone)}`
      : label(start);
  const ticks = roundTicks(Math.max(...bars.map(sum)));
  const top = ticks.at(-1) || 1;
  const percent = (place: number) => `${(place / bars.length) * 100}%`;

  const placeOf = (event: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect();
    if (!box) return 0;
    const place = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    return Math.min(bars.length - 1, Math.max(0, place));
  };
  const open = ({ anchor, end }: Drag) => {
    const first = bars[Math.min(anchor, end)];
    const last = bars[Math.max(anchor, end)];
    if (!first || !last) return;
    const from = new Date(first.start).toISOString();
    const to = new Date(last.start + barMs).toISOString();
    if (first === last) {
      void navigate(`/admin/requests?${new URLSearchParams({ from, to })}`);
      return;
    }
    const next = new URLSearchParams(parameters);
    next.set("from", from);
    next.set("to", to);
    setParameters(next, { preventScrollReset: true });
  };
  const onKeyDown = useChartKeys({
    count: bars.length,
    pointed,
    onPoint: setPointed,
    drag,
    onDrag: setDrag,
    onOpen: open,
  });
  const bar = pointed === null ? undefined : bars[pointed];
  const rows = (of: Bar) =>
    [...shown].reverse().map((key) => ({
      key,
      label: t(`traffic.${key}`),
      color: trafficColors[key],
      value: formatInteger(of[key]),
    }));
  const spoken = bar ?? bars.at(-1);

  return (
    <div data-slot="chart" className="relative h-full text-[11px] leading-none text-muted-foreground">
      <div
        ref={plot}
        className="absolute bottom-[30px] left-[38px] right-2.5 top-2 touch-pan-y select-none rounded-sm"
        role="slider"
        tabIndex={0}
        aria-label={t("traffic.bars")}
        aria-valuemin={1}
        aria-valuemax={bars.length}
        aria-valuenow={(pointed ?? bars.length - 1) + 1}
        aria-valuetext={
          spoken &&
          [
            title(spoken.start),
            formatInteger(sum(spoken)),
            ...rows(spoken).map(({ label, value }) => `${label} ${value}`),
          ].join(", ")
        }
        onKeyDown={onKeyDown}
        onBlur={() => {
          setPointed(null);
          setDrag(null);
        }}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ anchor: placeOf(event), end: placeOf(event) });
        }}
        onPointerMove={(event) => {
          const place = placeOf(event);
          setPointed(place);
          if (drag && drag.end !== place) setDrag({ ...drag, end: place });
        }}
        onPointerUp={() => {
          setDrag(null);
          if (drag) open(drag);
        }}
        onPointerLeave={() => setPointed(null)}
        onPointerCancel={() => setDrag(null)}
      >
        {drag && drag.anchor !== drag.end ? (
          <div
            className="absolute inset-y-0 bg-brand-soft"
            style={{
              left: percent(Math.min(drag.anchor, drag.end)),
              width: percent(Math.abs(drag.end - drag.anchor) + 1),
            }}
          />
        ) : null}
        {ticks.map((tick) => (
          <div
            key={tick}
            className="absolute inset-x-0 border-t border-grid"
            style={{ top: `${(1 - tick / top) * 100}%` }}
          >
            <span className="absolute right-full -translate-y-1/2 pr-2">{formatTick(tick, false)}</span>
          </div>
        ))}
        {pointed !== null && !drag ? (
          <div className="absolute inset-y-0 bg-accent" style={{ left: percent(pointed), width: percent(1) }} />
        ) : null}
        <TrafficBars bars={bars} shown={shown} top={top} />
        {axisTicks(bars, barMs, zoneOffsetMs(timeZone, now)).map((start, index) => (
          <span
            key={start}
            className={cn(
              "absolute top-full -translate-x-1/2 whitespace-nowrap pt-[11px]",
              index % 2 === 1 && "max-sm:hidden",
            )}
            style={{ left: percent(bars.findIndex((each) => each.start === start) + 0.5) }}
          >
            {label(start)}
          </span>
        ))}
        {bar && pointed !== null ? (
          <div
            className={cn(
              "pointer-events-none absolute top-2 z-10",
              pointed < bars.length / 2 ? "translate-x-2.5" : "-translate-x-[calc(100%+10px)]",
            )}
            style={{ left: percent(pointed + 0.5) }}
          >
            <ChartTooltip title={title(bar.start)} total={formatInteger(sum(bar))} rows={rows(bar)} />
          </div>
        ) : null}
      </div>
    </div>
  );
}
