import { useTranslation } from "react-i18next";
import { useFigures } from "~/components/figures";
import { formatTick, metricTicks } from "./metrics";
import type { Month } from "./month.server";

const [width, height] = [280, 120];

/** The month's spend as it grew, and the forecast with its band. The figures stand in text around it. */
export function MonthCurve({ month }: { month: Month }) {
  const { t } = useTranslation("usage");
  const figures = useFigures();
  const { course, days, forecast } = month;
  const high = forecast ? forecast.costMicroUsd + forecast.bandMicroUsd : month.spentMicroUsd;
  // A budget that is far off would flatten the line.
  const budget = month.budgetMicroUsd !== null && month.budgetMicroUsd <= high * 3 ? month.budgetMicroUsd : null;
  const ticks = metricTicks(Math.max(high, month.spentMicroUsd, budget ?? 0), "spend", figures);
  const top = ticks.at(-1) ?? 1;
  const x = (day: number) => (day / days) * width;
  const y = (cost: number) => height - (cost / top) * height;
  const point = (day: number, cost: number) => `${x(day).toFixed(1)} ${y(cost).toFixed(1)}`;
  const line = [`0 ${height}`, ...course.map((cost, index) => point(index + 1, cost))].join("L");
  const today = point(course.length, month.spentMicroUsd);
  return (
    <div className="flex gap-2 px-4 pb-3 text-2xs text-muted-foreground" aria-hidden="true">
      <div className="relative min-w-0 flex-1 pl-10">
        {ticks.map((tick) => (
          <span
            key={tick}
            className="tnum absolute left-0 w-8 -translate-y-1/2 text-right"
            style={{ top: (y(tick) / height) * 120 }}
          >
            {formatTick(tick, "spend", figures)}
          </span>
        ))}
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="h-[120px] w-full overflow-visible"
          aria-hidden="true"
        >
          {ticks.map((tick) => (
            <line
              key={tick}
              x1="0"
              x2={width}
              y1={y(tick)}
              y2={y(tick)}
              stroke="var(--grid)"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {budget === null ? null : (
            <line
              x1="0"
              x2={width}
              y1={y(budget)}
              y2={y(budget)}
              stroke="var(--warn)"
              strokeDasharray="4 3"
              vectorEffect="non-scaling-stroke"
            />
          )}
          {forecast && course.length < days ? (
            <>
              <path
                d={`M${today}L${point(days, forecast.costMicroUsd + forecast.bandMicroUsd)}L${point(days, Math.max(0, forecast.costMicroUsd - forecast.bandMicroUsd))}Z`}
                fill="var(--chart-1)"
                fillOpacity="0.15"
              />
              <path
                d={`M${today}L${point(days, forecast.costMicroUsd)}`}
                fill="none"
                stroke="var(--chart-1)"
                strokeWidth="1.5"
                strokeDasharray="3 3"
                vectorEffect="non-scaling-stroke"
              />
            </>
          ) : null}
          <path
            d={`M${line}`}
            fill="none"
            stroke="var(--chart-1)"
            strokeWidth="1.5"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        {budget === null ? null : (
          <span className="tnum absolute left-10 text-warn-text" style={{ top: y(budget) + 2 }}>
            {t("month.budgetLine", { amount: formatTick(budget, "spend", figures) })}
          </span>
        )}
        <div className="tnum relative mt-1 h-4">
          {[1, course.length, days].map((day, index) =>
            index === 1 && (day < days * 0.12 || day > days * 0.88) ? null : (
              <span
                key={index}
                className={index === 2 ? "absolute right-0" : "absolute -translate-x-1/2"}
                style={index === 2 ? undefined : { left: index === 0 ? 3 : `${(day / days) * 100}%` }}
              >
                {day}
              </span>
            ),
          )}
        </div>
      </div>
    </div>
  );
}
