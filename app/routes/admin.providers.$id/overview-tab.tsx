import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { UptimeBars } from "~/components/chart/uptime-bars";
import { Money, useFigures } from "~/components/figures";
import type { Polling } from "~/components/hooks/use-polling";
import { LiveDot } from "~/components/live-dot";
import { RailNumber } from "~/components/rail";
import { StatusLabel } from "~/components/status-label";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { hasNoUsableKey } from "~/components/usable-key";
import { When } from "~/components/when";
import { cn } from "~/lib/class-names";
import { formatDuration, formatInteger, formatPercent, formatShare } from "~/lib/format";
import { AttemptList } from "./attempt-list";
import { CredentialsCard } from "./credentials-card";
import { DangerZone } from "./danger-zone";
import type { ProviderDetail } from "./detail-data.server";
import { ModelsCard } from "./models-card";

const halfHourMs = 1_800_000;

interface OverviewTabProps {
  detail: ProviderDetail;
  base: string;
  /** The newest attempts come in. */
  live: Polling;
}

export function OverviewTab({ detail, base, live }: OverviewTabProps) {
  const { formatCount } = useFigures();
  const { t } = useTranslation("providers");
  const { provider, uptime, usage } = detail;
  const sum = (field: "requests" | "promptTokens" | "completionTokens" | "costMicroUsd") =>
    usage.reduce((total, row) => total + row[field], 0);
  const requests = (filter: Record<string, string> = {}) =>
    `/admin/requests?${new URLSearchParams({ provider: provider.id, range: "24h", ...filter })}`;
  const slow: Record<string, string> =
    uptime?.latencyP95Ms == null ? {} : { latency: `${Math.round(uptime.latencyP95Ms)}ms` };
  const figures = [
    [t("detail.requests"), requests(), formatInteger(sum("requests"))],
    [t("detail.success"), `${base}/attempts`, formatPercent(uptime?.successRate)],
    [t("detail.latency"), requests(slow), formatDuration(uptime?.latencyP50Ms), formatDuration(uptime?.latencyP95Ms)],
    [t("detail.tokens"), requests(), formatCount(sum("promptTokens") + sum("completionTokens"))],
    [t("detail.spend"), requests(), <Money key="spend" value={uptime ? sum("costMicroUsd") : null} />],
  ] as const;
  return (
    <>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-border shadow-card lg:grid-cols-[repeat(5,1fr)_1.7fr]">
        {figures.map(([label, to, value, second]) => (
          <div
            key={label}
            className="relative min-w-0 bg-card px-4 py-3 focus-within:z-10 [&:has(a:hover)]:bg-accent/40"
          >
            <dt className="truncate text-xs text-muted-foreground">
              <Link to={to} className="after:absolute after:inset-0">
                {label}
              </Link>
            </dt>
            <dd className="tnum mt-1 flex items-baseline gap-1.5 whitespace-nowrap">
              <span className="text-xl font-semibold tracking-[-0.02em]">{value}</span>
              {second && second !== "–" ? <span className="text-xs text-muted-foreground">{second}</span> : null}
            </dd>
          </div>
        ))}
        <div className="bg-card px-4 py-3">
          <dt className="flex flex-wrap justify-between gap-x-2 text-xs text-muted-foreground">
            <span>{t("detail.uptime")}</span>
            <span className={cn("font-medium", circuitTone[circuitOf(detail.state)])}>
              {detail.state === "down" && hasNoUsableKey(provider.credentialStates.map(({ state }) => state))
                ? t("reason.noUsableKey")
                : t(`circuit.${circuitOf(detail.state)}`)}
            </span>
          </dt>
          <dd>
            <UptimeBars
              buckets={uptime?.buckets ?? quietDay(detail.now)}
              bucketMs={halfHourMs}
              className="mt-2.5 h-6"
            />
          </dd>
        </div>
      </dl>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_300px]">
        <div className="min-w-0 space-y-4">
          <CredentialsCard provider={provider} used={detail.credentials} />
          <ModelsCard
            provider={provider}
            known={detail.known}
            served={detail.served}
            limit={8}
            more={`${base}/models`}
          />
        </div>
        <div className="space-y-4">
          <Routing detail={detail} base={base} />
          <Card className="overflow-hidden">
            <CardHeader title={t("detail.attempts")}>
              <LiveDot state={live.state} onResume={live.resume} />
            </CardHeader>
            <AttemptList attempts={detail.attempts.slice(0, 5)} />
            {detail.attempts.length > 5 ? (
              <Link
                to={`${base}/attempts`}
                className="flex h-9 items-center justify-center pointer-coarse:h-11 border-t text-xs text-brand-text hover:bg-accent/60"
              >
                {t("detail.all")}
              </Link>
            ) : null}
          </Card>
          <DangerZone detail={detail} />
        </div>
      </div>
    </>
  );
}

/** A day without a single call. */
const quietDay = (now: number) =>
  Array.from({ length: 48 }, (_, index) => ({
    start: (Math.floor(now / halfHourMs) - 47 + index) * halfHourMs,
    attempts: 0,
    failures: 0,
  }));

const circuitTone = {
  closed: "text-ok-text",
  halfOpen: "text-warn-text",
  open: "text-bad-text",
  off: "text-idle-text",
};
const circuitOf = (state: ProviderDetail["state"]) =>
  state === "down" ? "open" : state === "recovering" ? "halfOpen" : state === "off" ? "off" : "closed";

function Routing({ detail, base }: { detail: ProviderDetail; base: string }) {
  const { t } = useTranslation("providers");
  const { provider, tier, tierWeight, defaults } = detail;
  const share = provider.enabled && provider.drain === null && tierWeight > 0 ? provider.weight / tierWeight : 0;
  // One with every other key, as far as the limit on attempts lets it.
  const retries = Math.max(0, Math.min(provider.credentialStates.length, defaults.maxAttempts) - 1);
  const rows = [
    [
      t("field.priority"),
      <span key="tier" className="inline-flex items-center gap-2">
        <RailNumber number={tier} look={tier === 1 ? "first" : "later"} small />
        {tier === 1 ? t("detail.triedFirst") : null}
      </span>,
    ],
    [
      t("field.weight"),
      t("detail.weightOf", { weight: provider.weight, total: tierWeight, share: formatShare(share) }),
    ],
    [t("detail.rotation"), t("detail.inTurn")],
    [
      t("detail.timeout"),
      t("detail.timeouts", {
        whole: secondsOf(provider.timeouts.attemptMs ?? defaults.attemptMs),
        first: secondsOf(provider.timeouts.firstTokenMs ?? provider.timeouts.firstByteMs ?? defaults.firstByteMs),
      }),
    ],
    [t("detail.retries"), t("detail.retriesText", { count: retries })],
    [t("detail.cooldown"), t("detail.cooldownText", { pause: secondsOf(defaults.pauseMs) })],
    ...(provider.probe?.enabled ? [[t("probe.title"), <LastProbe key="probe" detail={detail} />] as const] : []),
  ] as const;
  return (
    <Card>
      <CardHeader title={t("detail.routing")}>
        <Button variant="ghost" size="sm" className="-mr-2.5 text-muted-foreground" asChild>
          <Link to={`${base}/settings`}>{t("menu.edit")}</Link>
        </Button>
      </CardHeader>
      <dl className="px-4 pb-3 text-sm">
        {rows.map(([label, value]) => (
          <div key={label} className="flex min-h-8 items-center justify-between gap-3">
            <dt className="shrink-0 text-muted-foreground">{label}</dt>
            <dd className="tnum truncate text-right">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

const secondsOf = (ms: number) => `${ms / 1000} s`;

function LastProbe({ detail: { probe } }: { detail: ProviderDetail }) {
  const { t } = useTranslation("providers");
  if (probe === null) return t("probe.waiting");
  return (
    <span className="inline-flex items-center gap-2" title={probe.error ?? undefined}>
      <StatusLabel
        state={probe.ok ? "healthy" : "down"}
        label={
          probe.ok
            ? formatDuration(probe.latencyMs)
            : probe.status === 0
              ? t("probe.unanswered")
              : t("probe.failed", { status: probe.status })
        }
      />
      <When time={probe.at} className="text-xs text-muted-foreground" />
    </span>
  );
}
