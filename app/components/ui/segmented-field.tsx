import { type ReactNode, useLayoutEffect, useRef } from "react";
import { cn } from "~/lib/class-names";

interface SegmentedFieldProps<Value extends string> {
  /** Of the form's field. */
  name: string;
  value: Value;
  onValueChange: (value: Value) => void;
  items: { value: Value; label: ReactNode }[];
  /** What is chosen here, for screen readers. */
  label: string;
  className?: string;
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
}

/** One of a few as a field of a form: the browser's own radio buttons in the looks of `Segmented`, there before scripts run. */
export function SegmentedField<Value extends string>(props: SegmentedFieldProps<Value>) {
  const { name, value, onValueChange, items, label, className, id, ...aria } = props;
  const group = useRef<HTMLDivElement>(null);
  // What was chosen before scripts ran.
  useLayoutEffect(() => {
    const chosen = group.current?.querySelector<HTMLInputElement>("input:checked")?.value;
    const item = items.find((each) => each.value === chosen);
    if (item && item.value !== value) onValueChange(item.value);
  }, []);
  return (
    <div
      ref={group}
      data-slot="segmented-field"
      role="radiogroup"
      aria-label={label}
      id={id}
      className={cn("flex items-center rounded-md bg-muted p-0.5", className)}
      {...aria}
    >
      {items.map((item) => (
        <label
          key={item.value}
          className="relative inline-flex h-7 flex-1 items-center justify-center gap-1.5 whitespace-nowrap rounded px-2.5 text-xs font-medium text-muted-foreground has-checked:bg-card has-checked:text-foreground has-checked:shadow-[0_0_0_1px_var(--border),0_1px_2px_oklch(0_0_0/0.06)] has-focus-visible:outline-2 has-focus-visible:outline-ring hover:text-foreground dark:has-checked:bg-border-strong/70 pointer-coarse:h-11"
        >
          <input
            type="radio"
            name={name}
            value={item.value}
            checked={item.value === value}
            onChange={() => onValueChange(item.value)}
            className="absolute inset-0 cursor-pointer appearance-none rounded outline-none"
          />
          {item.label}
        </label>
      ))}
    </div>
  );
}
