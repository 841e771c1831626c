import { GripVertical } from "lucide-react";
import { type DragEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useFetcher } from "react-router";
import { Sparkline } from "~/components/chart/sparkline";
import { Money } from "~/components/figures";
import { KeyPips } from "~/components/key-pips";
import { Tile } from "~/components/tile";
import { cn } from "~/lib/class-names";
import { formatDuration, formatInteger, formatPercent, formatShare } from "~/lib/format";
import type { writeRow } from "./actions.server";
import { EnableSwitch } from "./enable-switch";
import type { ProviderView } from "./provider-views.server";
import { RowMenu } from "./row-menu";
import { RowStatus } from "./row-status";
import type { Tier } from "./tiers";
import type { Mover } from "./use-mover";
import { WeightCell } from "./weight-cell";

export const rowGrid =
  "grid grid-cols-[minmax(170px,1.5fr)_124px_minmax(96px,1fr)_92px_66px_76px_72px_64px] items-center gap-3 2xl:grid-cols-[minmax(190px,1.5fr)_124px_minmax(120px,1fr)_96px_54px_70px_136px_76px_66px] 2xl:gap-4";

const rateTone = (rate: number | null) =>
  rate === null
    ? "text-muted-foreground"
    : rate < 0.95
      ? "font-medium text-bad-text"
      : rate < 0.99
        ? "font-medium text-warn-text"
        : "";

interface ProviderRowProps {
  provider: ProviderView;
  share: number;
  tier: Tier;
  tiers: Tier[];
  /** Counts presses of "Test all". */
  testRun: number;
  move: Mover;
  onDragStart: (event: DragEvent) => void;
}

export function ProviderRow({ provider, share, tier, tiers, testRun, move, onDragStart }: ProviderRowProps) {
  const { t } = useTranslation("providers");
  const tester = useFetcher<typeof writeRow>({ key: `test-${provider.id}` });
  const [lastRun, setLastRun] = useState(0);
  const test = () =>
    void tester.submit({ intent: "test", id: provider.id }, { method: "post", action: "/admin/providers" });
  useEffect(() => {
    if (testRun === lastRun) return;
    setLastRun(testRun);
    if (provider.enabled) test();
  }, [testRun]);
  const href = `/admin/providers/${encodeURIComponent(provider.id)}`;
  const status = <RowStatus provider={provider} tester={tester} />;
  const controls = (
    <>
      <EnableSwitch provider={provider} share={share} tier={tier} />
      <RowMenu provider={provider} tiers={tiers} move={move} onTest={test} />
    </>
  );
  return (
    <li
      draggable
      onDragStart={onDragStart}
      data-row
      className={cn("group relative border-b last:border-0 hover:bg-accent/50", !provider.enabled && "bg-muted/40")}
    >
      <div className={cn(rowGrid, "relative h-[calc(54px-var(--compact,0px))] pl-4 pr-3 max-lg:hidden")}>
        <GripVertical
          aria-hidden
          className="absolute left-0.5 size-3.5 cursor-grab text-faint opacity-0 group-hover:opacity-100"
        />
        <ProviderName provider={provider} href={href} />
        {status}
        <WeightCell provider={provider} share={share} tier={tier} />
        {provider.credentials.length > 0 ? (
          <KeyPips states={provider.credentials} />
        ) : (
          <span className="text-muted-foreground">–</span>
        )}
        <span className="tnum text-right max-2xl:hidden">
          {provider.modelCount === null ? t("anyModel") : formatInteger(provider.modelCount)}
        </span>
        <span className={cn("tnum text-right", rateTone(provider.successRate))}>
          {formatPercent(provider.successRate)}
        </span>
        <span className={cn("flex items-center gap-2", provider.latencyMs === null && "text-muted-foreground")}>
          <Sparkline
            values={provider.latencies}
            tone={provider.state === "degraded" ? "warn" : "muted"}
            height={18}
            area={false}
            className="w-[52px] max-2xl:hidden"
          />
          <span className="tnum ml-auto">{formatDuration(provider.latencyMs)}</span>
        </span>
        <span className={cn("tnum text-right", provider.costMicroUsd === null && "text-muted-foreground")}>
          <Money value={provider.costMicroUsd} />
        </span>
        <span className="relative flex items-center justify-end gap-1">{controls}</span>
      </div>
      <div className="p-3 lg:hidden">
        <div className="flex items-center gap-3">
          <Tile mark={provider.face.mark} hue={provider.face.hue} size={34} dim={!provider.enabled} />
          <div className="min-w-0 flex-1 leading-[1.15rem]">
            <Link
              to={href}
              data-row-id={provider.id}
              className="block truncate text-base font-medium after:absolute after:inset-0"
            >
              {provider.face.name}
            </Link>
            {status}
          </div>
          <span className="relative flex items-center gap-2 pointer-coarse:gap-5">{controls}</span>
        </div>
        {provider.enabled ? (
          <dl className="mt-2.5 grid grid-cols-4 gap-2 text-xs">
            <Figure label={t("column.weight")}>{formatShare(share)}</Figure>
            <Figure label={t("column.credentials")}>
              {provider.credentials.length > 0 ? <KeyPips states={provider.credentials} className="gap-1.5" /> : "–"}
            </Figure>
            <Figure label={t("column.success")}>
              <span className={rateTone(provider.successRate)}>{formatPercent(provider.successRate, 1)}</span>
            </Figure>
            <Figure label={t("column.p50")} end>
              {formatDuration(provider.latencyMs)}
            </Figure>
          </dl>
        ) : null}
      </div>
    </li>
  );
}

function ProviderName({ provider, href }: { provider: ProviderView; href: string }) {
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Tile mark={provider.face.mark} hue={provider.face.hue} size={30} dim={!provider.enabled} />
      <div className="min-w-0 leading-[1.1rem]">
        <Link
          to={href}
          data-row-id={provider.id}
          className={cn(
            "block truncate font-medium after:absolute after:inset-0",
            !provider.enabled && "text-muted-foreground",
          )}
        >
          {provider.face.name}
        </Link>
        <div className="truncate text-xs text-muted-foreground">{provider.host}</div>
      </div>
    </div>
  );
}

function Figure({ label, end, children }: { label: string; end?: boolean; children: React.ReactNode }) {
  return (
    <div className={cn("min-w-0", end && "text-right")}>
      <dt className="truncate text-2xs text-muted-foreground">{label}</dt>
      <dd className="tnum font-medium">{children}</dd>
    </div>
  );
}
