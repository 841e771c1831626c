import { useTranslation } from "react-i18next";
import { Field } from "~/components/ui/field";
import { NativeSelect } from "~/components/ui/native-select";

interface AppliesToProps {
  columns: { id: string; settings: { model: string } }[];
  /** Empty: all columns. */
  chosen: string;
  onChange: (columnId: string) => void;
}

/** Whose settings the panel changes; nothing where there is one column. */
export function AppliesTo({ columns, chosen, onChange }: AppliesToProps) {
  const { t } = useTranslation("playground");
  if (columns.length < 2) return null;
  return (
    <Field label={<span className="text-xs">{t("appliesTo")}</span>}>
      <NativeSelect value={chosen} onChange={(event) => onChange(event.target.value)} className="w-full">
        <option value="">{t("allColumns")}</option>
        {columns.map(({ id, settings: { model } }, place) => (
          <option key={id} value={id}>
            {place + 1}. {model || "–"}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}
