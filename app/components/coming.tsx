import type { ReactNode } from "react";
import { useComingParameters } from "~/components/hooks/use-coming-parameters";

/** What is shown while other figures of the same page are on their way: the old ones, as they are; a line under the top bar moves. */
export function Coming({ className, children }: { className?: string; children: ReactNode }) {
  const { coming } = useComingParameters();
  return (
    <div aria-busy={coming} className={className}>
      {children}
    </div>
  );
}
