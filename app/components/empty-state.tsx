import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "~/lib/class-names";

interface EmptyStateProps {
  icon: LucideIcon;
  /** One line: what is not here. */
  title: ReactNode;
  /** One line of help. */
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
}

export function EmptyState({ icon: Icon, title, children, actions, className }: EmptyStateProps) {
  return (
    <div className={cn("flex flex-col items-center justify-center px-6 py-14 text-center", className)}>
      <span className="flex size-10 items-center justify-center rounded-lg border bg-card text-muted-foreground shadow-card">
        <Icon className="size-5" strokeWidth={1.75} aria-hidden />
      </span>
      <h2 className="mt-3 text-base font-medium">{title}</h2>
      {children ? <p className="mt-1 max-w-[46ch] text-balance text-sm text-muted-foreground">{children}</p> : null}
      {actions ? (
        <div className="mt-4 flex flex-wrap justify-center gap-2 pointer-coarse:gap-y-4">{actions}</div>
      ) : null}
    </div>
  );
}
