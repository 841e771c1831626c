import { useState } from "react";
import type { DateRange } from "react-day-picker";
import { enUS, zhCN } from "react-day-picker/locale";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { Calendar } from "~/components/ui/calendar";
import { type CalendarDay, dayAt, startOfDay } from "~/lib/time-zone";

interface RangeCalendarProps {
  timeZone: string;
  now: number;
  /** Unix ms; null where no range of days is chosen. */
  from: number | null;
  to: number | null;
  /** The longest range, in days. */
  mostDays: number;
  onChoose: (from: number, to: number) => void;
}

// The calendar works with days of the browser's own clock; only their numbers count here.
const toDate = ({ year, month, day }: CalendarDay) => new Date(year, month - 1, day);
const toDay = (date: Date): CalendarDay => ({
  year: date.getFullYear(),
  month: date.getMonth() + 1,
  day: date.getDate(),
});

/** Days from and to, both counted, on the clock of the dashboard's time zone. */
export function RangeCalendar({ timeZone, now, from, to, mostDays, onChoose }: RangeCalendarProps) {
  const { t, i18n } = useTranslation();
  const today = toDate(dayAt(now, timeZone));
  const [range, setRange] = useState<DateRange | undefined>(
    from === null || to === null
      ? undefined
      : { from: toDate(dayAt(from, timeZone)), to: toDate(dayAt(to - 1, timeZone)) },
  );
  const { from: first, to: last } = range ?? {};
  return (
    <div>
      <Calendar
        mode="range"
        autoFocus
        locale={i18n.language.startsWith("zh") ? zhCN : enUS}
        today={today}
        defaultMonth={last ?? today}
        disabled={{ after: today }}
        endMonth={today}
        max={mostDays}
        selected={range}
        onSelect={setRange}
      />
      <div className="flex items-center justify-between gap-3 border-t px-3 py-2.5">
        <span className="text-2xs text-muted-foreground">{t("range.zone", { zone: timeZone, count: mostDays })}</span>
        <Button
          size="sm"
          disabled={!first || !last}
          onClick={() => {
            if (!first || !last) return;
            const end = new Date(last);
            end.setDate(end.getDate() + 1);
            onChoose(startOfDay(toDay(first), timeZone), startOfDay(toDay(end), timeZone));
          }}
        >
          {t("range.apply")}
        </Button>
      </div>
    </div>
  );
}
