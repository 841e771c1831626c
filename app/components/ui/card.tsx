import type { ComponentProps, ReactNode } from "react";
import { cn } from "~/lib/class-names";

export function Card({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="card" className={cn("rounded-lg border bg-card shadow-card", className)} {...props} />;
}

interface CardHeaderProps {
  title: ReactNode;
  hint?: ReactNode;
  /** Actions, at the right. */
  children?: ReactNode;
  className?: string;
}

export function CardHeader({ title, hint, children, className }: CardHeaderProps) {
  return (
    <div data-slot="card-header" className={cn("flex h-11 shrink-0 items-center gap-2 px-4", className)}>
      <h2 className="max-w-[70%] shrink-0 truncate text-sm font-medium">{title}</h2>
      {hint ? <span className="min-w-0 truncate text-xs text-muted-foreground">{hint}</span> : null}
      <div className="ml-auto flex shrink-0 items-center gap-1.5 max-[24rem]:min-w-0 max-[24rem]:shrink">
        {children}
      </div>
    </div>
  );
}
