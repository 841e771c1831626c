interface ChartTooltipRow {
  key: string;
  label: string;
  color: string;
  value: string;
}

interface ChartTooltipProps {
  title: string;
  /** Of all rows, where a sum means something. */
  total?: string;
  /** In stack order, top first. */
  rows: ChartTooltipRow[];
}

export function ChartTooltip({ title, total, rows }: ChartTooltipProps) {
  return (
    <div className="min-w-44 rounded-md bg-popover px-2.5 py-2 text-xs shadow-pop">
      <div className="tnum mb-1.5 flex justify-between gap-4 text-muted-foreground">
        <span>{title}</span>
        {total === undefined ? null : <span className="font-medium text-foreground">{total}</span>}
      </div>
      {rows.map((row) => (
        <div key={row.key} className="flex h-5 items-center gap-2">
          <span className="size-2 rounded-[2px]" style={{ background: row.color }} />
          <span className="max-w-52 flex-1 truncate text-muted-foreground">{row.label}</span>
          <span className="tnum font-medium">{row.value}</span>
        </div>
      ))}
    </div>
  );
}
