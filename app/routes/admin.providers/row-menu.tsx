import { CircleMinus, CopyPlus, Hourglass, ListOrdered, Pencil, Play, Trash2, Zap } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AddressedMenu } from "~/components/actions-menu/addressed-menu";
import type { RowActions } from "~/components/actions-menu/row-action";
import { AloneDialog } from "./alone-dialog";
import type { ProviderView } from "./provider-views.server";
import type { Tier } from "./tiers";
import { useDrain } from "./use-drain";
import type { Mover } from "./use-mover";

interface RowMenuProps {
  provider: ProviderView;
  tiers: Tier[];
  move: Mover;
  onTest: () => void;
}

export function RowMenu({ provider, tiers, move, onTest }: RowMenuProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const [asking, setAsking] = useState<"hold" | "off" | null>(null);
  const { drain } = useDrain(provider);
  const { id } = provider;
  const ask = (kind: "hold" | "off") => (provider.servesAlone.length > 0 ? setAsking(kind) : drain(kind));
  const draining = (kind: "hold" | "off" | null) => ({ fields: { intent: "drain", id, drain: kind ?? "" } });
  const drains = (): RowActions => {
    if (provider.drain)
      return [{ icon: Play, label: t("drain.end"), onSelect: () => drain(null), sends: draining(null) }];
    if (!provider.enabled) return [];
    return [
      { icon: Hourglass, label: t("drain.menu"), onSelect: () => ask("hold"), sends: draining("hold") },
      { icon: CircleMinus, label: t("drain.menuOff"), onSelect: () => ask("off"), sends: draining("off") },
    ];
  };
  const actions = (): RowActions => {
    const address = encodeURIComponent(id);
    const last = (tiers.at(-1)?.priority ?? 0) + 1;
    const first = (tiers[0]?.priority ?? 0) - 1;
    return [
      { icon: Zap, label: t("menu.test"), onSelect: onTest, sends: { fields: { intent: "test", id } } },
      { icon: Pencil, label: t("menu.edit"), to: `/admin/providers/${address}/settings` },
      {
        icon: CopyPlus,
        label: t("menu.duplicate"),
        to: `/admin/providers/new/${provider.preset ?? "custom"}?from=${address}`,
      },
      {
        icon: ListOrdered,
        label: t("menu.move"),
        value: String(provider.priority),
        choices: [
          { value: String(first), label: t("menu.newFirst") },
          ...tiers.map(({ priority, number }) => ({ value: String(priority), label: t("tier.name", { number }) })),
          { value: String(last), label: t("menu.newLast") },
        ],
        onSelect: (priority) => move(provider, priority),
        fieldsOf: (priority) => ({ intent: "priority", id, priority }),
      },
      ...drains(),
      "line",
      { icon: Trash2, label: common("delete"), destructive: true, to: `?delete=${address}` },
    ];
  };
  return (
    <>
      <AddressedMenu label={t("menu.label", { name: provider.face.name })} of={id} actions={actions} />
      <AloneDialog
        open={asking !== null}
        onOpenChange={() => setAsking(null)}
        title={t("drain.title", { name: provider.face.name })}
        confirm={t("drain.start")}
        onConfirm={() => drain(asking)}
        models={provider.servesAlone}
      />
    </>
  );
}
