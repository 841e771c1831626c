import { type FieldMetadata, getInputProps, getSelectProps } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { Input } from "~/components/ui/input";
import { NativeSelect } from "~/components/ui/native-select";
import { type Period, periods } from "~/gateway/limits/periods";
import type { LimitScope } from "./limit-form";
import { Row, Section } from "./section";
import type { SettingsFields } from "./settings-form";

/** Defaults of keys without their own limits, and the ceiling over all keys. */
export function LimitsSection({ fields }: { fields: SettingsFields }) {
  const { t } = useTranslation("settings");
  return (
    <Section id="limits" title={t("limits.title")} text={t("limits.text")}>
      <ScopeRows scope="defaults" fields={fields} />
      <div className="border-t bg-muted/50 px-5 py-2.5">
        <h3 className="font-medium">{t("limits.gateway")}</h3>
        <p className="text-xs text-muted-foreground">{t("limits.gatewayText")}</p>
      </div>
      <ScopeRows scope="gateway" fields={fields} />
    </Section>
  );
}

function ScopeRows({ scope, fields }: { scope: LimitScope; fields: SettingsFields }) {
  const { t } = useTranslation("settings");
  return (
    <>
      <LimitRow field={fields[`${scope}Rpm`]} label={t("limits.rpm")} />
      <LimitRow field={fields[`${scope}Tpm`]} label={t("limits.tpm")} />
      <LimitRow field={fields[`${scope}Concurrency`]} label={t("limits.concurrency")} />
      <LimitRow
        field={fields[`${scope}Budget`]}
        period={fields[`${scope}BudgetPeriod`]}
        label={t("limits.budget")}
        text={t("limits.budgetText")}
        unit="USD"
      />
      <LimitRow
        field={fields[`${scope}Quota`]}
        period={fields[`${scope}QuotaPeriod`]}
        label={t("limits.quota")}
        text={t("limits.quotaText")}
      />
    </>
  );
}

interface LimitRowProps {
  field: FieldMetadata<number | undefined>;
  /** Where the limit is for a period. */
  period?: FieldMetadata<Period>;
  label: string;
  text?: string;
  unit?: string;
}

function LimitRow({ field, period, label, text, unit }: LimitRowProps) {
  const { t } = useTranslation("settings");
  return (
    <Row label={label} htmlFor={field.id} text={text} error={field.errors ? t("error.limit") : undefined}>
      {period ? (
        <NativeSelect
          {...getSelectProps(period)}
          key={period.key}
          aria-label={`${label}: ${t("limits.period")}`}
          className="w-28"
        >
          {periods.map((each) => (
            <option key={each} value={each}>
              {t(`limits.periods.${each}`)}
            </option>
          ))}
        </NativeSelect>
      ) : null}
      <span className="relative inline-block w-32">
        <Input
          {...getInputProps(field, { type: "number" })}
          key={field.key}
          min={unit ? 0 : 1}
          step={unit ? "any" : 1}
          inputMode={unit ? "decimal" : "numeric"}
          placeholder={t("limits.none")}
          aria-describedby={text || field.errors ? `${field.id}-message` : undefined}
          className="tnum [appearance:textfield] pointer-coarse:h-11 [&::-webkit-inner-spin-button]:appearance-none"
        />
        {unit ? (
          <span
            aria-hidden="true"
            className="absolute inset-y-0 right-2.5 flex items-center text-xs text-muted-foreground"
          >
            {unit}
          </span>
        ) : null}
      </span>
    </Row>
  );
}
