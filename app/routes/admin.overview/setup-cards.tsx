import { KeyRound, Server, Terminal } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Card, CardHeader } from "~/components/ui/card";

const next = [
  { id: "failover", icon: Server },
  { id: "limits", icon: KeyRound },
  { id: "sdks", icon: Terminal },
] as const;

export function NextCard() {
  const { t } = useTranslation("overview");
  return (
    <Card>
      <CardHeader title={t("setup.next.title")} />
      <ul className="space-y-3.5 px-4 pb-4 text-sm">
        {next.map(({ id, icon: Icon }) => (
          <li key={id} className="flex gap-3">
            <Icon className="mt-0.5 size-4 shrink-0 text-muted-foreground" strokeWidth={1.75} aria-hidden />
            <div>
              <div className="font-medium">{t(`setup.next.${id}`)}</div>
              <div className="text-xs leading-[1.1rem] text-muted-foreground">{t(`setup.next.${id}Text`)}</div>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The empty frame of the figures to come. */
export function PreviewCard() {
  const { t } = useTranslation("overview");
  const figures = [
    [t("kpi.requests"), "0"],
    [t("kpi.success"), "–"],
    [t("setup.latency"), "–"],
    [t("kpi.spend"), "$0.00"],
  ];
  return (
    <div className="overflow-hidden rounded-lg border border-dashed border-border-strong max-lg:hidden">
      <dl className="grid grid-cols-4 divide-x">
        {figures.map(([label, value]) => (
          <div key={label} className="px-4 py-3">
            <dt className="text-xs text-muted-foreground">{label}</dt>
            <dd className="tnum mt-1 text-xl font-semibold text-muted-foreground">{value}</dd>
            <dd className="mt-3 h-px bg-border-strong" aria-hidden="true" />
          </div>
        ))}
      </dl>
      <p className="flex h-[60px] items-center justify-center border-t border-dashed px-4 text-xs text-muted-foreground">
        {t("setup.preview")}
      </p>
      <div className="mx-4 mb-3 border-t-2 border-dashed" aria-hidden="true" />
    </div>
  );
}
