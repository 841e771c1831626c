import { useTranslation } from "react-i18next";
import { allPages } from "~/components/shell/navigation";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { Kbd } from "~/components/ui/kbd";

const single = [
  "palette",
  "filter",
  "new",
  "range",
  "rows",
  "open",
  "copy",
  "sheet",
  "live",
  "send",
  "theme",
  "list",
] as const;

export function ShortcutList({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation();
  const keys: Record<(typeof single)[number], string[]> = {
    palette: [t("palette.modifier"), "K"],
    filter: ["/"],
    new: ["N"],
    range: ["T"],
    rows: ["J", "K"],
    open: ["Enter", "Esc"],
    copy: ["C"],
    sheet: ["[", "]"],
    live: ["L"],
    send: [t("palette.modifier"), "Enter"],
    theme: ["Shift", "D"],
    list: ["?"],
  };
  const rows = [
    ...single.map((id) => ({ id, label: t(`shortcuts.${id}`), keys: keys[id] })),
    ...allPages.map((page) => ({
      id: page.id,
      label: t("shortcuts.goTo", { page: t(`nav.${page.id}`) }),
      keys: ["G", page.key?.toUpperCase() ?? ""],
    })),
  ];
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title={t("shortcuts.title")} description={t("shortcuts.hint")} text>
        <dl className="grid gap-x-8 sm:grid-cols-2">
          {rows.map((row) => (
            <div key={row.id} className="flex h-9 items-center justify-between gap-3 border-b">
              <dt>{row.label}</dt>
              <dd className="flex gap-1">
                {row.keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  );
}
