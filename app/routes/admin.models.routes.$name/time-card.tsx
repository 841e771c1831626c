import { useTranslation } from "react-i18next";
import { Card, CardHeader } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { NativeSelect } from "~/components/ui/native-select";
import { type Draft, type DraftTimeouts, timeoutNames } from "./draft";
import { useFormFields } from "./form-fields";

interface TimeCardProps {
  timeouts: DraftTimeouts;
  hedging: Draft["hedging"];
  /** Fields whose text was refused, with why. */
  issueOf: (field: string) => string | undefined;
  onChange: (change: Pick<Partial<Draft>, "timeouts" | "hedging">) => void;
}

const hedgingChoices = ["default", "on", "off"] as const;

/** How long this route's requests may take, and whether a late first token starts the next candidate. */
export function TimeCard({ timeouts, hedging, issueOf, onChange }: TimeCardProps) {
  const { t } = useTranslation("models");
  const { field } = useFormFields();
  return (
    <Card>
      <CardHeader title={t("editor.time")} hint={t("editor.timeHint")} />
      <div className="grid gap-4 px-4 pb-4 sm:grid-cols-3">
        {timeoutNames.map((name) => (
          <Field key={name} label={t(`editor.timeout.${name}`)} error={issueOf(`timeouts.${name}`)}>
            <Input
              {...field(`timeouts.${name}`)}
              inputMode="decimal"
              className="tnum"
              placeholder={t("editor.timeoutDefault")}
              value={timeouts[name] ?? ""}
              onChange={(event) => onChange({ timeouts: { ...timeouts, [name]: event.target.value } })}
            />
          </Field>
        ))}
        <Field label={t("editor.hedging")} hint={t("editor.hedgingHint")} className="sm:col-span-3">
          <NativeSelect
            {...field("hedging")}
            className="sm:w-64"
            value={hedging}
            onChange={(event) =>
              onChange({ hedging: hedgingChoices.find((each) => each === event.target.value) ?? "default" })
            }
          >
            <option value="default">{t("editor.hedgingDefault")}</option>
            <option value="on">{t("editor.hedgingOn")}</option>
            <option value="off">{t("editor.hedgingOff")}</option>
          </NativeSelect>
        </Field>
      </div>
    </Card>
  );
}
