import type { Theme } from "~/lib/preferences";

const heights = [40, 70, 55, 85, 60, 95, 75];

/** The dashboard in small, in the colours of the theme. */
export function ThemePreview({ theme }: { theme: Theme }) {
  return (
    <span aria-hidden="true" className="flex h-[92px] overflow-hidden rounded-md border">
      {theme === "dark" ? null : <Pane className="light" />}
      {theme === "light" ? null : <Pane className="dark" />}
    </span>
  );
}

function Pane({ className }: { className: "light" | "dark" }) {
  return (
    <span className={`${className} flex flex-1 bg-background`}>
      <span className="block w-[26%] space-y-1 border-r bg-sidebar p-1.5">
        <span className="block h-1.5 w-full rounded bg-primary/80" />
        <span className="block h-1.5 w-4/5 rounded bg-border-strong" />
        <span className="block h-1.5 w-full rounded bg-border-strong" />
      </span>
      <span className="block flex-1 space-y-1.5 p-2">
        <span className="flex gap-1">
          <span className="h-4 flex-1 rounded border bg-card" />
          <span className="h-4 flex-1 rounded border bg-card" />
          <span className="h-4 flex-1 rounded border bg-card" />
        </span>
        <span className="flex h-10 items-end gap-[3px] rounded border bg-card p-1.5">
          {heights.map((height) => (
            <span key={height} className="flex-1 rounded-[1px] bg-chart-1" style={{ height: `${height}%` }} />
          ))}
        </span>
      </span>
    </span>
  );
}
