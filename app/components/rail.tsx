import { Check } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "~/lib/class-names";

// The failover rail: a thin line joining numbered circles. Only for real order.

export function Rail({ className, ...props }: ComponentProps<"ol">) {
  return <ol className={cn("relative", className)} {...props} />;
}

interface RailStepProps {
  number: number;
  /** `done` is green with a check, `first` filled cobalt, `later` outlined. */
  look?: "done" | "first" | "later";
  /** The line to the next circle is left out. */
  last?: boolean;
  children: ReactNode;
  className?: string;
}

export function RailStep({ number, look = "later", last, children, className }: RailStepProps) {
  return (
    <li className={cn("relative flex gap-4", className)}>
      {last ? null : (
        <span
          aria-hidden="true"
          className={cn("absolute -bottom-2.5 left-3 top-7 w-px", look === "done" ? "bg-ok" : "bg-border-strong")}
        />
      )}
      <RailNumber number={number} look={look} />
      <div className="min-w-0 flex-1">{children}</div>
    </li>
  );
}

interface RailNumberProps extends Pick<RailStepProps, "number" | "look"> {
  /** Within a line of text. */
  small?: boolean;
}

export function RailNumber({ number, look = "later", small }: RailNumberProps) {
  return (
    <span
      className={cn(
        "tnum z-10 flex shrink-0 items-center justify-center rounded-full font-semibold",
        small ? "size-5 text-2xs" : "size-[25px] text-xs",
        look === "done" && "bg-ok text-white dark:text-background",
        look === "first" && "bg-primary text-primary-foreground",
        look === "later" && "border border-border-strong bg-card text-foreground",
      )}
    >
      {look === "done" ? <Check className="size-3.5" strokeWidth={3} aria-hidden /> : number}
    </span>
  );
}
