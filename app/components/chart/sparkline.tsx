import { useId } from "react";
import { fewerPoints } from "~/components/chart/fewer-points";
import { cn } from "~/lib/class-names";

interface SparklineProps {
  /** Null is a gap. */
  values: (number | null)[];
  /** The period before, as a dotted line. */
  previous?: (number | null)[];
  /** `warn` when the metric is outside its limit. */
  tone?: "normal" | "warn" | "muted";
  /** In place of the tone's, where the line belongs to a series of a chart. */
  color?: string;
  width?: number;
  height?: number;
  area?: boolean;
  className?: string;
}

const colors = { normal: "var(--chart-1)", warn: "var(--warn)", muted: "var(--muted-foreground)" };

/** The shape of a figure whose value stands in text beside it. */
export function Sparkline({
  values: all,
  previous: allPrevious = [],
  tone = "normal",
  color: ownColor,
  width = 160,
  height = 30,
  area = true,
  className,
}: SparklineProps) {
  const id = useId();
  const values = fewerPoints(all);
  const previous = fewerPoints(allPrevious);
  const known = [...values, ...previous].filter((value) => value !== null);
  if (known.length === 0) return <div style={{ height }} className={className} aria-hidden="true" />;
  const low = Math.min(...known);
  const high = Math.max(...known);
  const place = (list: (number | null)[]) =>
    list.map((value, index) =>
      value === null
        ? null
        : ([
            (index / Math.max(1, list.length - 1)) * width,
            // A flat line lies in the middle, only flat zero on the ground.
            high === low
              ? high === 0
                ? height - 2
                : height / 2
              : height - 2 - ((value - low) / (high - low)) * (height - 5),
          ] as const),
    );
  const color = ownColor ?? colors[tone];
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      style={{ height }}
      className={cn("w-full", className)}
      aria-hidden="true"
    >
      <defs>
        <linearGradient id={id} x1="0" x2="0" y1="0" y2="1">
          <stop offset="0" stopColor={color} stopOpacity=".18" />
          <stop offset="1" stopColor={color} stopOpacity="0" />
        </linearGradient>
      </defs>
      {runs(place(values)).map((run) => (
        <g key={run[0]?.[0]}>
          {area ? (
            <path d={`${line(run)}L${run.at(-1)?.[0]} ${height}L${run[0]?.[0]} ${height}Z`} fill={`url(#${id})`} />
          ) : null}
          <path
            d={line(run)}
            fill="none"
            stroke={color}
            strokeWidth="1.5"
            strokeLinejoin="round"
            strokeLinecap="round"
            vectorEffect="non-scaling-stroke"
          />
        </g>
      ))}
      {runs(place(previous)).map((run) => (
        <path
          key={run[0]?.[0]}
          d={line(run)}
          fill="none"
          stroke="var(--faint)"
          strokeWidth="1"
          strokeDasharray="2 2.5"
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}

type Point = readonly [x: number, y: number];

/** Neighbouring known points; a single one becomes a dot by its round line end. */
function runs(points: (Point | null)[]): Point[][] {
  const found: Point[][] = [];
  let open: Point[] = [];
  for (const point of [...points, null]) {
    if (point) open.push(point);
    else if (open.length > 0) {
      found.push(open);
      open = [];
    }
  }
  return found;
}

function line(points: Point[]): string {
  return `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}${points.length === 1 ? "h.01" : ""}`;
}
