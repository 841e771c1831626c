import type { ComponentProps } from "react";
import { cn } from "~/lib/class-names";

/** Of a checkbox: a switch in its looks, which belongs to its form also before hydration. */
export const switchClassName =
  "relative h-[18px] w-8 shrink-0 cursor-pointer appearance-none rounded-full bg-faint align-middle transition-colors before:absolute before:left-0.5 before:top-0.5 before:size-3.5 before:rounded-full before:bg-white before:shadow-sm before:transition-transform checked:bg-primary checked:before:translate-x-3.5 disabled:cursor-default disabled:opacity-50 pointer-coarse:after:absolute pointer-coarse:after:-inset-3.5";

interface SwitchProps extends Omit<ComponentProps<"input">, "type" | "role" | "onChange"> {
  onCheckedChange?: (checked: boolean) => void;
}

export function Switch({ className, onCheckedChange, ...props }: SwitchProps) {
  return (
    <input
      data-slot="switch"
      type="checkbox"
      // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox tells its own state
      role="switch"
      onChange={(event) => onCheckedChange?.(event.target.checked)}
      className={cn(switchClassName, className)}
      {...props}
    />
  );
}

/** A switch that writes at once: it submits its form, which holds what it is switched to. */
export function SwitchButton({ checked, className, ...props }: ComponentProps<"button"> & { checked: boolean }) {
  return (
    <button
      data-slot="switch"
      type="submit"
      role="switch"
      aria-checked={checked}
      className={cn(switchClassName, checked && "bg-primary before:translate-x-3.5", className)}
      {...props}
    />
  );
}
