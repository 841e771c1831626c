import { cn } from "~/lib/class-names";

interface LatencyBarProps {
  latencyMs: number;
  firstTokenMs: number | null;
  look: "answered" | "cached" | "failed";
  className?: string;
}

/** The whole bar: what takes longer fills it too. The same for every row, so that rows compare wherever they come from. */
const wholeMs = 30_000;
const scale = (ms: number) => Math.min(100, Math.sqrt(Math.max(0, ms) / wholeMs) * 100);
const share = (percent: number) => `${Math.round(percent * 10) / 10}%`;
const fills = { answered: "bg-chart-1/30", cached: "bg-ok", failed: "bg-bad/70" };

/** Square-root scale; the dark part is the time to the first token. */
export function LatencyBar({ latencyMs, firstTokenMs, look, className }: LatencyBarProps) {
  return (
    <span aria-hidden="true" className={cn("latency-bar", className)}>
      <span className={fills[look]} style={{ width: share(Math.max(1.5, scale(latencyMs))) }} />
      {firstTokenMs !== null && look === "answered" ? (
        <span className="bg-chart-1" style={{ width: share(scale(Math.min(firstTokenMs, latencyMs))) }} />
      ) : null}
    </span>
  );
}
