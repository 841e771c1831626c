import type { ComponentProps } from "react";
import { cn } from "~/lib/class-names";

/**
 * Where there is room for all of it the page scrolls it, and its head stays below the top bar; on narrower windows it scrolls
 * sideways inside its card. The page never does.
 */
export function Table({ className, ...props }: ComponentProps<"table">) {
  return (
    <div className="scroll-thin relative w-full max-2xl:overflow-x-auto">
      <table data-slot="table" className={cn("w-full border-collapse text-sm", className)} {...props} />
    </div>
  );
}

export function TableHeader({ className, ...props }: ComponentProps<"thead">) {
  return (
    <thead
      className={cn(
        "top-(--bar) z-10 bg-card 2xl:sticky max-2xl:[&>tr:last-child]:border-b 2xl:[&>tr:last-child]:border-b-0 2xl:[&_th]:shadow-[inset_0_-1px_0_var(--border)] [&>tr]:bg-muted/50",
        className,
      )}
      {...props}
    />
  );
}

export function TableBody(props: ComponentProps<"tbody">) {
  return <tbody {...props} />;
}

export function TableHead({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn(
        "h-8 whitespace-nowrap px-3 pointer-coarse:h-11 text-left text-xs font-medium text-muted-foreground first:pl-4 last:pr-4",
        className,
      )}
      {...props}
    />
  );
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr className={cn("border-b transition-colors last:border-0 hover:bg-accent/60", className)} {...props} />;
}

export function TableCell({ className, ...props }: ComponentProps<"td">) {
  return (
    <td
      data-slot="table-cell"
      className={cn(
        "h-[calc(var(--row,2.5rem)-var(--compact,0px))] whitespace-nowrap px-3 pointer-coarse:h-11 first:pl-4 last:pr-4",
        className,
      )}
      {...props}
    />
  );
}
