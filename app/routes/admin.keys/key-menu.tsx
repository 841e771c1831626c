import { Pause, Pencil, Play, RefreshCw, ScrollText, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { AddressedMenu } from "~/components/actions-menu/addressed-menu";
import type { RowActions } from "~/components/actions-menu/row-action";
import { useAnswer, useReason } from "~/components/hooks/use-answer";
import { showProblem } from "~/components/page-problem";
import { confirmDone } from "~/components/toast";
import type { writeKey } from "./actions.server";
import type { KeyView } from "./key-views.server";

/** What can be done with a key; its dialogs have addresses (route.tsx). */
export function KeyMenu({ view }: { view: KeyView }) {
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation();
  const fetcher = useFetcher<typeof writeKey>();
  const reason = useReason();
  const fieldsOf = (enabled: boolean) => ({ intent: "enable", id: view.id, enabled: String(enabled) });
  const enable = (enabled: boolean) =>
    void fetcher.submit(fieldsOf(enabled), { method: "post", action: "/admin/keys" });
  useAnswer(fetcher, (answer) => {
    if (!answer.ok) {
      showProblem(t("toast.failed", { name: view.name }), reason(answer));
      return;
    }
    const { enabled = true } = answer;
    confirmDone(t(enabled ? "toast.enabled" : "toast.paused", { name: view.name }), {
      duration: 8000,
      action: { label: common("undo"), onClick: () => enable(!enabled) },
    });
  });
  const actions = (): RowActions => {
    const id = encodeURIComponent(view.id);
    return [
      { icon: Pencil, label: t("menu.edit"), to: `?edit=${id}` },
      { icon: ScrollText, label: t("menu.requests"), to: `/admin/requests?key=${id}` },
      { icon: RefreshCw, label: t("menu.rotate"), to: `?rotate=${id}` },
      {
        icon: view.enabled ? Pause : Play,
        label: t(view.enabled ? "menu.pause" : "menu.enable"),
        onSelect: () => enable(!view.enabled),
        sends: { fields: fieldsOf(!view.enabled) },
      },
      "line",
      { icon: Trash2, label: t("menu.revoke"), destructive: true, to: `?revoke=${id}` },
    ];
  };
  return <AddressedMenu label={t("menu.label", { name: view.name })} of={view.id} actions={actions} />;
}
