import { useTranslation } from "react-i18next";
import { Kbd } from "~/components/ui/kbd";
import { cn } from "~/lib/class-names";

/** What the keys do in the palette. */
export function PaletteFoot() {
  const { t } = useTranslation();
  return (
    <div className="flex items-center gap-4 border-t px-5 py-2.5 text-xs text-muted-foreground">
      {(
        [
          [["↑", "↓"], "move"],
          [["↵"], "choose"],
          [["Tab"], "actions"],
          [[t("palette.modifier"), "↵"], "newTab"],
        ] as const
      ).map(([keys, word], place) => (
        <span key={word} className={cn("flex items-center gap-1.5", place > 1 && "max-sm:hidden")}>
          {keys.map((each) => (
            <Kbd key={each}>{each}</Kbd>
          ))}
          {word === "actions" ? t("palette.listActions") : t(`palette.${word}`)}
        </span>
      ))}
      <span className="ml-auto truncate max-sm:hidden">{t("palette.pasteHint")}</span>
    </div>
  );
}
