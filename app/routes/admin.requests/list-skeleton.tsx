import { Skeleton } from "~/components/ui/skeleton";

const rows = Array.from({ length: 20 }, (_, place) => place);

/** The rows to come, at their height. */
export function ListSkeleton() {
  return (
    <div aria-hidden className="animate-late">
      <div className="h-8 border-b bg-muted/50 max-lg:hidden" />
      {rows.map((row) => (
        <div key={row} className="flex h-[59px] items-center gap-4 border-b px-4 lg:h-8">
          <Skeleton className="h-3 w-20" />
          <Skeleton className="h-4 w-9" />
          <Skeleton className="h-3 flex-1" />
          <Skeleton className="h-3 w-24 max-lg:hidden" />
          <Skeleton className="h-3 w-20 max-lg:hidden" />
          <Skeleton className="h-3 w-40 max-lg:hidden" />
        </div>
      ))}
    </div>
  );
}

export function FacetsSkeleton() {
  return (
    <div aria-hidden className="animate-late space-y-3 p-4">
      {rows.slice(0, 14).map((row) => (
        <Skeleton key={row} className={row % 5 === 0 ? "h-4 w-20" : "h-3"} />
      ))}
    </div>
  );
}

/** Bars and the line below them. */
export function HistogramSkeleton() {
  return (
    <div aria-hidden className="animate-late border-b px-4 pb-2 pt-3">
      <div className="flex h-10 items-end gap-px">
        {Array.from({ length: 60 }, (_, place) => (
          <Skeleton key={place} className="flex-1" style={{ height: `${35 + 25 * Math.abs(Math.sin(place / 9))}%` }} />
        ))}
      </div>
      <div className="mt-1 h-6" />
    </div>
  );
}
