import { cn } from "~/lib/class-names";

interface AttemptPipsProps {
  /** How many upstream calls were made. */
  count: number;
  /** How the last one ended; the ones before it failed. */
  outcome: "ok" | "warn" | "bad" | "idle";
  /** `count` in words: a list asks for them once, not for each of its rows. */
  label: string;
  className?: string;
}

const fills = { ok: "bg-ok", warn: "bg-warn", bad: "bg-bad", idle: "bg-idle" };

/** One pip per attempt, the last is the outcome. */
export function AttemptPips({ count, outcome, label, className }: AttemptPipsProps) {
  const shown = Math.min(count, 6);
  return (
    <span role="img" aria-label={label} className={cn("attempt-pips", className)}>
      {Array.from({ length: shown }, (_, index) => (
        <i key={index} className={index === shown - 1 ? fills[outcome] : "bg-warn"} />
      ))}
      <span className="tnum">{count}</span>
    </span>
  );
}
