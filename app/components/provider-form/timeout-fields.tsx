import { useTranslation } from "react-i18next";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import type { Timeouts } from "~/gateway/config/config";
import { issueOf } from "./provider-document";

interface TimeoutFieldsProps {
  timeouts: Timeouts;
  issues: { path: string; message: string }[] | undefined;
}

const names = ["connectMs", "firstByteMs", "firstTokenMs", "streamIdleMs", "attemptMs", "requestMs"] as const;

/** In seconds; empty means the gateway's own limit. */
export function TimeoutFields({ timeouts, issues }: TimeoutFieldsProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  return (
    <div className="grid gap-4 sm:col-span-2 sm:grid-cols-3">
      {names.map((name) => {
        const value = timeouts[name];
        return (
          <Field
            key={name}
            label={t(`field.${name}`)}
            note={common("optional")}
            error={issueOf(issues, `timeouts.${name}`)}
          >
            <Input
              name={`timeouts.${name}`}
              inputMode="decimal"
              placeholder={t("field.timeoutDefault")}
              defaultValue={value === undefined ? "" : value / 1000}
              className="tnum"
            />
          </Field>
        );
      })}
    </div>
  );
}
