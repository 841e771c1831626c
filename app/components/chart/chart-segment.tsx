/** What recharts hands to the shape of a bar. */
export interface SegmentShape {
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  fill?: string;
}

interface ChartSegmentProps extends SegmentShape {
  /** Of the whole stack, bottom first, and this segment's place in it. */
  values: number[];
  index: number;
  /** The time of the bar is not over yet. */
  partial: boolean;
}

/** A hair of space between segments, the top one rounded; nothing is a 1 px baseline; an unfinished bar is at half strength. */
export function ChartSegment({ x = 0, y = 0, width = 0, height = 0, fill, values, index, partial }: ChartSegmentProps) {
  if (values.every((value) => value === 0)) {
    return index === 0 ? <rect x={x} y={y + height - 1} width={width} height={1} fill="var(--border-strong)" /> : null;
  }
  if (values[index] === 0) return null;
  const top = values.findLastIndex((value) => value > 0) === index;
  const bottom = values.findIndex((value) => value > 0) === index;
  const tall = Math.max(1, height - (bottom ? 0 : 0.75));
  const upper = y + height - (bottom ? 0 : 0.75) - tall;
  const radius = top ? Math.min(2, tall, width / 2) : 0;
  return (
    <path
      d={`M${x} ${upper + tall}V${upper + radius}Q${x} ${upper} ${x + radius} ${upper}H${x + width - radius}Q${x + width} ${upper} ${x + width} ${upper + radius}V${upper + tall}Z`}
      fill={fill}
      fillOpacity={partial ? 0.5 : 1}
    />
  );
}
