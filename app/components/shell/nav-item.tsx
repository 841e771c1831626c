import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useOnline } from "~/components/hooks/use-online";
import type { NavigationItem } from "~/components/shell/navigation";
import { Tooltip } from "~/components/ui/tooltip";
import { cn } from "~/lib/class-names";

const classes =
  "relative flex h-8 items-center gap-2.5 rounded-md px-2 text-sm text-sidebar-foreground hover:bg-sidebar-accent/60 aria-[current=page]:bg-sidebar-accent aria-[current=page]:font-medium aria-[current=page]:text-foreground aria-[current=page]:[&>svg]:text-primary dark:aria-[current=page]:[&>svg]:text-brand-text";

interface NavItemProps {
  item: NavigationItem;
  badge?: ReactNode;
  /** Icons alone are explained by tooltips. */
  rail: boolean;
}

export function NavItem({ item, badge, rail }: NavItemProps) {
  const { t } = useTranslation();
  // Looking ahead without a connection would end in a reload, and lose what is being typed on this page.
  const online = useOnline();
  const label = t(`nav.${item.id}`);
  const Icon = item.icon;
  const content = (
    <>
      <Icon className="size-4 shrink-0 text-muted-foreground" strokeWidth={1.75} aria-hidden />
      <span className="flex-1 truncate rail:sr-only">{label}</span>
      {badge}
    </>
  );
  const link = item.external ? (
    <a href={item.to} target="_blank" rel="noreferrer" className={classes}>
      {content}
    </a>
  ) : (
    <NavLink to={item.to} end={item.to === "/admin"} prefetch={online ? "intent" : "none"} className={cn(classes)}>
      {content}
    </NavLink>
  );
  if (!rail) return link;
  return (
    <Tooltip
      content={
        <>
          {label}
          {item.key ? <span className="ml-2 font-mono text-2xs">G {item.key.toUpperCase()}</span> : null}
        </>
      }
      side="right"
    >
      {link}
    </Tooltip>
  );
}
