import { CircleMinus, CopyPlus, Hourglass, ListOrdered, Pencil, Play, Trash2, Zap } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useFetcher } from "react-router";
import { ActionsMenu } from "~/components/actions-menu";
import { ConfirmByName } from "~/components/confirm-by-name";
import {
  DropdownMenuItem,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuSub,
  DropdownMenuSubContent,
  DropdownMenuSubTrigger,
} from "~/components/ui/dropdown-menu";
import type { writeRow } from "./actions.server";
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
  const [deleting, setDeleting] = useState(false);
  const [asking, setAsking] = useState<"hold" | "off" | null>(null);
  const { drain } = useDrain(provider);
  const ask = (kind: "hold" | "off") => (provider.servesAlone.length > 0 ? setAsking(kind) : drain(kind));
  const remover = useFetcher<typeof writeRow>();
  const lowest = (tiers.at(-1)?.priority ?? 0) + 1;
  const highest = (tiers[0]?.priority ?? 0) - 1;
  const href = `/admin/providers/${encodeURIComponent(provider.id)}`;
  return (
    <>
      <ActionsMenu label={t("menu.label", { name: provider.face.name })}>
        <DropdownMenuItem onSelect={onTest}>
          <Zap />
          {t("menu.test")}
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link to={`${href}/settings`}>
            <Pencil />
            {t("menu.edit")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link to={`/admin/providers/new/${provider.preset ?? "custom"}?from=${encodeURIComponent(provider.id)}`}>
            <CopyPlus />
            {t("menu.duplicate")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSub>
          <DropdownMenuSubTrigger>
            <ListOrdered />
            {t("menu.move")}
          </DropdownMenuSubTrigger>
          <DropdownMenuSubContent>
            <DropdownMenuRadioGroup
              value={String(provider.priority)}
              onValueChange={(priority) => move(provider, priority)}
            >
              <DropdownMenuRadioItem value={String(highest)}>{t("menu.newFirst")}</DropdownMenuRadioItem>
              {tiers.map((tier) => (
                <DropdownMenuRadioItem key={tier.priority} value={String(tier.priority)}>
                  {t("tier.name", { number: tier.number })}
                </DropdownMenuRadioItem>
              ))}
              <DropdownMenuRadioItem value={String(lowest)}>{t("menu.newLast")}</DropdownMenuRadioItem>
            </DropdownMenuRadioGroup>
          </DropdownMenuSubContent>
        </DropdownMenuSub>
        {provider.drain ? (
          <DropdownMenuItem onSelect={() => drain(null)}>
            <Play />
            {t("drain.end")}
          </DropdownMenuItem>
        ) : provider.enabled ? (
          <>
            <DropdownMenuItem onSelect={() => ask("hold")}>
              <Hourglass />
              {t("drain.menu")}
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => ask("off")}>
              <CircleMinus />
              {t("drain.menuOff")}
            </DropdownMenuItem>
          </>
        ) : null}
        <DropdownMenuSeparator />
        <DropdownMenuItem destructive onSelect={() => setDeleting(true)}>
          <Trash2 />
          {common("delete")}
        </DropdownMenuItem>
      </ActionsMenu>
      <AloneDialog
        open={asking !== null}
        onOpenChange={() => setAsking(null)}
        title={t("drain.title", { name: provider.face.name })}
        confirm={t("drain.start")}
        onConfirm={() => drain(asking)}
        models={provider.servesAlone}
      />
      <ConfirmByName
        open={deleting}
        onOpenChange={setDeleting}
        title={t("delete.title", { name: provider.face.name })}
        description={t("delete.text")}
        name={provider.face.name}
        confirmLabel={t("delete.confirm")}
        fetcher={remover}
        action="/admin/providers"
        fields={{ intent: "delete", id: provider.id }}
      />
    </>
  );
}
