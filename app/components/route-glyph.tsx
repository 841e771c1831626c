import { Sparkles } from "lucide-react";
import { strategyIcons } from "~/components/strategy-icons";
import type { Strategy } from "~/gateway/config/settings";
import { cn } from "~/lib/class-names";

interface RouteGlyphProps {
  /** The route's name. */
  id: string;
  strategy: Strategy;
  className?: string;
}

/** The mark of a route in a blue square: its strategy; `auto`, which every gateway has, has one of its own. */
export function RouteGlyph({ id, strategy, className }: RouteGlyphProps) {
  const Icon = id === "auto" ? Sparkles : strategyIcons[strategy];
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
