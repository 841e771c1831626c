import { useTranslation } from "react-i18next";
import { ConfirmByName } from "~/components/confirm-by-name";
import type { ProviderView } from "./provider-views.server";

export function DeleteDialog({ deleting }: { deleting: ProviderView }) {
  const { t } = useTranslation("providers");
  const { name } = deleting.face;
  return (
    <ConfirmByName
      closeTo="/admin/providers"
      title={t("delete.title", { name })}
      description={t("delete.text")}
      name={name}
      confirmLabel={t("delete.confirm")}
      action={`/admin/providers?delete=${encodeURIComponent(deleting.id)}`}
      fields={{ intent: "delete", id: deleting.id }}
    />
  );
}
