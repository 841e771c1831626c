import { useTranslation } from "react-i18next";
import { ConfirmByName } from "~/components/confirm-by-name";
import type { KeyView } from "./key-views.server";

export function RevokeDialog({ revoking }: { revoking: KeyView }) {
  const { t } = useTranslation("keys");
  return (
    <ConfirmByName
      closeTo="/admin/keys"
      title={t("revoke.title", { name: revoking.name })}
      description={t("revoke.text")}
      name={revoking.name}
      confirmLabel={t("revoke.confirm")}
      action={`/admin/keys?revoke=${encodeURIComponent(revoking.id)}`}
      fields={{ intent: "delete", id: revoking.id }}
    />
  );
}
