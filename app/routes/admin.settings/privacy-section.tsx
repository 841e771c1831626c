import type { FieldMetadata } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { maskKinds } from "~/gateway/config/settings";
import { ChipsField } from "./chips-field";
import { NumberField } from "./number-field";
import { Section } from "./section";
import { type SettingsForm, settingsLimits } from "./settings-form";
import { SwitchField } from "./switch-field";

type PrivacyFields = {
  [Name in "logRetentionDays" | "captureBodies" | "mask"]: FieldMetadata<SettingsForm[Name]>;
};

/** What of a request stays, and for how long. */
export function PrivacySection({ fields }: { fields: PrivacyFields }) {
  const { t } = useTranslation("settings");
  return (
    <Section id="logs" title={t("logs.title")} text={t("logs.text")}>
      <NumberField
        field={fields.logRetentionDays}
        label={t("logs.keep")}
        text={t("logs.keepText")}
        unit={t("unit.days")}
        {...settingsLimits.logRetentionDays}
      />
      <SwitchField field={fields.captureBodies} label={t("logs.bodies")} text={t("logs.bodiesText")} />
      <ChipsField
        field={fields.mask}
        label={t("logs.mask")}
        text={t("logs.maskText")}
        options={maskKinds}
        wordOf={(kind) => t(`logs.maskKind.${kind}`)}
      />
    </Section>
  );
}
