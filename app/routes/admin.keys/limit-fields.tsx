import { useState } from "react";
import { useTranslation } from "react-i18next";
import { issueOf } from "~/components/provider-form/provider-document";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Segmented } from "~/components/ui/toggle-group";
import type { Limits } from "~/gateway/limit-schema";
import { type Period, periods } from "~/gateway/periods";
import { cn } from "~/lib/class-names";
import { formatCount, formatMoney } from "~/lib/format";

interface LimitFieldsProps {
  limits: Limits;
  /** What holds where the key has no limit of its own. */
  defaults: Limits;
  issues: { path: string; message: string }[] | undefined;
}

export function LimitFields({ limits, defaults, issues }: LimitFieldsProps) {
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation();
  const note = (text: string | null) => (text === null ? common("optional") : t("field.default", { value: text }));
  const { budget, quota } = defaults;
  return (
    <>
      {(["rpm", "tpm", "concurrency"] as const).map((limit) => (
        <Field
          key={limit}
          label={t(`field.${limit}`)}
          note={note(defaults[limit] ? formatCount(defaults[limit]) : null)}
          error={issueOf(issues, `limits.${limit}`)}
        >
          <Input
            name={limit}
            inputMode="numeric"
            defaultValue={limits[limit] ?? ""}
            placeholder={defaults[limit] ? String(defaults[limit]) : t("field.unlimited")}
            className="tnum"
          />
        </Field>
      ))}
      <Field
        label={t("field.budget")}
        note={note(budget ? `${formatMoney(budget.usd * 1e6)} ${t(`period.${budget.period}`)}` : null)}
        hint={t("field.budgetHint")}
        error={issueOf(issues, "limits.budget")}
      >
        <PeriodInput
          name="budgetUsd"
          periodName="budgetPeriod"
          sign="$"
          defaultValue={limits.budget?.usd}
          defaultPeriod={limits.budget?.period ?? budget?.period ?? "month"}
          placeholder={budget ? String(budget.usd) : t("field.unlimited")}
        />
      </Field>
      <Field
        label={t("field.quota")}
        note={note(quota ? `${formatCount(quota.tokens)} ${t(`period.${quota.period}`)}` : null)}
        hint={t("field.quotaHint")}
        error={issueOf(issues, "limits.quota")}
        className="sm:col-span-2"
      >
        <PeriodInput
          name="quotaTokens"
          periodName="quotaPeriod"
          defaultValue={limits.quota?.tokens}
          defaultPeriod={limits.quota?.period ?? quota?.period ?? "month"}
          placeholder={quota ? String(quota.tokens) : t("field.unlimited")}
        />
      </Field>
    </>
  );
}

interface PeriodInputProps {
  name: string;
  periodName: string;
  sign?: string;
  defaultValue: number | undefined;
  defaultPeriod: Period;
  placeholder: string;
  id?: string;
}

/** An amount and the period that it is for. */
function PeriodInput({ name, periodName, sign, defaultValue, defaultPeriod, placeholder, ...props }: PeriodInputProps) {
  const { t } = useTranslation("keys");
  const [period, setPeriod] = useState<Period>(defaultPeriod);
  return (
    <div className="flex gap-2">
      <div className="relative min-w-0 flex-1">
        {sign ? <span className="absolute left-2.5 top-1.5 text-muted-foreground">{sign}</span> : null}
        <Input
          name={name}
          inputMode="decimal"
          defaultValue={defaultValue ?? ""}
          placeholder={placeholder}
          className={cn("tnum", sign && "pl-6")}
          {...props}
        />
      </div>
      <input type="hidden" name={periodName} value={period} />
      <Segmented
        size="sm"
        label={t("field.period")}
        value={period}
        onValueChange={setPeriod}
        items={periods.map((value) => ({ value, label: t(`period.${value}`) }))}
        className="shrink-0"
      />
    </div>
  );
}
