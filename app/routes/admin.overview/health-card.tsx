import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CardEmpty, CardProblem } from "~/components/card-problem";
import { UptimeBars } from "~/components/chart/uptime-bars";
import { providerStates, StatusLabel } from "~/components/status-label";
import { Tile } from "~/components/tile";
import { Card, CardHeader } from "~/components/ui/card";
import { cn } from "~/lib/class-names";
import { formatDuration, formatPercent } from "~/lib/format";
import { rateTone } from "~/lib/rate-tone";
import { CardLink } from "./card-link";
import type { ProviderLine } from "./overview-data.server";
import { shownProviders } from "./shown-providers";

const columns =
  "grid grid-cols-[minmax(0,118px)_minmax(0,1fr)_88px] items-center gap-3 max-[359px]:grid-cols-[minmax(0,1fr)_88px] lg:grid-cols-[132px_minmax(0,1fr)_56px_60px_98px]";

export function HealthCard({ providers }: { providers: ProviderLine[] | null }) {
  const { t } = useTranslation(["overview", "common"]);
  const counts = providerStates
    .map((state) => ({ state, count: providers?.filter((provider) => provider.state === state).length ?? 0 }))
    .filter(({ count }) => count > 0);
  return (
    <Card className="flex min-w-0 flex-col">
      <CardHeader
        title={t("health.title")}
        hint={
          <span className="max-lg:hidden">
            {counts
              .map(({ state, count }) => t("health.count", { count, state: t(`common:state.${state}`).toLowerCase() }))
              .join(t("health.comma"))}
          </span>
        }
      >
        {providers && providers.length > 0 ? (
          <CardLink to="/admin/providers">{t("health.all", { count: providers.length })}</CardLink>
        ) : null}
      </CardHeader>
      {providers === null ? <CardProblem /> : null}
      {providers?.length === 0 ? <CardEmpty>{t("health.empty")}</CardEmpty> : null}
      {providers && providers.length > 0 ? (
        <div className="px-4 pb-1.5">
          <div className={cn(columns, "h-6 text-2xs text-muted-foreground max-lg:hidden")} aria-hidden="true">
            <span />
            <span className="flex justify-between">
              <span>{t("health.dayAgo")}</span>
              <span>{t("health.now")}</span>
            </span>
            <span className="text-right">p50</span>
            <span className="text-right">{t("health.success")}</span>
            <span className="text-right">{t("health.state")}</span>
          </div>
          <ul>
            {shownProviders(providers, 7).map((provider) => (
              <HealthRow key={provider.id} provider={provider} />
            ))}
          </ul>
        </div>
      ) : null}
    </Card>
  );
}

function HealthRow({ provider }: { provider: ProviderLine }) {
  const { t } = useTranslation("overview");
  const off = provider.state === "off";
  return (
    <li className={cn(columns, "relative h-[37px] border-t pointer-coarse:h-[46px]")}>
      <Link
        to={`/admin/providers/${encodeURIComponent(provider.id)}`}
        data-row-id={provider.id}
        className="flex min-w-0 items-center gap-1.5 font-medium after:absolute after:inset-0 hover:text-brand-text"
      >
        <Tile mark={provider.mark} hue={provider.hue} size={20} dim={off} />
        <span className="truncate">{provider.name}</span>
      </Link>
      {/* Above the link that fills the row: each bar tells its own when it is pointed at. */}
      <UptimeBars buckets={provider.buckets} bucketMs={1_800_000} className="relative max-[359px]:hidden" />
      <span className="tnum text-right max-lg:hidden">
        <span className="sr-only">{t("health.latency")}: </span>
        {formatDuration(provider.latencyP50Ms)}
      </span>
      <span className={cn("tnum text-right max-lg:hidden", rateTone(provider.successRate))}>
        <span className="sr-only">{t("health.success")}: </span>
        {formatPercent(provider.successRate)}
      </span>
      <span className="flex justify-end">
        <StatusLabel state={provider.state} />
      </span>
    </li>
  );
}
