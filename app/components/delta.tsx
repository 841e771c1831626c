import { ArrowDownRight, ArrowUpRight, Minus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "~/lib/class-names";
import type { Change } from "~/lib/format";

interface DeltaProps {
  /** Null: there is no full period to compare with, and nothing is shown. */
  change: Change | null;
  /** Which direction is good; null where neither is, as for tokens and spend. */
  better: "up" | "down" | null;
  className?: string;
}

export function Delta({ change, better, className }: DeltaProps) {
  const { t } = useTranslation();
  if (!change) return null;
  const Icon = change.direction === "same" ? Minus : change.direction === "up" ? ArrowUpRight : ArrowDownRight;
  const tone =
    better === null || change.direction === "same"
      ? "text-muted-foreground"
      : change.direction === better
        ? "text-ok-text"
        : "text-bad-text";
  return (
    <span
      className={cn("tnum inline-flex items-center gap-0.5 whitespace-nowrap text-xs font-medium", tone, className)}
    >
      <Icon className="size-3" aria-hidden />
      <span className="sr-only">{t(`delta.${change.direction}`)}</span>
      {change.text}
    </span>
  );
}
