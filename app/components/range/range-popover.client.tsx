import { type ComponentProps, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { RangeCalendar } from "~/components/range/range-calendar";
import { Popover, PopoverContent, PopoverTrigger } from "~/components/ui/popover";

/** The calendar below its button; open from the start, as its button was pressed to load it. */
export function RangePopover({
  trigger,
  onChoose,
  ...calendar
}: { trigger: ReactElement } & ComponentProps<typeof RangeCalendar>) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(true);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent align="end" aria-label={t("range.days")}>
        <RangeCalendar
          {...calendar}
          onChoose={(from, to) => {
            setOpen(false);
            onChoose(from, to);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}
