import { ToggleGroup as ToggleGroupPrimitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "~/lib/class-names";

interface SegmentedProps<Value extends string> {
  value: Value;
  onValueChange: (value: Value) => void;
  items: { value: Value; label: ReactNode }[];
  /** What is chosen here, for screen readers. */
  label?: string;
  size?: "default" | "sm";
  className?: string;
  id?: string;
}

/** One of a few, always exactly one. */
export function Segmented<Value extends string>({
  value,
  onValueChange,
  items,
  label,
  size = "default",
  className,
  ...props
}: SegmentedProps<Value>) {
  return (
    <ToggleGroupPrimitive.Root
      data-slot="toggle-group"
      type="single"
      value={value}
      aria-label={label}
      onValueChange={(next) => {
        const item = items.find((candidate) => candidate.value === next);
        if (item) onValueChange(item.value);
      }}
      className={cn("inline-flex items-center rounded-md bg-muted p-0.5", className)}
      {...props}
    >
      {items.map((item) => (
        <ToggleGroupPrimitive.Item
          key={item.value}
          value={item.value}
          className={cn(
            "inline-flex flex-1 items-center justify-center gap-1.5 whitespace-nowrap rounded px-2.5 text-xs font-medium text-muted-foreground hover:text-foreground data-[state=on]:bg-card data-[state=on]:text-foreground data-[state=on]:shadow-[0_0_0_1px_var(--border),0_1px_2px_oklch(0_0_0/0.06)] dark:data-[state=on]:bg-border-strong/70 [&_svg]:size-3.5 pointer-coarse:h-11",
            size === "sm" ? "h-6" : "h-7",
          )}
        >
          {item.label}
        </ToggleGroupPrimitive.Item>
      ))}
    </ToggleGroupPrimitive.Root>
  );
}
