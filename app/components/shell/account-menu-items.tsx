import { Keyboard, Languages, ListChecks, LogOut } from "lucide-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSubmit } from "react-router";
import { useEnvironment } from "~/components/environment";
import { useShortcutList } from "~/components/shell/shortcut-list-context";
import { themeIcons } from "~/components/shell/theme-icons";
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
import { themes } from "~/lib/preferences";
import { isLanguage, languageNames, languages } from "~/locales/language";
import { useLanguage } from "~/locales/use-language";

/** The menu above its button; open from the start, as its button was pressed to load it. */
export function AccountMenuItems({ trigger }: { trigger: ReactElement }) {
  const { t } = useTranslation();
  const { preferences, setPreference } = useEnvironment();
  const [language, chooseLanguage] = useLanguage();
  const submit = useSubmit();
  const navigate = useNavigate();
  const showShortcuts = useShortcutList();
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
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
