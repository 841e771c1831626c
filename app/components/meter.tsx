import type { ReactNode } from "react";
import { cn } from "~/lib/class-names";

interface MeterProps {
  /** 0..1 and over. */
  ratio: number;
  /** What is measured, for screen readers. */
  label: string;
  /** Above the bar: the value at the left, its limit at the right. */
  value?: ReactNode;
  limit?: ReactNode;
  className?: string;
}

export type MeterTone = "normal" | "warn" | "bad";

/** Amber at 80%, red at 95%. */
export function meterTone(ratio: number): MeterTone {
  return ratio >= 0.95 ? "bad" : ratio >= 0.8 ? "warn" : "normal";
}

const fills: Record<MeterTone, string> = { normal: "bg-primary dark:bg-chart-1", warn: "bg-warn", bad: "bg-bad" };

export function Meter({ ratio, label, value, limit, className }: MeterProps) {
  const percent = Math.round(Math.min(1, Math.max(0, ratio)) * 100);
  return (
    <div className={className}>
      {value == null && limit == null ? null : (
        <div className="tnum mb-1 flex justify-between gap-2 text-2xs">
          <span>{value}</span>
          <span className="text-muted-foreground">{limit}</span>
        </div>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: browsers draw <meter> each in their own way */}
      <div
        role="meter"
        aria-label={label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-1 overflow-hidden rounded-full bg-border"
      >
        <div className={cn("h-full rounded-full", fills[meterTone(ratio)])} style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}
