import { ArrowDown } from "lucide-react";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "~/components/ui/card";
import { cn } from "~/lib/class-names";
import { ProviderRow, rowGrid } from "./provider-row";
import type { Tier } from "./tiers";
import type { Mover } from "./use-mover";

interface PriorityTierProps {
  tier: Tier;
  tiers: Tier[];
  last: boolean;
  testRun: number;
  move: Mover;
}

const dragType = "application/x-gateway-provider";

/** One step of the failover rail. Rows can be dropped on it; the menu's "Move to priority" does the same by keyboard. */
export function PriorityTier({ tier, tiers, last, testRun, move }: PriorityTierProps) {
  const { t } = useTranslation("providers");
  const [over, setOver] = useState(false);
  const first = tier.number === 1;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const id = event.dataTransfer.getData(dragType);
    const provider = tiers.flatMap(({ providers }) => providers).find((each) => each.id === id);
    if (provider && provider.priority !== tier.priority) move(provider, tier.priority);
  };
  const role = first ? "tier.first" : last && tiers.length > 2 ? "tier.last" : "tier.next";
  return (
    <section
      aria-label={t("tier.name", { number: tier.number })}
      className="relative pb-5 last:pb-0 lg:pl-11"
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragType)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {last ? null : (
        <>
          <span className="absolute bottom-[-8px] left-[13px] top-8 w-px bg-border-strong max-lg:hidden" />
          <ArrowDown
            aria-hidden
            className="absolute bottom-1 left-[6px] size-[15px] bg-background text-muted-foreground max-lg:hidden"
          />
        </>
      )}
      <div className="flex min-h-9 items-center gap-2 text-sm">
        <span
          aria-hidden
          className={cn(
            "tnum z-10 flex size-5 shrink-0 items-center justify-center rounded-full text-2xs font-semibold lg:absolute lg:left-0 lg:top-1 lg:size-[27px] lg:text-xs",
            first ? "bg-primary text-primary-foreground" : "border bg-card shadow-card",
          )}
        >
          {tier.number}
        </span>
        <h2 className="shrink-0 font-medium">{t("tier.name", { number: tier.number })}</h2>
        <span className="truncate text-muted-foreground">
          <span className={cn(role === "tier.next" && "max-md:hidden")}>{t(role)}</span>
          {role === "tier.next" ? <span className="md:hidden">{t("tier.nextShort")}</span> : null}
          {first ? <span className="max-md:hidden"> · {t("tier.spread")}</span> : null}
        </span>
      </div>
      <Card className={cn("overflow-hidden", over && "outline-2 outline-offset-1 outline-ring")}>
        <ul>
          {tier.providers.map((provider) => (
            <ProviderRow
              key={provider.id}
              provider={provider}
              share={tier.shares[provider.id] ?? 0}
              tier={tier}
              tiers={tiers}
              testRun={testRun}
              move={move}
              onDragStart={(event) => event.dataTransfer.setData(dragType, provider.id)}
            />
          ))}
        </ul>
      </Card>
    </section>
  );
}

export function ColumnHeads() {
  const { t } = useTranslation("providers");
  return (
    <div
      aria-hidden
      className={cn(rowGrid, "pb-1.5 pl-[60px] pr-3 text-xs font-medium text-muted-foreground max-lg:hidden")}
    >
      <span>{t("column.provider")}</span>
      <span>{t("column.status")}</span>
      <span>{t("column.weight")}</span>
      <span>{t("column.credentials")}</span>
      <span className="text-right max-2xl:hidden">{t("column.models")}</span>
      <span className="text-right">{t("column.success")}</span>
      <span className="text-right">{t("column.latency")}</span>
      <span className="text-right">{t("column.spend")}</span>
    </div>
  );
}
