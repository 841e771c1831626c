import { strategyIcons } from "~/components/strategy-icons";
import type { Strategy } from "~/gateway/settings";
import { cn } from "~/lib/class-names";

/** The mark of a route: its strategy in a blue square. */
export function RouteGlyph({ strategy, className }: { strategy: Strategy; className?: string }) {
  const Icon = strategyIcons[strategy];
  return (
    <span
      aria-hidden="true"
      className={cn(
        "inline-flex size-7 shrink-0 items-center justify-center rounded-md bg-brand-soft text-brand-text [&>svg]:size-1/2",
        className,
      )}
    >
      <Icon />
    </span>
  );
}
