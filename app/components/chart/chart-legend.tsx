import { useTranslation } from "react-i18next";
import { cn } from "~/lib/class-names";

interface ChartLegendProps<Key extends string> {
  items: { key: Key; label: string; color: string }[];
  hidden: ReadonlySet<Key>;
  onChange: (hidden: ReadonlySet<Key>) => void;
  className?: string;
}

/** A press hides or shows a series, a double press shows it alone. */
export function ChartLegend<Key extends string>({ items, hidden, onChange, className }: ChartLegendProps<Key>) {
  const { t } = useTranslation();
  const toggle = (key: Key) => {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    onChange(next.size === items.length ? new Set() : next);
  };
  const isolate = (key: Key) => onChange(new Set(items.map((item) => item.key).filter((other) => other !== key)));
  return (
    <fieldset
      className={cn(
        "flex flex-wrap items-center gap-x-3 text-xs max-[359px]:gap-x-1.5 text-muted-foreground",
        className,
      )}
    >
      <legend className="sr-only">{t("chart.series")}</legend>
      {items.map((item) => (
        <button
          key={item.key}
          type="button"
          aria-pressed={!hidden.has(item.key)}
          onClick={() => toggle(item.key)}
          onDoubleClick={() => isolate(item.key)}
          className={cn(
            "inline-flex min-h-6 items-center gap-1.5 pointer-coarse:min-h-11 hover:text-foreground",
            hidden.has(item.key) && "line-through",
          )}
        >
          <span
            className="size-2 rounded-[2px]"
            style={{ background: hidden.has(item.key) ? "var(--border-strong)" : item.color }}
          />
          {item.label}
        </button>
      ))}
    </fieldset>
  );
}
