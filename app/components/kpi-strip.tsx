import type { ReactNode } from "react";
import { Link } from "react-router";
import { Sparkline } from "~/components/chart/sparkline";
import { cn } from "~/lib/class-names";

export interface Kpi {
  id: string;
  label: ReactNode;
  value: ReactNode;
  /** A quieter second value, such as p95 beside p50. */
  second?: ReactNode;
  delta?: ReactNode;
  fact: ReactNode;
  series?: (number | null)[];
  previous?: (number | null)[];
  /** In the place of its shape. */
  shape?: ReactNode;
  /** Outside its limit. */
  warn?: boolean;
  /** The view with the rows behind the figure. */
  to?: string;
}

/** Figures as one card with 1 px dividers: value, change, one fact, shape. */
export function KpiStrip({ items, className }: { items: Kpi[]; className?: string }) {
  return (
    <dl
      className={cn(
        "grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-border shadow-card md:grid-cols-3 xl:grid-cols-6",
        className,
      )}
    >
      {items.map((item) => (
        <div
          key={item.id}
          className="relative min-w-0 bg-card px-3 py-3 focus-within:z-10 lg:px-4 [&:has(a:hover)]:bg-accent/40"
        >
          <dt className="truncate text-xs text-muted-foreground">
            {item.to ? (
              <Link to={item.to} className="after:absolute after:inset-0">
                {item.label}
              </Link>
            ) : (
              item.label
            )}
          </dt>
          <dd className="tnum mt-1 flex min-w-0 items-baseline gap-1.5">
            <span className="whitespace-nowrap text-lg font-semibold tracking-[-0.02em] lg:text-xl">{item.value}</span>
            {/* Right to left: where there is no room for both, the second value goes, not the change. */}
            <span className="flex h-5 min-w-0 flex-1 flex-row-reverse flex-wrap items-baseline gap-x-1.5 overflow-hidden">
              <span className="leading-5">{item.delta}</span>
              {item.second ? (
                <span className="mr-auto whitespace-nowrap text-sm leading-5 text-muted-foreground">{item.second}</span>
              ) : null}
            </span>
          </dd>
          <dd className="tnum truncate text-2xs text-muted-foreground">{item.fact}</dd>
          {item.shape ? <dd className="mt-2 flex h-[30px] items-end">{item.shape}</dd> : null}
          {item.series ? (
            <dd className="mt-2" aria-hidden="true">
              <Sparkline values={item.series} previous={item.previous} tone={item.warn ? "warn" : "normal"} />
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
