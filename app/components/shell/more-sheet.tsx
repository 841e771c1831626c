import { useTranslation } from "react-i18next";
import { MoreRows } from "~/components/shell/more-rows";
import { Sheet, SheetContent } from "~/components/ui/sheet";

/** The pages that have no place in the bar of a phone, and what the account menu has elsewhere. */
export function MoreSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <Sheet open={open} onOpenChange={onOpenChange}>
      <SheetContent side="bottom" title={t("nav.more")} className="overflow-y-auto">
        <div aria-hidden="true" className="mx-auto mt-2 h-1 w-9 shrink-0 rounded-full bg-border-strong" />
        <MoreRows onLeave={() => onOpenChange(false)} />
      </SheetContent>
    </Sheet>
  );
}
