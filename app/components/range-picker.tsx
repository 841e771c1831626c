import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "~/components/ui/select";
import { Segmented } from "~/components/ui/toggle-group";
import { useShortcut } from "~/components/use-shortcuts";
import { readTimeRange, type TimeRange, timeRanges } from "~/lib/time-range";

/** The range of the page, kept in the URL; T goes to the next one. */
export function RangePicker({ className }: { className?: string }) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const range = readTimeRange(parameters);
  // A link to one bar of a chart brings its own bounds: then none of these is chosen.
  const shown: TimeRange | "" = parameters.has("from") ? "" : range;
  const choose = (next: TimeRange) =>
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
  useShortcut("t", () => choose(timeRanges[(timeRanges.indexOf(range) + 1) % timeRanges.length] ?? "24h"));
  return (
    <div className={className}>
      <Segmented<TimeRange | "">
        label={t("range.label")}
        value={shown}
        onValueChange={(next) => next !== "" && choose(next)}
        items={timeRanges.map((value) => ({ value, label: value }))}
        className="max-lg:hidden"
      />
      <Select value={shown} onValueChange={(value) => choose(readTimeRange(new URLSearchParams({ range: value })))}>
        <SelectTrigger aria-label={t("range.label")} className="lg:hidden pointer-coarse:h-11">
          <SelectValue placeholder={t("range.custom")} />
        </SelectTrigger>
        <SelectContent>
          {timeRanges.map((value) => (
            <SelectItem key={value} value={value}>
              {value}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </div>
  );
}
