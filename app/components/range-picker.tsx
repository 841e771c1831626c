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
  const choose = (next: TimeRange) =>
    setParameters(
      (previous) => {
        const changed = new URLSearchParams(previous);
        changed.set("range", next);
        return changed;
      },
      { preventScrollReset: true },
    );
  useShortcut("t", () => choose(timeRanges[(timeRanges.indexOf(range) + 1) % timeRanges.length] ?? "24h"));
  return (
    <div className={className}>
      <Segmented
        label={t("range.label")}
        value={range}
        onValueChange={choose}
        items={timeRanges.map((value) => ({ value, label: value }))}
        className="max-lg:hidden"
      />
      <Select value={range} onValueChange={(value) => choose(readTimeRange(new URLSearchParams({ range: value })))}>
        <SelectTrigger aria-label={t("range.label")} className="lg:hidden">
          <SelectValue />
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
