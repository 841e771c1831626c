import { cn } from "~/lib/class-names";

/** A part of a whole as a bar; the figure stands in text beside it. */
export function ShareBar({
  ratio,
  color = "var(--chart-1)",
  className,
}: {
  ratio: number;
  color?: string;
  className?: string;
}) {
  return (
    <span aria-hidden="true" className={cn("block h-1.5 overflow-hidden rounded-full bg-muted", className)}>
      <span
        className="block h-full rounded-full"
        style={{ width: `${Math.min(1, Math.max(0, ratio)) * 100}%`, background: color }}
      />
    </span>
  );
}
