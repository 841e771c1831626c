import { MoreHorizontal } from "lucide-react";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useLocation } from "react-router";
import { lazyOverlay } from "~/components/lazy-part";
import { mobileMore, mobileTabs } from "~/components/shell/navigation";
import { Once } from "~/components/shell/once";
import { cn } from "~/lib/class-names";

// Loaded when it is opened.
const MoreSheet = lazyOverlay(async () => (await import("~/components/shell/more-sheet")).MoreSheet);

const tab =
  "relative flex h-[52px] min-w-0 flex-col items-center justify-center gap-0.5 text-[10.5px] font-medium text-muted-foreground aria-[current=page]:text-brand-text";

/** The bottom bar of a phone: four pages and More. */
export const MobileTabs = memo(({ attention }: { attention: number }) => {
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
      {/* biome-ignore lint/a11y/useSemanticElements: a link until scripts run, a button from then on */}
      <a
        href="/admin/more"
        role="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        className={cn(tab, elsewhere && "text-brand-text")}
        onClick={(event) => {
          event.preventDefault();
          setOpen(true);
        }}
        onKeyDown={(event) => {
          // A link is not pressed with the space bar.
          if (event.key !== " ") return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <MoreHorizontal className="size-5" aria-hidden />
        {t("nav.more")}
      </a>
      <Once open={open}>
        <MoreSheet open={open} onOpenChange={setOpen} />
      </Once>
    </nav>
  );
});
