import type { ReactNode } from "react";

interface ChartTableProps {
  /** Heads of the columns; the first is that of the rows' names. */
  heads: ReactNode[];
  rows: { key: string | number; name: ReactNode; cells: ReactNode[] }[];
  className?: string;
}

/** The figures of a chart; scrolls in its place. */
export function ChartTable({ heads, rows, className }: ChartTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={`scroll-thin overflow-auto border-t ${className ?? ""}`} tabIndex={0}>
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-card">
          <tr className="h-8 border-b text-xs text-muted-foreground">
            {heads.map((head, place) => (
              <th
                key={place}
                scope="col"
                className={`whitespace-nowrap px-4 font-medium ${place === 0 ? "text-left" : "text-right"}`}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, cells }) => (
            <tr key={key} className="h-8 border-b last:border-0">
              <th scope="row" className="tnum whitespace-nowrap px-4 text-left font-normal">
                {name}
              </th>
              {cells.map((cell, place) => (
                <td key={place} className="tnum whitespace-nowrap px-4 text-right">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
