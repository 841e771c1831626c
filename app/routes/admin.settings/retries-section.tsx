import type { FieldMetadata } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { retryChoices } from "~/gateway/failures/retry-on";
import { ChipsField } from "./chips-field";
import { NumberField } from "./number-field";
import { Section } from "./section";
import { type SettingsFields, settingsLimits } from "./settings-form";
import { SwitchField } from "./switch-field";

/** How often and how long a request is tried, and what is left of it once its client is gone. */
export function RetriesSection({ fields }: { fields: SettingsFields }) {
  const { t } = useTranslation("settings");
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
  );
}
