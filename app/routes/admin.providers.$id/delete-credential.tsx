import { useTranslation } from "react-i18next";
import { ConfirmByName } from "~/components/confirm-by-name";
import { useDialogAddress } from "./use-dialog-address";

export function DeleteCredential({ name }: { name: string }) {
  const { t } = useTranslation("providers");
  const { to, closeTo } = useDialogAddress();
  return (
    <ConfirmByName
      closeTo={closeTo}
      title={t("credentials.deleteTitle", { name })}
      description={t("credentials.deleteText")}
      name={name}
      confirmLabel={t("credentials.deleteConfirm")}
      action={closeTo + to("delete", name)}
      fields={{ intent: "credentials.remove", name }}
    />
  );
}
