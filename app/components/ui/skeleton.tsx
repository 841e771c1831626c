import type { ComponentProps } from "react";
import { cn } from "~/lib/class-names";

export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="skeleton"
      aria-hidden
      className={cn("animate-pulse rounded bg-muted motion-reduce:animate-none dark:bg-border", className)}
      {...props}
    />
  );
}
