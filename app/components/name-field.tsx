import type { ReactNode } from "react";
import { Trans, useTranslation } from "react-i18next";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";

interface NameFieldProps {
  /** What must be typed. */
  name: string;
  error: ReactNode;
  autoFocus?: boolean;
}

/** Of a form that cannot be undone: asks for the name of what it is about (checked-form/confirmation.ts). */
export function NameField({ name, error, autoFocus }: NameFieldProps) {
  const { t } = useTranslation();
  return (
    <>
      <input type="hidden" name="expected" value={name} />
      <Field
        label={<Trans t={t} i18nKey="typeName" values={{ name }} components={{ b: <b className="font-semibold" /> }} />}
        error={error}
      >
        <Input name="confirmation" autoComplete="off" spellCheck={false} autoFocus={autoFocus} />
      </Field>
    </>
  );
}
