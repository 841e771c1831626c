import type { ComponentProps } from "react";
import { cn } from "~/lib/class-names";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      data-slot="textarea"
      className={cn(
        "w-full resize-none rounded-md border border-input bg-card px-2.5 py-2 text-sm shadow-card outline-none placeholder:text-muted-foreground focus-visible:border-ring focus-visible:ring-2 focus-visible:ring-ring/30 disabled:bg-muted aria-invalid:border-bad aria-invalid:ring-bad/20",
        className,
      )}
      {...props}
    />
  );
}
