import { Slider as SliderPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "~/lib/class-names";

interface SliderProps extends ComponentProps<typeof SliderPrimitive.Root> {
  /** A bar whose end shows its handle under the pointer and when it has the focus. */
  quiet?: boolean;
}

export function Slider({ className, "aria-label": label, quiet, ...props }: SliderProps) {
  const thumbs = props.value ?? props.defaultValue ?? [0];
  return (
    <SliderPrimitive.Root
      data-slot="slider"
      className={cn("group/slider relative flex h-3.5 w-full touch-none select-none items-center", className)}
      {...props}
    >
      <SliderPrimitive.Track
        className={cn("relative w-full grow rounded-full bg-border", quiet ? "h-[5px] bg-muted" : "h-1")}
      >
        <SliderPrimitive.Range className="absolute h-full rounded-full bg-primary dark:bg-chart-1" />
      </SliderPrimitive.Track>
      {thumbs.map((_, index) => (
        <SliderPrimitive.Thumb
          key={index}
          aria-label={label}
          className={cn(
            "block size-3.5 rounded-full border-2 border-primary bg-card shadow-sm pointer-coarse:size-5",
            quiet &&
              "not-pointer-coarse:opacity-0 not-pointer-coarse:focus-visible:opacity-100 not-pointer-coarse:group-hover/slider:opacity-100",
          )}
        />
      ))}
    </SliderPrimitive.Root>
  );
}
