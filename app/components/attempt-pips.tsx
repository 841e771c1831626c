import { useTranslation } from "react-i18next";
import { cn } from "~/lib/class-names";

interface AttemptPipsProps {
  /** How many upstream calls were made. */
  count: number;
  /** How the last one ended; the ones before it failed. */
  outcome: "ok" | "warn" | "bad" | "idle";
  className?: string;
}

const fills = { ok: "bg-ok", warn: "bg-warn", bad: "bg-bad", idle: "bg-idle" };

/** One pip per attempt, the last is the outcome. */
export function AttemptPips({ count, outcome, className }: AttemptPipsProps) {
  const { t } = useTranslation();
  const shown = Math.min(count, 6);
  return (
    <span
      role="img"
      aria-label={t("attempts", { count })}
      className={cn("inline-flex items-center gap-[3px]", className)}
    >
      {Array.from({ length: shown }, (_, index) => (
        <span key={index} className={cn("size-1.5 rounded-full", index === shown - 1 ? fills[outcome] : "bg-warn")} />
      ))}
      {count > shown ? <span className="tnum ml-0.5 text-2xs text-muted-foreground">{count}</span> : null}
    </span>
  );
}
