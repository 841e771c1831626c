import { Card } from "~/components/ui/card";
import { Skeleton } from "~/components/ui/skeleton";
import { ColumnHeads } from "./priority-tier";

/** Two tiers of rows that are on their way. */
export function ProvidersSkeleton() {
  return (
    <>
      <ColumnHeads />
      {[3, 4].map((rows) => (
        <div key={rows} aria-hidden className="relative animate-late pb-5 lg:pl-11">
          <Skeleton className="absolute left-0 top-1 size-[27px] rounded-full max-lg:hidden" />
          <div className="flex h-9 items-center">
            <Skeleton className="h-3 w-48" />
          </div>
          <Card className="overflow-hidden">
            {Array.from({ length: rows }, (_, row) => (
              <div key={row} className="flex h-[54px] items-center gap-4 border-b px-4 last:border-0">
                <Skeleton className="size-[30px]" />
                <Skeleton className="h-3 w-40" />
                <Skeleton className="h-3 flex-1" />
                <Skeleton className="h-3 w-24 max-lg:hidden" />
                <Skeleton className="h-4 w-8 rounded-full" />
              </div>
            ))}
          </Card>
        </div>
      ))}
    </>
  );
}
