import { ChevronsUpDown, Keyboard, Languages, ListChecks, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSubmit } from "react-router";
import { useEnvironment } from "~/components/environment";
import { useShortcutList } from "~/components/shell/shortcut-list";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "~/components/ui/dropdown-menu";
import { type Theme, themes } from "~/lib/preferences";
import { isLanguage, languageNames, languages } from "~/locales/language";
import { useLanguage } from "~/locales/use-language";

export const themeIcons = { system: Monitor, light: Sun, dark: Moon } satisfies Record<Theme, typeof Sun>;

export function AccountMenu() {
  const { t } = useTranslation();
  const { host, preferences, setPreference } = useEnvironment();
  const [language, chooseLanguage] = useLanguage();
  const submit = useSubmit();
  const navigate = useNavigate();
  const showShortcuts = useShortcutList();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        className="flex w-full items-center gap-2.5 rounded-md p-1.5 text-left hover:bg-sidebar-accent/60 data-[state=open]:bg-sidebar-accent/60 rail:px-1"
        aria-label={t("account.menu", { host })}
      >
        <span className="flex size-7 shrink-0 items-center justify-center rounded-full bg-foreground/85 text-2xs font-semibold text-background">
          {t("account.initials")}
        </span>
        <span className="min-w-0 flex-1 leading-4 rail:hidden">
          <span className="block truncate text-sm font-medium">{t("account.admin")}</span>
          <span className="block truncate font-mono text-2xs text-muted-foreground">{host}</span>
        </span>
        <ChevronsUpDown className="size-3.5 shrink-0 text-muted-foreground rail:hidden" aria-hidden />
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top" align="start" className="w-52">
        <DropdownMenuLabel>{t("theme.label")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={preferences.theme}
          onValueChange={(value) => setPreference("theme", themes.find((theme) => theme === value) ?? "system")}
        >
          {themes.map((theme) => {
            const Icon = themeIcons[theme];
            return (
              <DropdownMenuRadioItem key={theme} value={theme}>
                <Icon aria-hidden />
                {t(`theme.${theme}`)}
              </DropdownMenuRadioItem>
            );
          })}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{t("language")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={language}
          onValueChange={(value) => void (isLanguage(value) && chooseLanguage(value))}
        >
          {languages.map((each) => (
            <DropdownMenuRadioItem key={each} value={each} lang={each}>
              <Languages aria-hidden />
              {languageNames[each]}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => navigate("/admin?setup")}>
          <ListChecks aria-hidden />
          {t("account.checklist")}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={showShortcuts}>
          <Keyboard aria-hidden />
          {t("shortcuts.title")}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void submit(null, { method: "post", action: "/logout" })}>
          <LogOut aria-hidden />
          {t("account.signOut")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
