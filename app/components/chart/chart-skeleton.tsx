import { Skeleton } from "~/components/ui/skeleton";

/** The bars of a chart that is on its way. */
export function ChartSkeleton({ bars = 30 }: { bars?: number }) {
  return (
    <div aria-hidden className="flex h-full animate-late items-end gap-[5px] px-2 pb-6">
      {Array.from({ length: bars }, (_, index) => (
        <Skeleton
          key={index}
          className="flex-1"
          style={{ height: `${30 + 45 * Math.abs(Math.sin((index / bars) * 5 + 1))}%` }}
        />
      ))}
    </div>
  );
}
