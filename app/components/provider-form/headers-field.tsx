import { useTranslation } from "react-i18next";
import { Field } from "~/components/ui/field";
import { Textarea } from "~/components/ui/textarea";
import { issueOf, writeHeaders } from "./provider-document";

interface HeadersFieldProps {
  headers: Record<string, string>;
  rows: number;
  issues: { path: string; message: string }[] | undefined;
}

/** Headers of every call to the provider, one a line. */
export function HeadersField({ headers, rows, issues }: HeadersFieldProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  return (
    <Field
      label={t("field.headers")}
      note={common("optional")}
      hint={t("field.headersHint")}
      error={issueOf(issues, "headers")}
      className="sm:col-span-2"
    >
      <Textarea
        name="headers"
        rows={rows}
        defaultValue={writeHeaders(headers)}
        placeholder="x-team: growth"
        spellCheck={false}
        className="font-mono text-xs"
      />
    </Field>
  );
}
