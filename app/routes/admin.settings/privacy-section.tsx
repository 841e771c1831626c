import { type FieldMetadata, getCollectionProps } from "@conform-to/react";
import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { maskKinds } from "~/gateway/settings";
import { NumberField } from "./number-field";
import { Row, Section } from "./section";
import { type SettingsForm, settingsLimits } from "./settings-form";
import { SwitchField } from "./switch-field";

type PrivacyFields = {
  [Name in "logRetentionDays" | "captureBodies" | "mask"]: FieldMetadata<SettingsForm[Name]>;
};

/** What of a request stays, and for how long. */
export function PrivacySection({ fields }: { fields: PrivacyFields }) {
  const { t } = useTranslation("settings");
  const masks = getCollectionProps(fields.mask, { type: "checkbox", options: [...maskKinds] });
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
      <Row label={t("logs.mask")} text={t("logs.maskText")}>
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="sr-only">{t("logs.mask")}</legend>
          {masks.map(({ key: _key, ...mask }, place) => (
            <label
              key={`${fields.mask.key} ${mask.value}`}
              className="flex h-6 cursor-pointer items-center gap-1 rounded border px-2 text-2xs font-medium text-muted-foreground has-checked:border-transparent has-checked:bg-brand-soft has-checked:text-brand-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring pointer-coarse:h-11 [&:not(:has(:checked))_svg]:hidden"
            >
              <input {...mask} className="sr-only" />
              <Check className="size-3" aria-hidden />
              {t(`logs.maskKind.${maskKinds[place]!}`)}
            </label>
          ))}
        </fieldset>
      </Row>
    </Section>
  );
}
