import { formatCount, formatDuration, formatInteger, formatMoney } from "~/lib/format";

interface FigureProps {
  value: number | null | undefined;
  className?: string;
}

/** Micro-dollars. */
export function Money({ value, className }: FigureProps) {
  return <span className={className}>{formatMoney(value)}</span>;
}

/** Milliseconds. */
export function Duration({ value, className }: FigureProps) {
  return <span className={className}>{formatDuration(value)}</span>;
}

/** Short for summaries; `full` for columns that are compared. The whole number is in the tooltip. */
export function Count({ value, full, className }: FigureProps & { full?: boolean }) {
  const text = full ? formatInteger(value) : formatCount(value);
  const whole = formatInteger(value);
  return (
    <span className={className} title={text === whole ? undefined : whole}>
      {text}
    </span>
  );
}
