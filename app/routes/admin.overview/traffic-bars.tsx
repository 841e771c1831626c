import { memo } from "react";
import { cn } from "~/lib/class-names";
import type { Bar } from "./chart-buckets";
import { type TrafficSeries, trafficColors } from "./traffic-series";

interface TrafficBarsProps {
  bars: Bar[];
  shown: TrafficSeries[];
  /** What the height of the plot stands for. */
  top: number;
}

/**
 * A hair of space between segments, the top one rounded; nothing is a 1 px baseline; an unfinished bar is at half strength.
 * Drawn once per set of figures, not for every move of the pointer above it.
 */
export const TrafficBars = memo(({ bars, shown, top }: TrafficBarsProps) => (
  <div className="absolute inset-0 flex">
    {bars.map((bar) => {
      const drawn = shown.filter((key) => bar[key] > 0);
      return (
        <div key={bar.start} className="flex min-w-0 flex-1 justify-center">
          <div
            className={cn(
              "flex h-full flex-col-reverse",
              bars.length > 30 ? "w-[76%]" : "w-[64%]",
              bar.partial && "opacity-50",
            )}
          >
            {drawn.length === 0 ? <div className="h-px bg-border-strong" /> : null}
            {drawn.map((key, place) => (
              <div
                key={key}
                className={cn("min-h-px", place > 0 && "mb-[0.75px]", place === drawn.length - 1 && "rounded-t-[2px]")}
                style={{ height: `${(bar[key] / top) * 100}%`, background: trafficColors[key] }}
              />
            ))}
          </div>
        </div>
      );
    })}
  </div>
));
