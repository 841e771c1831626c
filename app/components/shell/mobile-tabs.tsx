import { LogOut, MoreHorizontal } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Form, NavLink, useLocation } from "react-router";
import { useEnvironment } from "~/components/environment";
import { themeIcons } from "~/components/shell/account-menu";
import { mobileMore, mobileTabs } from "~/components/shell/navigation";
import { Sheet, SheetContent, SheetTrigger } from "~/components/ui/sheet";
import { Segmented } from "~/components/ui/toggle-group";
import { cn } from "~/lib/class-names";
import { themes } from "~/lib/preferences";
import { languageNames, languages } from "~/locales/language";
import { useLanguage } from "~/locales/use-language";

const tab =
  "relative flex h-[52px] min-w-0 flex-col items-center justify-center gap-0.5 text-[10.5px] font-medium text-muted-foreground aria-[current=page]:text-brand-text";
const row = "flex h-12 items-center gap-3 rounded-lg px-3 text-base hover:bg-accent";

/** The bottom bar of a phone: four pages and More. */
export function MobileTabs({ attention }: { attention: number }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  const elsewhere = mobileMore.some((item) => pathname.startsWith(item.to));
  return (
    <nav
      aria-label={t("nav.main")}
      className="fixed inset-x-0 bottom-0 z-40 grid grid-cols-5 border-t bg-background/95 pb-[env(safe-area-inset-bottom)] backdrop-blur lg:hidden"
    >
      {mobileTabs.map(({ id, to, icon: Icon }) => (
        <NavLink key={id} to={to} end={to === "/admin"} className={tab}>
          <Icon className="size-5" strokeWidth={1.75} aria-hidden />
          <span className="max-w-full truncate px-0.5">{t(`nav.${id}`)}</span>
          {id === "providers" && attention > 0 ? (
            <span className="tnum absolute left-1/2 top-1 ml-2 rounded-full bg-warn-soft px-1 text-[10px] leading-3.5 text-warn-text">
              <span aria-hidden="true">{attention}</span>
              <span className="sr-only">{t("nav.attention", { count: attention })}</span>
            </span>
          ) : null}
        </NavLink>
      ))}
      <Sheet open={open} onOpenChange={setOpen}>
        <SheetTrigger className={cn(tab, elsewhere && "text-brand-text")}>
          <MoreHorizontal className="size-5" aria-hidden />
          {t("nav.more")}
        </SheetTrigger>
        <SheetContent side="bottom" title={t("nav.more")} className="overflow-y-auto">
          <div aria-hidden="true" className="mx-auto mt-2 h-1 w-9 shrink-0 rounded-full bg-border-strong" />
          <MoreRows close={() => setOpen(false)} />
        </SheetContent>
      </Sheet>
    </nav>
  );
}

function MoreRows({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const { preferences, setPreference } = useEnvironment();
  const [language, chooseLanguage] = useLanguage();
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
          <NavLink key={id} to={to} onClick={close} className={row}>
            {content}
          </NavLink>
        );
      })}
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
      <Form method="post" action="/logout">
        <button type="submit" className={cn(row, "w-full text-bad-text hover:bg-bad-soft")}>
          <LogOut className="size-5" aria-hidden />
          {t("account.signOut")}
        </button>
      </Form>
    </div>
  );
}
