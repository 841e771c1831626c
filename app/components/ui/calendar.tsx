import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ComponentProps } from "react";
import { DayPicker } from "react-day-picker";
import { cn } from "~/lib/class-names";

const step =
  "inline-flex size-7 items-center justify-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground aria-disabled:opacity-40 pointer-coarse:size-11";

/** Months of days to pick from, one or a range. */
export function Calendar({ className, classNames, ...props }: ComponentProps<typeof DayPicker>) {
  return (
    <DayPicker
      className={cn("p-3 text-sm", className)}
      classNames={{
        months: "relative flex gap-5",
        month: "space-y-2",
        nav: "absolute inset-x-0 top-0 flex justify-between",
        button_previous: step,
        button_next: step,
        month_caption: "flex h-7 items-center justify-center font-medium",
        month_grid: "border-collapse",
        weekday: "h-7 w-8 text-2xs font-normal text-muted-foreground pointer-coarse:w-11",
        day: "p-0 text-center",
        day_button:
          "tnum inline-flex size-8 items-center justify-center rounded-md hover:bg-accent disabled:pointer-events-none pointer-coarse:size-11",
        today: "font-semibold text-brand-text",
        outside: "text-muted-foreground",
        disabled: "text-muted-foreground [&>button]:line-through",
        range_start:
          "rounded-l-md bg-brand-soft [&>button]:bg-primary [&>button]:text-primary-foreground [&>button]:hover:bg-primary",
        range_middle: "bg-brand-soft [&>button]:rounded-none",
        range_end:
          "rounded-r-md bg-brand-soft [&>button]:bg-primary [&>button]:text-primary-foreground [&>button]:hover:bg-primary",
        hidden: "invisible",
        ...classNames,
      }}
      components={{
        Chevron: ({ orientation }) =>
          orientation === "left" ? (
            <ChevronLeft className="size-4" aria-hidden />
          ) : (
            <ChevronRight className="size-4" aria-hidden />
          ),
      }}
      {...props}
    />
  );
}
