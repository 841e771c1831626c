import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "~/components/ui/select";
import { Segmented } from "~/components/ui/toggle-group";
import { useShortcut } from "~/components/use-shortcuts";
import { timeRanges } from "~/lib/time-range";

interface RangePickerProps {
  ranges?: readonly string[];
  /** What the page shows without a range in its URL. */
  fallback?: string;
  className?: string;
}

/** The range of the page, kept in the URL; T goes to the next one. */
export function RangePicker({ ranges = timeRanges, fallback = "24h", className }: RangePickerProps) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const range = ranges.find((each) => each === parameters.get("range")) ?? fallback;
  // A link to one bar of a chart brings its own bounds: then none of these is chosen.
  const shown = parameters.has("from") ? "" : range;
  const choose = (next: string) =>
    setParameters(
      (previous) => {
        const changed = new URLSearchParams(previous);
        changed.set("range", next);
        changed.delete("from");
        changed.delete("to");
        return changed;
      },
      { preventScrollReset: true },
    );
  useShortcut("t", () => choose(ranges[(ranges.indexOf(range) + 1) % ranges.length] ?? fallback));
  return (
    <div className={className}>
      <Segmented
        label={t("range.label")}
        value={shown}
        onValueChange={choose}
        items={ranges.map((value) => ({ value, label: value }))}
        className="max-lg:hidden"
      />
      <Select value={shown} onValueChange={choose}>
        <SelectTrigger aria-label={t("range.label")} className="lg:hidden pointer-coarse:h-11">
          <SelectValue placeholder={t("range.custom")} />
        </SelectTrigger>
        <SelectContent>
          {ranges.map((value) => (
            <SelectItem key={value} value={value}>
              {value}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </div>
  );
}
