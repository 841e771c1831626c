import { useTranslation } from "react-i18next";
import { useEnvironment } from "~/components/environment";
import { Highlight } from "~/components/shell/highlight";
import { paletteRow } from "~/components/shell/palette-row";
import { themeIcons } from "~/components/shell/theme-icons";
import { CommandGroup, CommandItem } from "~/components/ui/command";
import { themes } from "~/lib/preferences";

/** Themes to choose from in the palette. */
export function PaletteThemes({ search, close }: { search: string; close: () => void }) {
  const { t } = useTranslation();
  const { setPreference } = useEnvironment();
  return (
    <CommandGroup heading={t("theme.label")}>
      {themes.map((theme) => {
        const Icon = themeIcons[theme];
        return (
          <CommandItem
            key={theme}
            className={paletteRow}
            value={`theme ${theme}`}
            keywords={[t(`theme.${theme}`)]}
            onSelect={() => {
              setPreference("theme", theme);
              close();
            }}
          >
            <Icon aria-hidden />
            <Highlight text={t(`theme.${theme}`)} search={search} />
          </CommandItem>
        );
      })}
    </CommandGroup>
  );
}
