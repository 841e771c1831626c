import { Plus, Waypoints } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "~/components/empty-state";
import { Count, Money } from "~/components/figures";
import { RouteGlyph } from "~/components/route-glyph";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { cn } from "~/lib/class-names";
import { formatPercent } from "~/lib/format";
import { rateTone } from "~/lib/rate-tone";
import type { RouteCard } from "./route-cards.server";

export const routePath = (id: string) => `/admin/models/routes/${encodeURIComponent(id)}`;

export function RouteCards({ routes, partial }: { routes: RouteCard[]; partial: boolean }) {
  const { t } = useTranslation("models");
  return (
    <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
      {routes.map((route) => (
        <li
          key={route.id}
          className="relative min-w-0 rounded-lg border bg-card p-3.5 shadow-card hover:border-border-strong"
        >
          <RouteHead route={route} />
          <dl className="mt-3 grid grid-cols-3 gap-3 xl:max-2xl:flex xl:max-2xl:justify-between">
            <Figure label={t("routes.requests")} title={partial ? t("routes.partial") : undefined}>
              <Count value={route.requests} />
              {partial ? "+" : null}
            </Figure>
            <Figure label={t("routes.success")}>
              <span className={rateTone(route.successRate)}>{formatPercent(route.successRate)}</span>
            </Figure>
            <Figure label={t("routes.cost")} className="text-right">
              <Money value={route.averageMicroUsd} />
            </Figure>
          </dl>
        </li>
      ))}
    </ul>
  );
}

function RouteHead({ route }: { route: RouteCard }) {
  const { t } = useTranslation("models");
  const { t: common } = useTranslation();
  return (
    <div className="flex items-center gap-2.5">
      <RouteGlyph id={route.id} strategy={route.strategy} />
      <div className="min-w-0 flex-1 leading-[1.1rem]">
        <div className="flex min-w-0 items-center gap-2">
          <Link
            to={routePath(route.id)}
            data-row-id={route.id}
            className="truncate font-mono text-sm font-semibold after:absolute after:inset-0"
          >
            {route.id}
          </Link>
          <Badge>{common(`strategy.${route.strategy}`)}</Badge>
        </div>
        <div className="truncate text-xs text-muted-foreground">
          {t("routes.candidates", { count: route.candidates })}
          {route.rules > 0 ? t("comma") + t("routes.rules", { count: route.rules }) : null}
        </div>
      </div>
    </div>
  );
}

interface FigureProps {
  label: string;
  title?: string | undefined;
  children: React.ReactNode;
  className?: string;
}

function Figure({ label, title, children, className }: FigureProps) {
  return (
    <div className={cn("min-w-0", className)} title={title}>
      <dt className="truncate text-2xs text-muted-foreground">{label}</dt>
      <dd className="tnum text-sm font-medium">{children}</dd>
    </div>
  );
}

/** Where there is no route yet: what one is for. */
export function NoRoutes({ compact }: { compact?: boolean }) {
  const { t } = useTranslation("models");
  const create = (
    <Button variant={compact ? "outline" : "default"} asChild>
      <Link to="/admin/models/routes/new">
        <Plus />
        {t("new")}
      </Link>
    </Button>
  );
  if (!compact) {
    return (
      <Card>
        <EmptyState icon={Waypoints} title={t("routes.emptyTitle")} actions={create}>
          {t("routes.emptyHelp")}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card className="flex flex-wrap items-center gap-3 p-3.5">
      <span className="inline-flex size-7 items-center justify-center rounded-md bg-brand-soft text-brand-text">
        <Waypoints className="size-3.5" aria-hidden />
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <div className="text-sm font-medium">{t("routes.emptyTitle")}</div>
        <p className="text-xs text-muted-foreground">{t("routes.emptyHelp")}</p>
      </div>
      {create}
    </Card>
  );
}
