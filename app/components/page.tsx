import { Search } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { NavigationProgress } from "~/components/navigation-progress";
import { PageProblem } from "~/components/page-problem";
import { ProductMark } from "~/components/product-mark";
import { usePalette } from "~/components/shell/palette-context";
import { Button } from "~/components/ui/button";
import { cn } from "~/lib/class-names";

interface PageProps {
  title: ReactNode;
  /** For the browser's tab, where `title` is more than text. */
  documentTitle?: string;
  /** Pages above this one. */
  crumbs?: { label: string; to: string }[];
  /** One line beside the title. */
  hint?: ReactNode;
  actions?: ReactNode;
  /** In place of `actions` under 1024 px; the same ones without it. */
  mobileActions?: ReactNode;
  tabs?: ReactNode;
  children: ReactNode;
  /** No padding: the content brings its own. */
  flush?: boolean;
  className?: string;
  /** Newer figures than those shown are on their way. */
  busy?: boolean;
}

/** Top bar and content of a dashboard page. */
export function Page({
  title,
  documentTitle,
  crumbs,
  hint,
  actions,
  mobileActions,
  tabs,
  children,
  flush,
  className,
  busy,
}: PageProps) {
  const { t } = useTranslation();
  const openPalette = usePalette();
  const name = documentTitle ?? (typeof title === "string" ? title : null);
  return (
    <div className={cn("flex min-h-dvh min-w-0 flex-1 flex-col", tabs ? "[--bar:89px]" : "[--bar:53px]")}>
      <title>{name === null ? t("product") : `${name} · ${t("product")}`}</title>
      <header className="sticky top-0 z-30 border-b bg-background">
        <div className="flex h-[52px] items-center gap-3 px-4 lg:px-6">
          <Link to="/admin" aria-label={t("nav.overview")} className="max-[22rem]:hidden lg:hidden">
            <ProductMark />
          </Link>
          <div className="flex min-w-0 items-center gap-2">
            {crumbs?.map((crumb) => (
              <Fragment key={crumb.to}>
                <Link to={crumb.to} className="text-sm text-muted-foreground hover:text-foreground max-lg:hidden">
                  {crumb.label}
                </Link>
                <span aria-hidden="true" className="text-faint max-lg:hidden">
                  /
                </span>
              </Fragment>
            ))}
            <h1 className="flex min-w-0 items-center gap-2 truncate text-[15px] font-semibold tracking-[-0.012em]">
              {title}
            </h1>
            {hint ? <span className="truncate text-sm text-muted-foreground max-lg:hidden">{hint}</span> : null}
          </div>
          <div
            className={cn("ml-auto flex shrink-0 items-center gap-2", mobileActions !== undefined && "max-lg:hidden")}
          >
            {actions}
          </div>
          <div
            className={cn(
              "flex shrink-0 items-center gap-1 pointer-coarse:gap-2 lg:hidden",
              mobileActions !== undefined && "ml-auto",
            )}
          >
            {mobileActions}
            <Button
              variant="ghost"
              size="icon"
              aria-label={t("palette.open")}
              onClick={openPalette}
              className="pointer-coarse:size-11"
            >
              <Search aria-hidden />
            </Button>
          </div>
        </div>
        {tabs ? <div className="-mt-1 px-4 lg:px-6">{tabs}</div> : null}
        <PageProblem />
        <NavigationProgress busy={busy} />
      </header>
      <main
        id="main"
        tabIndex={-1}
        className={cn(
          "min-w-0 flex-1 pb-[calc(6rem+env(safe-area-inset-bottom))] lg:pb-8",
          !flush && "px-4 pt-4 lg:px-6 lg:pt-5",
          className,
        )}
      >
        {children}
      </main>
    </div>
  );
}
