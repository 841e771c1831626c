import { cn } from "~/lib/class-names";

interface LatencyBarProps {
  latencyMs: number;
  /** The dark part: until the first token. */
  firstTokenMs: number | null;
  /** The longest of the list; the scale is the square root, so that short ones can be told apart. */
  longestMs: number;
  failed?: boolean;
  className?: string;
}

export function LatencyBar({ latencyMs, firstTokenMs, longestMs, failed, className }: LatencyBarProps) {
  const scale = (ms: number) => Math.min(100, Math.sqrt(Math.max(0, ms) / Math.max(1, longestMs)) * 100);
  const whole = scale(latencyMs);
  const first = firstTokenMs === null ? 0 : Math.min(whole, scale(firstTokenMs));
  return (
    <span
      aria-hidden="true"
      className={cn("relative block h-1.5 w-full overflow-hidden rounded-full bg-muted", className)}
    >
      <span
        className={cn("absolute inset-y-0 left-0 rounded-full", failed ? "bg-bad/45" : "bg-chart-1/35")}
        style={{ width: `${whole}%` }}
      />
      <span
        className={cn("absolute inset-y-0 left-0 rounded-full", failed ? "bg-bad" : "bg-chart-1")}
        style={{ width: `${first}%` }}
      />
    </span>
  );
}
