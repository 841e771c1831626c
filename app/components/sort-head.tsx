import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { nextSort, type Sort } from "~/components/sort";
import { TableHead } from "~/components/ui/table";
import { cn } from "~/lib/class-names";

interface SortHeadProps {
  column: string;
  /** What the rows are ordered by now, also where the address says nothing. */
  active: Sort<string> | null;
  /** Figures stand at the right. */
  numeric?: boolean;
  /** At the first press, as figures do. */
  highestFirst?: boolean;
  /** Of the address, where a page has two tables. */
  parameter?: string;
  title?: string | undefined;
  className?: string;
  children: ReactNode;
}

/** The head of a column whose press orders the rows by it: a link, so that it also works without scripts. */
export function SortHead({
  column,
  active,
  numeric = false,
  highestFirst = numeric,
  parameter = "sort",
  title,
  className,
  children,
}: SortHeadProps) {
  const [parameters] = useSearchParams();
  const next = new URLSearchParams(parameters);
  next.delete("page");
  next.set(parameter, nextSort(column, highestFirst, active));
  const direction = active?.column !== column ? undefined : active.descending ? "descending" : "ascending";
  const Arrow = direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <TableHead aria-sort={direction} title={title} className={cn(numeric && "text-right", className)}>
      <Link
        to={`?${next}`}
        replace
        preventScrollReset
        className={cn("inline-flex items-center gap-1 hover:text-foreground", direction && "text-foreground")}
      >
        {children}
        {direction ? <Arrow className="size-3" aria-hidden /> : null}
      </Link>
    </TableHead>
  );
}
