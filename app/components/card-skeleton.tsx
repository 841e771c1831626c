import type { ReactNode } from "react";
import { Card, CardHeader } from "~/components/ui/card";
import { Skeleton } from "~/components/ui/skeleton";
import { cn } from "~/lib/class-names";

interface CardSkeletonProps {
  title: string;
  rows: number;
  /** Of one row, with its gap; as in the card to come. */
  rowClassName?: string;
  /** What one row is made of, from 0; without it three bars. */
  row?: (place: number) => ReactNode;
  className?: string;
}

const threeBars = () => (
  <>
    <Skeleton className="h-3 w-24" />
    <Skeleton className="h-3 flex-1" />
    <Skeleton className="h-3 w-14" />
  </>
);

/** A card whose rows are on their way: its title is there from the start. */
export function CardSkeleton({
  title,
  rows,
  rowClassName = "h-[37px]",
  row = threeBars,
  className,
}: CardSkeletonProps) {
  return (
    <Card className={cn("flex min-w-0 flex-col", className)}>
      <CardHeader title={title} />
      <div aria-hidden className="animate-late px-4 pb-3">
        {Array.from({ length: rows }, (_, place) => (
          <div key={place} className={cn("flex items-center gap-4", rowClassName)}>
            {row(place)}
          </div>
        ))}
      </div>
    </Card>
  );
}
