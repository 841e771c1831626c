import { useTranslation } from "react-i18next";
import { Field } from "~/components/ui/field";
import { NativeSelect } from "~/components/ui/native-select";
import { issueOf } from "./provider-document";

interface DisconnectFieldProps {
  disconnect: "cancel" | "drain";
  issues: { path: string; message: string }[] | undefined;
}

/** What becomes of an answer whose caller left. */
export function DisconnectField({ disconnect, issues }: DisconnectFieldProps) {
  const { t } = useTranslation("providers");
  return (
    <Field
      label={t("field.disconnect")}
      hint={t("field.disconnectHint")}
      error={issueOf(issues, "disconnect")}
      className="sm:col-span-2"
    >
      <NativeSelect name="disconnect" defaultValue={disconnect} className="sm:w-64">
        <option value="cancel">{t("field.disconnectCancel")}</option>
        <option value="drain">{t("field.disconnectDrain")}</option>
      </NativeSelect>
    </Field>
  );
}
