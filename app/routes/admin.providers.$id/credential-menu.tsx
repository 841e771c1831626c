import { KeyRound, Pause, Pencil, Play, Trash2, Zap } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import type { CredentialState } from "~/admin/types";
import { AddressedMenu } from "~/components/actions-menu/addressed-menu";
import type { RowActions } from "~/components/actions-menu/row-action";
import { useAnswer, useReason } from "~/components/hooks/use-answer";
import { showProblem } from "~/components/page-problem";
import type { writeProvider } from "./actions.server";
import { useDialogAddress } from "./use-dialog-address";

/** What can be done with a credential; its dialogs have addresses (credentials-card.tsx). */
export function CredentialMenu({ credential, providerId }: { credential: CredentialState; providerId: string }) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const reason = useReason();
  const { to } = useDialogAddress();
  const fetcher = useFetcher<typeof writeProvider>();
  const { name } = credential;
  const action = `/admin/providers/${encodeURIComponent(providerId)}`;
  const mark = (intent: "credentials.rest" | "credentials.endCooldown") => ({
    onSelect: () => void fetcher.submit({ intent, name }, { method: "post", action }),
    sends: { fields: { intent, name } },
  });
  useAnswer(fetcher, (answer) => {
    if (!answer.ok) showProblem(t("credentials.notChanged", { name }), reason(answer));
  });
  const actions = (): RowActions => [
    { icon: Zap, label: t("menu.test"), to: to("test", name) },
    {
      icon: Play,
      label: t(credential.state === "cooling" ? "credentials.endCooldown" : "credentials.switchOn"),
      disabled: credential.state === "ok",
      ...mark("credentials.endCooldown"),
    },
    ...(credential.state === "ok" ? [{ icon: Pause, label: t("credentials.rest"), ...mark("credentials.rest") }] : []),
    { icon: Pencil, label: t("credentials.rename"), to: to("rename", name) },
    ...(credential.env ? [] : [{ icon: KeyRound, label: t("credentials.replace"), to: to("replace", name) }]),
    "line",
    { icon: Trash2, label: common("delete"), destructive: true, to: to("delete", name) },
  ];
  return <AddressedMenu label={t("menu.label", { name })} of={name} actions={actions} />;
}
