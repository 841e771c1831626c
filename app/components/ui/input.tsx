import type { ComponentProps } from "react";
import { cn } from "~/lib/class-names";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return (
    <input
      data-slot="input"
      className={cn(
        "h-8 w-full min-w-0 rounded-md border border-input bg-card px-2.5 text-sm shadow-card outline-none placeholder:text-muted-foreground focus-visible:border-ring focus-visible:ring-2 focus-visible:ring-ring/30 disabled:bg-muted disabled:text-muted-foreground aria-invalid:border-bad aria-invalid:ring-bad/20",
        className,
      )}
      {...props}
    />
  );
}
