import type { ReactNode } from "react";
import { useComingParameters } from "~/components/use-coming-parameters";
import { useLong } from "~/components/use-long";
import { cn } from "~/lib/class-names";

/** What is shown while other figures of the same page are on their way: the old ones, quieter after a moment. */
export function Coming({ className, children }: { className?: string; children: ReactNode }) {
  const { coming } = useComingParameters();
  return (
    <div aria-busy={coming} className={cn(className, useLong(coming) && "opacity-60")}>
      {children}
    </div>
  );
}
