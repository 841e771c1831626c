import { type FieldMetadata, useInputControl } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { readWeights, weightField, writeWeights } from "~/components/balanced-weights";
import { WeightSliders } from "~/components/weight-sliders";
import { defaultSettings } from "~/gateway/config/settings";
import { Row } from "./section";

/** The three weights of the balanced strategy, one field of the form. */
export function WeightsRow({ field }: { field: FieldMetadata<string> }) {
  const { t } = useTranslation("settings");
  const control = useInputControl(field);
  const weights = readWeights(control.value ?? "") ?? defaultSettings.balancedWeights;
  return (
    <Row label={t("routing.weights")} text={t("routing.weightsText")}>
      <input type="hidden" name={field.name} value={writeWeights(weights)} readOnly form={field.formId} />
      <WeightSliders
        weights={weights}
        fieldOf={(name) => ({ form: field.formId, name: weightField(name) })}
        onWeights={(next) => control.change(writeWeights(next))}
        className="w-full min-w-0 lg:w-[26rem]"
      />
    </Row>
  );
}
