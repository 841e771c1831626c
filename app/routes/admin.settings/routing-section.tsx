import { getSelectProps } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { NativeSelect } from "~/components/ui/native-select";
import { strategySchema } from "~/gateway/config/settings";
import { NumberField } from "./number-field";
import { Row, Section } from "./section";
import { type SettingsFields, settingsLimits } from "./settings-form";
import { SwitchField } from "./switch-field";
import { WeightsRow } from "./weights-row";

/** How candidates are ordered, what an unknown name comes to, and whether a conversation stays where it is. */
export function RoutingSection({ fields }: { fields: SettingsFields }) {
  const { t } = useTranslation(["settings", "common"]);
  return (
    <Section id="routing" title={t("routing.title")} text={t("routing.text")}>
      <Row label={t("routing.strategy")} htmlFor={fields.strategy.id} text={t("routing.strategyText")}>
        <NativeSelect {...getSelectProps(fields.strategy)} key={fields.strategy.key} className="w-52">
          {strategySchema.options.map((strategy) => (
            <option key={strategy} value={strategy}>
              {t(`common:strategy.${strategy}`)}
            </option>
          ))}
        </NativeSelect>
      </Row>
      <WeightsRow field={fields.balancedWeights} />
      <Row label={t("routing.unknownModel")} htmlFor={fields.unknownModel.id} text={t("routing.unknownModelText")}>
        <NativeSelect {...getSelectProps(fields.unknownModel)} key={fields.unknownModel.key} className="w-52">
          {(["error", "auto"] as const).map((choice) => (
            <option key={choice} value={choice}>
              {t(`routing.unknownModelChoice.${choice}`)}
            </option>
          ))}
        </NativeSelect>
      </Row>
      <SwitchField field={fields.sticky} label={t("routing.sticky")} text={t("routing.stickyText")} />
      <NumberField
        field={fields.stickyMinutes}
        label={t("routing.stickyMinutes")}
        text={t("routing.stickyMinutesText")}
        unit={t("unit.minutes")}
        {...settingsLimits.minutes}
      />
    </Section>
  );
}
