import { Check } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "~/lib/class-names";

interface CheckboxProps extends Omit<ComponentProps<"input">, "type" | "onChange"> {
  onCheckedChange?: (checked: boolean) => void;
}

/** The browser's own checkbox in our looks: it belongs to its form also before hydration. */
export function Checkbox({ className, onCheckedChange, ...props }: CheckboxProps) {
  return (
    <span data-slot="checkbox" className={cn("relative inline-flex size-4 shrink-0", className)}>
      <input
        type="checkbox"
        onChange={(event) => onCheckedChange?.(event.target.checked)}
        className="peer size-4 appearance-none rounded-[4px] border border-input bg-card checked:border-primary checked:bg-primary disabled:opacity-50 aria-invalid:border-bad"
        {...props}
      />
      <Check
        className="pointer-events-none absolute inset-0.5 hidden size-3 text-primary-foreground peer-checked:block"
        strokeWidth={3}
        aria-hidden
      />
    </span>
  );
}
