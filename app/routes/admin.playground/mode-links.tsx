import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, NavLink, useLocation } from "react-router";
import { Button } from "~/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "~/components/ui/dropdown-menu";

const modes = ["chat", "image", "embeddings", "connectivity"] as const;
type Mode = (typeof modes)[number];

const addressOf = (mode: Mode) => (mode === "chat" ? "/admin/playground" : `/admin/playground/${mode}`);

/** Links that look like the segmented control: every mode has an address. */
export function ModeLinks() {
  const { t } = useTranslation("playground");
  return (
    <nav aria-label={t("mode.label")} className="inline-flex items-center rounded-md bg-muted p-0.5">
      {modes.map((mode) => (
        <NavLink
          key={mode}
          end
          to={addressOf(mode)}
          className="inline-flex h-7 items-center whitespace-nowrap rounded px-2.5 text-xs font-medium text-muted-foreground hover:text-foreground aria-[current=page]:bg-card aria-[current=page]:text-foreground aria-[current=page]:shadow-[0_0_0_1px_var(--border),0_1px_2px_oklch(0_0_0/0.06)] dark:aria-[current=page]:bg-border-strong/70"
        >
          {t(`mode.${mode}`)}
        </NavLink>
      ))}
    </nav>
  );
}

/** The page's title; on a phone, where the row of links has no room, the modes open from beside it. */
export function ModeTitle() {
  const { t } = useTranslation("playground");
  const { pathname } = useLocation();
  const current = modes.find((mode) => addressOf(mode) === pathname.replace(/\/$/, "")) ?? "chat";
  return (
    <>
      <span className="max-lg:hidden">{t("title")}</span>
      <span className="min-w-0 truncate lg:hidden">{t(current === "chat" ? "title" : `mode.${current}`)}</span>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t("mode.label")}
            className="lg:hidden pointer-coarse:size-11"
          >
            <ChevronDown />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          {modes.map((mode) => (
            <DropdownMenuItem key={mode} asChild>
              <Link to={addressOf(mode)} aria-current={mode === current ? "page" : undefined}>
                {t(`mode.${mode}`)}
              </Link>
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
    </>
  );
}
