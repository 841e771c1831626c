import { KeyRound, Pause, Pencil, Play, Trash2, Zap } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useFetcher } from "react-router";
import type { CredentialState } from "~/admin/types";
import { ActionsMenu } from "~/components/actions-menu";
import { ConfirmByName } from "~/components/confirm-by-name";
import { toast } from "~/components/toast";
import { DropdownMenuItem, DropdownMenuSeparator } from "~/components/ui/dropdown-menu";
import { useAnswer, useReason } from "~/components/use-answer";
import type { writeProvider } from "./actions.server";
import { useDialogAddress } from "./use-dialog-address";

/** What can be done with a credential; its dialogs have addresses (credentials-card.tsx). */
export function CredentialMenu({ credential, providerId }: { credential: CredentialState; providerId: string }) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const [deleting, setDeleting] = useState(false);
  const reason = useReason();
  const { to } = useDialogAddress();
  const fetcher = useFetcher<typeof writeProvider>();
  const remover = useFetcher<typeof writeProvider>();
  const action = `/admin/providers/${encodeURIComponent(providerId)}`;
  const mark = (intent: "credentials.rest" | "credentials.endCooldown") =>
    void fetcher.submit({ intent, name: credential.name }, { method: "post", action });
  useAnswer(fetcher, (answer) => {
    if (!answer.ok)
      toast.error(t("credentials.notChanged", { name: credential.name }), { description: reason(answer) });
  });
  return (
    <>
      <ActionsMenu label={t("menu.label", { name: credential.name })}>
        <DropdownMenuItem asChild>
          <Link to={to("test", credential.name)} preventScrollReset>
            <Zap />
            {t("menu.test")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem disabled={credential.state === "ok"} onSelect={() => mark("credentials.endCooldown")}>
          <Play />
          {t(credential.state === "cooling" ? "credentials.endCooldown" : "credentials.switchOn")}
        </DropdownMenuItem>
        {credential.state === "ok" ? (
          <DropdownMenuItem onSelect={() => mark("credentials.rest")}>
            <Pause />
            {t("credentials.rest")}
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem asChild>
          <Link to={to("rename", credential.name)} preventScrollReset>
            <Pencil />
            {t("credentials.rename")}
          </Link>
        </DropdownMenuItem>
        {credential.env ? null : (
          <DropdownMenuItem asChild>
            <Link to={to("replace", credential.name)} preventScrollReset>
              <KeyRound />
              {t("credentials.replace")}
            </Link>
          </DropdownMenuItem>
        )}
        <DropdownMenuSeparator />
        <DropdownMenuItem destructive onSelect={() => setDeleting(true)}>
          <Trash2 />
          {common("delete")}
        </DropdownMenuItem>
      </ActionsMenu>
      <ConfirmByName
        open={deleting}
        onOpenChange={setDeleting}
        title={t("credentials.deleteTitle", { name: credential.name })}
        description={t("credentials.deleteText")}
        name={credential.name}
        confirmLabel={t("credentials.deleteConfirm")}
        fetcher={remover}
        action={action}
        fields={{ intent: "credentials.remove", name: credential.name }}
      />
    </>
  );
}
