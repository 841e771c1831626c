import { Calendar, ChevronDown } from "lucide-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useNow, useTimeZone } from "~/components/environment";
import { useComingParameters } from "~/components/hooks/use-coming-parameters";
import { useShortcut } from "~/components/hooks/use-shortcuts";
import { lazyPart } from "~/components/lazy-part";
import { Button } from "~/components/ui/button";
import { Segmented } from "~/components/ui/toggle-group";
import { formatDay } from "~/lib/format-time";
import { readPeriod, timeRanges } from "~/lib/time-range";

// Loaded when it is opened: few ranges are picked by hand.
const RangePopover = lazyPart(async () => (await import("./range-popover.client")).RangePopover);

interface RangePickerProps {
  ranges?: readonly string[];
  /** What the page shows without a range in its URL. */
  fallback?: string;
  /** The longest range of days that the page can show. */
  mostDays?: number;
  className?: string;
}

/** The range of the page, kept in the URL; T goes to the next one, the calendar picks days. */
export function RangePicker({ ranges = timeRanges, fallback = "24h", mostDays = 30, className }: RangePickerProps) {
  const { t } = useTranslation();
  const [, setParameters] = useSearchParams();
  const { parameters } = useComingParameters();
  const range = ranges.find((each) => each === parameters.get("range")) ?? fallback;
  // A link to one bar of a chart brings its own bounds: then none of these is chosen.
  const shown = parameters.has("from") ? "" : range;
  const change = (next: Record<string, string>) =>
    setParameters(
      (previous) => {
        const changed = new URLSearchParams(previous);
        for (const name of ["range", "from", "to", "cursor"]) changed.delete(name);
        for (const [name, value] of Object.entries(next)) changed.set(name, value);
        return changed;
      },
      { preventScrollReset: true },
    );
  const choose = (next: string) => change({ range: next });
  useShortcut("t", () => choose(ranges[(ranges.indexOf(range) + 1) % ranges.length] ?? fallback));
  return (
    <div className={className ?? "flex items-center gap-2 pointer-coarse:gap-2.5"}>
      <Segmented
        label={t("range.label")}
        value={shown}
        onValueChange={choose}
        items={ranges.map((value) => ({ value, label: value }))}
        className="max-lg:hidden"
      />
      {/* As low as the bar's other controls, and pressed on 44 pixels: the select lies over what is seen of it. */}
      <span className="relative inline-flex h-8 items-center gap-1.5 rounded-md border border-input bg-card pl-2.5 pr-2 text-sm font-medium shadow-card has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring lg:hidden">
        <span aria-hidden>{shown || t("range.custom")}</span>
        <ChevronDown className="size-3.5 text-muted-foreground" aria-hidden />
        <select
          value={shown}
          aria-label={t("range.label")}
          className="absolute inset-x-0 -inset-y-[7px] w-full cursor-pointer opacity-0"
          onChange={(event) => choose(event.target.value)}
        >
          {shown === "" ? (
            <option value="" hidden>
              {t("range.custom")}
            </option>
          ) : null}
          {ranges.map((value) => (
            <option key={value} value={value}>
              {value}
            </option>
          ))}
        </select>
      </span>
      <DaysButton
        mostDays={mostDays}
        onChoose={(from, to) => change({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })}
      />
    </div>
  );
}

function DaysButton({ mostDays, onChoose }: { mostDays: number; onChoose: (from: number, to: number) => void }) {
  const { t, i18n } = useTranslation();
  const { parameters } = useComingParameters();
  const [wanted, setWanted] = useState(false);
  const now = useNow();
  const timeZone = useTimeZone();
  const period = readPeriod(parameters);
  const day = (at: number) => formatDay(at, now, i18n.language, timeZone);
  const button = (
    <Button
      variant="outline"
      size={period ? "default" : "icon"}
      aria-label={period ? undefined : t("range.days")}
      aria-haspopup="dialog"
      title={t("range.days")}
      className={period ? "px-2.5 pointer-coarse:h-11 max-lg:px-0 max-lg:w-8 max-lg:[&>span]:sr-only" : undefined}
      onClick={() => setWanted(true)}
    >
      <Calendar aria-hidden />
      {period ? (
        <span className="tnum text-xs">
          {day(period.from)} – {day(period.to - 1)}
        </span>
      ) : null}
    </Button>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <RangePopover
        trigger={button}
        timeZone={timeZone}
        now={now}
        from={period?.from ?? null}
        to={period?.to ?? null}
        mostDays={mostDays}
        onChoose={onChoose}
      />
    </Suspense>
  );
}
