import { ChevronsUpDown } from "lucide-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useEnvironment } from "~/components/environment";
import { lazyPart } from "~/components/lazy-part";

// Loaded when it is opened.
const AccountMenuItems = lazyPart(async () => (await import("~/components/shell/account-menu-items")).AccountMenuItems);

export function AccountMenu() {
  const { t } = useTranslation();
  const { host } = useEnvironment();
  const [wanted, setWanted] = useState(false);
  const trigger = (
    // Before scripts run it leads to where signing out, theme and language stand as well.
    // biome-ignore lint/a11y/useSemanticElements: a link until scripts run, a button from then on
    <a
      href="/admin/settings/access"
      role="button"
      aria-haspopup="menu"
      onClick={(event) => {
        event.preventDefault();
        setWanted(true);
      }}
      onKeyDown={(event) => {
        // A link is not pressed with the space bar.
        if (event.key !== " " || wanted) return;
        event.preventDefault();
        setWanted(true);
      }}
      className="flex w-full items-center gap-2.5 rounded-md p-1.5 text-left hover:bg-sidebar-accent/60 data-[state=open]:bg-sidebar-accent/60 rail:px-1"
      title={t("account.menu", { host })}
    >
      {/* A name of its own would leave out what is read there. */}
      <span className="sr-only">{t("account.open")}</span>
      <span
        aria-hidden
        className="flex size-7 shrink-0 items-center justify-center rounded-full bg-foreground/85 text-2xs font-semibold text-background"
      >
        {t("account.initials")}
      </span>
      <span className="min-w-0 flex-1 leading-4 rail:hidden">
        <span className="block truncate text-sm font-medium">{t("account.admin")}</span>
        <span className="block truncate font-mono text-2xs text-muted-foreground">{host}</span>
      </span>
      <ChevronsUpDown className="size-3.5 shrink-0 text-muted-foreground rail:hidden" aria-hidden />
    </a>
  );
  if (!wanted) return trigger;
  return (
    <Suspense fallback={trigger}>
      <AccountMenuItems trigger={trigger} />
    </Suspense>
  );
}
