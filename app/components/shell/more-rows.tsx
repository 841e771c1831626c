import { LogOut, Palette } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Form, Link, NavLink } from "react-router";
import { useEnvironment } from "~/components/environment";
import { useHydrated } from "~/components/hooks/use-hydrated";
import { mobileMore } from "~/components/shell/navigation";
import { themeIcons } from "~/components/shell/theme-icons";
import { Segmented } from "~/components/ui/toggle-group";
import { cn } from "~/lib/class-names";
import { themes } from "~/lib/preferences";
import { languageNames, languages } from "~/locales/language";
import { useLanguage } from "~/locales/use-language";

const row = "flex h-12 items-center gap-3 rounded-lg px-3 text-base hover:bg-accent";

/** What stands behind "More": a sheet above the page, or a page of its own where no scripts run. */
export function MoreRows({ onLeave }: { onLeave?: () => void }) {
  const { t } = useTranslation();
  const { preferences, setPreference } = useEnvironment();
  const [language, chooseLanguage] = useLanguage();
  // Theme and language are chosen by a script here, and by a form in the settings.
  const alive = useHydrated();
  return (
    <div className="grid gap-1 p-3 pb-6">
      {mobileMore.map(({ id, to, icon: Icon, external }) => {
        const content = (
          <>
            <Icon className="size-5 text-muted-foreground" strokeWidth={1.75} aria-hidden />
            {t(`nav.${id}`)}
          </>
        );
        return external ? (
          <a key={id} href={to} target="_blank" rel="noreferrer" className={row}>
            {content}
          </a>
        ) : (
          <NavLink key={id} to={to} onClick={onLeave} className={row}>
            {content}
          </NavLink>
        );
      })}
      {alive ? (
        <>
          <div className="mt-2 flex min-h-14 items-center justify-between gap-3 border-t px-3 pt-3">
            <span className="text-base">{t("theme.label")}</span>
            <Segmented
              label={t("theme.label")}
              value={preferences.theme}
              onValueChange={(theme) => setPreference("theme", theme)}
              items={themes.map((theme) => {
                const Icon = themeIcons[theme];
                return {
                  value: theme,
                  label: (
                    <>
                      <Icon aria-hidden />
                      <span className="sr-only">{t(`theme.${theme}`)}</span>
                    </>
                  ),
                };
              })}
            />
          </div>
          <div className="flex min-h-12 items-center justify-between gap-3 px-3">
            <span className="text-base">{t("language")}</span>
            <Segmented
              label={t("language")}
              value={language}
              onValueChange={(next) => void chooseLanguage(next)}
              items={languages.map((each) => ({ value: each, label: languageNames[each] }))}
            />
          </div>
        </>
      ) : (
        <Link to="/admin/settings/appearance" className={row}>
          <Palette className="size-5 text-muted-foreground" strokeWidth={1.75} aria-hidden />
          {t("appearance")}
        </Link>
      )}
      <Form method="post" action="/logout">
        <button type="submit" className={cn(row, "w-full text-bad-text hover:bg-bad-soft")}>
          <LogOut className="size-5" aria-hidden />
          {t("account.signOut")}
        </button>
      </Form>
    </div>
  );
}
