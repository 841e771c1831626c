import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "~/lib/class-names";

/** A select of the browser's own: works before hydration, and best on a phone. */
export function NativeSelect({ className, children, ...props }: ComponentProps<"select">) {
  return (
    <span className={cn("relative inline-block", className)}>
      <select
        data-slot="native-select"
        className="h-8 w-full appearance-none rounded-md border border-input bg-card pl-2.5 pr-8 text-sm shadow-card outline-none hover:bg-accent focus-visible:border-ring focus-visible:ring-2 focus-visible:ring-ring/30 disabled:bg-muted disabled:text-muted-foreground aria-invalid:border-bad pointer-coarse:h-11"
        {...props}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute inset-y-0 right-2.5 my-auto size-3.5 text-muted-foreground"
      />
    </span>
  );
}
