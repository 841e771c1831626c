import { Pause, Pencil, Play, RefreshCw, ScrollText, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useFetcher } from "react-router";
import { ActionsMenu } from "~/components/actions-menu";
import { ConfirmByName } from "~/components/confirm-by-name";
import { toast } from "~/components/toast";
import { DropdownMenuItem, DropdownMenuSeparator } from "~/components/ui/dropdown-menu";
import { useAnswer, useReason } from "~/components/use-answer";
import type { writeKey } from "./actions.server";
import type { KeyView } from "./key-views.server";

export function KeyMenu({ view }: { view: KeyView }) {
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation();
  const [revoking, setRevoking] = useState(false);
  const fetcher = useFetcher<typeof writeKey>();
  const remover = useFetcher<typeof writeKey>();
  const reason = useReason();
  const enable = (enabled: boolean) =>
    void fetcher.submit(
      { intent: "enable", id: view.id, enabled: String(enabled) },
      { method: "post", action: "/admin/keys" },
    );
  useAnswer(fetcher, (answer) => {
    if (!answer.ok) {
      toast.error(t("toast.failed", { name: view.name }), { description: reason(answer) });
      return;
    }
    const { enabled = true } = answer;
    toast.success(t(enabled ? "toast.enabled" : "toast.paused", { name: view.name }), {
      duration: 8000,
      action: { label: common("undo"), onClick: () => enable(!enabled) },
    });
  });
  const id = encodeURIComponent(view.id);
  return (
    <>
      <ActionsMenu label={t("menu.label", { name: view.name })}>
        <DropdownMenuItem asChild>
          <Link to={`?edit=${id}`} preventScrollReset>
            <Pencil />
            {t("menu.edit")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link to={`/admin/requests?key=${id}`}>
            <ScrollText />
            {t("menu.requests")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link to={`?rotate=${id}`} preventScrollReset>
            <RefreshCw />
            {t("menu.rotate")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => enable(!view.enabled)}>
          {view.enabled ? <Pause /> : <Play />}
          {t(view.enabled ? "menu.pause" : "menu.enable")}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem destructive onSelect={() => setRevoking(true)}>
          <Trash2 />
          {t("menu.revoke")}
        </DropdownMenuItem>
      </ActionsMenu>
      <ConfirmByName
        open={revoking}
        onOpenChange={setRevoking}
        title={t("revoke.title", { name: view.name })}
        description={t("revoke.text")}
        name={view.name}
        confirmLabel={t("revoke.confirm")}
        fetcher={remover}
        action="/admin/keys"
        fields={{ intent: "delete", id: view.id }}
      />
    </>
  );
}
