import {
  type FieldMetadata,
  getFormProps,
  getSelectProps,
  getTextareaProps,
  type SubmissionResult,
  useForm,
} from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Form } from "react-router";
import type { SentAlert } from "~/admin/alerts.server";
import { FormNotices } from "~/components/checked-form/form-notices";
import { useKeptForm } from "~/components/checked-form/kept-form";
import { isUnanswered, type Refusal } from "~/components/checked-form/refusal";
import { NativeSelect } from "~/components/ui/native-select";
import { Textarea } from "~/components/ui/textarea";
import { retryChoices } from "~/gateway/retry-on";
import { strategySchema } from "~/gateway/settings";
import { AlertsSection } from "./alerts-section";
import type { CacheState } from "./cache-data.server";
import { CacheSection } from "./cache-section";
import { ChipsField } from "./chips-field";
import { LimitsSection } from "./limits-section";
import { NumberField } from "./number-field";
import { PrivacySection } from "./privacy-section";
import { Row, Section } from "./section";
import { type SettingsForm, settingsFormSchema, settingsLimits } from "./settings-form";
import { SwitchField } from "./switch-field";
import { WeightsRow } from "./weights-row";

export const settingsFormId = "settings";

interface GatewayFormProps {
  cache: CacheState;
  values: SettingsForm;
  lastResult: SubmissionResult<string[]> | null;
  /** The last save got no answer: why. */
  unanswered: Refusal | null;
  alertTest: { busy: boolean; result: { ok: boolean; error: string | null } | null };
  sentAlerts: SentAlert[];
  onChangedChange: (changed: boolean) => void;
}

/** Everything that the gateway itself goes by; saved together. */
export function GatewayForm({
  values,
  cache,
  lastResult,
  unanswered,
  alertTest,
  sentAlerts,
  onChangedChange,
}: GatewayFormProps) {
  const { t } = useTranslation(["settings", "common"]);
  const { restored, keep, forget } = useKeptForm(settingsFormId);
  const [before] = useState(
    () => restored && { initialValue: parseWithZod(restored, { schema: settingsFormSchema }).reply().initialValue },
  );
  const [form, fields] = useForm({
    id: settingsFormId,
    defaultValue: values,
    lastResult: lastResult ?? before,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: settingsFormSchema }),
    shouldDirtyConsider: (name) => name !== "intent",
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  });
  useEffect(() => onChangedChange(form.dirty), [form.dirty, onChangedChange]);
  useEffect(() => () => onChangedChange(false), [onChangedChange]);
  useEffect(() => {
    if (lastResult !== null || unanswered !== null) forget();
  }, [lastResult, unanswered]);
  const { onSubmit, ...props } = getFormProps(form);
  const errors =
    unanswered !== null && isUnanswered(unanswered.code) ? [t(`common:save.${unanswered.code}`)] : (form.errors ?? []);
  const second = (
    field: FieldMetadata<number | undefined>,
    name: "connect" | "firstByte" | "firstToken" | "attempt" | "streamIdle" | "request" | "drainTime",
  ) => (
    <NumberField
      field={field}
      label={t(`retries.${name}`)}
      text={t(`retries.${name}Text`)}
      unit={t("unit.seconds")}
      {...settingsLimits.seconds}
      step="any"
    />
  );
  return (
    <Form
      method="post"
      {...props}
      onSubmit={(event) => {
        onSubmit(event);
        if (!event.defaultPrevented) keep(new FormData(event.currentTarget));
      }}
      className="space-y-8"
      preventScrollReset
    >
      <input type="hidden" name="intent" value="save" />
      <FormNotices form={{ errors, restored: restored !== null && form.dirty }} />
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
      <Section id="retries" title={t("retries.title")} text={t("retries.text")}>
        <NumberField
          field={fields.maxAttempts}
          label={t("retries.attempts")}
          text={t("retries.attemptsText")}
          unit={t("unit.attempts")}
          {...settingsLimits.maxAttempts}
        />
        <ChipsField
          field={fields.retryOn}
          label={t("retries.retryOn")}
          text={t("retries.retryOnText")}
          options={retryChoices}
          wordOf={(choice) => t(`retries.retryChoice.${choice}`)}
        />
        {second(fields.connectTimeout, "connect")}
        {second(fields.firstByteTimeout, "firstByte")}
        {second(fields.firstTokenTimeout, "firstToken")}
        {second(fields.attemptTimeout, "attempt")}
        {second(fields.streamIdleTimeout, "streamIdle")}
        {second(fields.requestTimeout, "request")}
        <NumberField
          field={fields.breakerFailures}
          label={t("retries.breaker")}
          text={t("retries.breakerText")}
          unit={t("unit.failures")}
          {...settingsLimits.failures}
        />
        <NumberField
          field={fields.breakerPause}
          label={t("retries.breakerPause")}
          text={t("retries.breakerPauseText")}
          unit={t("unit.seconds")}
          {...settingsLimits.pause}
        />
        <SwitchField field={fields.hedging} label={t("retries.hedging")} text={t("retries.hedgingText")} />
        <NumberField
          field={fields.hedgingMaxExtra}
          label={t("retries.maxExtra")}
          text={t("retries.maxExtraText")}
          unit={t("unit.percent")}
          {...settingsLimits.percent}
        />
        {second(fields.drainTime, "drainTime")}
        <NumberField
          field={fields.drainSize}
          label={t("retries.drainSize")}
          text={t("retries.drainSizeText")}
          unit={t("unit.kilobytes")}
          {...settingsLimits.kilobytes}
        />
      </Section>
      <CacheSection fields={fields} cache={cache} />
      <PrivacySection fields={fields} />
      <LimitsSection fields={fields} />
      <AlertsSection
        fields={fields}
        canTest={values.webhook !== undefined && !fields.webhook.dirty && !fields.secret.dirty}
        test={alertTest}
        sent={sentAlerts}
      />
      <Section id="cors" title={t("cors.title")} text={t("cors.text")}>
        <Row
          label={t("cors.origins")}
          htmlFor={fields.origins.id}
          text={t("cors.originsText")}
          error={fields.origins.errors ? t("error.origins") : undefined}
        >
          <Textarea
            {...getTextareaProps(fields.origins)}
            key={fields.origins.key}
            rows={3}
            spellCheck={false}
            aria-describedby={`${fields.origins.id}-message`}
            className="w-full font-mono text-xs lg:w-72"
          />
        </Row>
      </Section>
    </Form>
  );
}
