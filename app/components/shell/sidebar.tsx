import { PanelLeft, Search, TriangleAlert } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useEnvironment } from "~/components/environment";
import { ProductMark } from "~/components/product-mark";
import { AccountMenu } from "~/components/shell/account-menu";
import { NavItem } from "~/components/shell/nav-item";
import { navigationFoot, navigationGroups } from "~/components/shell/navigation";
import { usePalette } from "~/components/shell/palette-context";
import { useWide } from "~/components/shell/use-wide";
import { Button } from "~/components/ui/button";
import { Kbd } from "~/components/ui/kbd";

/** 228 px with words, or a 56 px rail of icons: under 1280 px, or where it was folded. */
export const Sidebar = memo(({ attention }: { attention: number }) => {
  const { t } = useTranslation();
  const { preferences, setPreference } = useEnvironment();
  const openPalette = usePalette();
  const rail = !useWide() || preferences.sidebar === "rail";
  const badge =
    attention > 0 ? (
      <span
        title={t("nav.attention", { count: attention })}
        className="tnum inline-flex items-center gap-1 text-2xs font-medium text-warn-text rail:absolute rail:right-0.5 rail:top-0"
      >
        <TriangleAlert className="size-3 rail:hidden" aria-hidden />
        <span aria-hidden="true">{attention}</span>
        <span className="sr-only">{t("nav.attention", { count: attention })}</span>
      </span>
    ) : null;
  return (
    <aside
      data-sidebar={preferences.sidebar}
      className="sticky top-0 flex h-dvh w-[228px] shrink-0 flex-col border-r bg-sidebar max-lg:hidden rail:w-[56px]"
    >
      <div className="flex h-[52px] items-center gap-2.5 px-3.5 rail:flex-col rail:justify-center">
        <ProductMark className="size-[22px] rail:size-6" />
        <div className="min-w-0 flex-1 truncate text-sm font-semibold leading-4 tracking-[-0.01em] rail:hidden">
          {t("product")}
        </div>
        <Button
          variant="ghost"
          size="icon-xs"
          aria-label={t("sidebar.fold")}
          className="rail:hidden"
          onClick={() => setPreference("sidebar", "rail")}
        >
          <PanelLeft aria-hidden />
        </Button>
      </div>
      <div className="space-y-1 px-2.5 pb-2">
        <button
          type="button"
          onClick={openPalette}
          aria-keyshortcuts="Control+K Meta+K"
          title={rail ? `${t("palette.open")} (${t("palette.modifier")} K)` : undefined}
          className="flex h-8 w-full items-center gap-2 rounded-md border border-input bg-card px-2 text-sm text-muted-foreground shadow-card hover:bg-accent rail:justify-center"
        >
          <Search className="size-3.5 shrink-0" aria-hidden />
          <span className="rail:sr-only">{t("palette.open")}</span>
          <span className="ml-auto flex gap-0.5 rail:hidden" aria-hidden="true">
            <Kbd>{t("palette.modifier")}</Kbd>
            <Kbd>K</Kbd>
          </span>
        </button>
        {preferences.sidebar === "rail" ? (
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("sidebar.unfold")}
            className="w-full max-xl:hidden"
            onClick={() => setPreference("sidebar", "wide")}
          >
            <PanelLeft aria-hidden />
          </Button>
        ) : null}
      </div>
      <nav aria-label={t("nav.main")} className="no-scrollbar flex-1 space-y-4 overflow-y-auto px-2.5 py-1">
        {navigationGroups.map((group) => (
          <div key={group.id}>
            {group.id === "main" ? null : (
              <div className="px-2 pb-1 text-2xs font-medium text-muted-foreground rail:hidden">
                {t(`nav.group.${group.id}`)}
              </div>
            )}
            <div className="space-y-px">
              {group.items.map((item) => (
                <NavItem key={item.id} item={item} rail={rail} badge={item.id === "providers" ? badge : null} />
              ))}
            </div>
          </div>
        ))}
      </nav>
      <div className="space-y-px px-2.5 pb-2">
        {navigationFoot.map((item) => (
          <NavItem key={item.id} item={item} rail={rail} />
        ))}
      </div>
      <div className="border-t p-2.5">
        <AccountMenu />
      </div>
    </aside>
  );
});
