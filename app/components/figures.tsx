import { useEnvironment } from "~/components/environment";
import { type Figures, figuresFor } from "~/lib/figure-style";
import { formatDuration, formatInteger } from "~/lib/format";

interface FigureProps {
  value: number | null | undefined;
  className?: string;
}

/** Money and large numbers as the reader wants them written (Settings, Appearance). */
export function useFigures(): Figures {
  const { preferences } = useEnvironment();
  return figuresFor(preferences.currency, preferences.numbers);
}

/** Micro-dollars. */
export function Money({ value, className }: FigureProps) {
  const { formatMoney } = useFigures();
  return <span className={className}>{formatMoney(value)}</span>;
}

/** Milliseconds. */
export function Duration({ value, className }: FigureProps) {
  return <span className={className}>{formatDuration(value)}</span>;
}

/** Short for summaries; `full` for columns that are compared. The whole number is in the tooltip. */
export function Count({ value, full, className }: FigureProps & { full?: boolean }) {
  const { formatCount } = useFigures();
  const text = full ? formatInteger(value) : formatCount(value);
  const whole = formatInteger(value);
  return (
    <span className={className} title={text === whole ? undefined : whole}>
      {text}
    </span>
  );
}
