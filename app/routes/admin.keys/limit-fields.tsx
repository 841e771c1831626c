import { useTranslation } from "react-i18next";
import { useFigures } from "~/components/figures";
import { issueOf } from "~/components/provider-form/provider-document";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { NativeSelect } from "~/components/ui/native-select";
import type { Limits } from "~/gateway/limits/limit-schema";
import { periods } from "~/gateway/limits/periods";
import { cn } from "~/lib/class-names";
import { formatInteger } from "~/lib/format";

interface LimitFieldsProps {
  limits: Limits;
  /** What holds where the key has no limit of its own. */
  defaults: Limits;
  issues: { path: string; message: string }[];
  /** What a field shows at first: as it was typed before, else as it is stored. */
  textOf: (field: string, stored: string | number | null | undefined) => string;
}

const noteOf = (text: string | null, t: ReturnType<typeof useTranslation<"keys">>["t"], optional: string) =>
  text === null ? optional : t("field.default", { value: text });

export function LimitFields({
  limits,
  defaults,
  issues,
  textOf,
  fields,
}: LimitFieldsProps & { fields: readonly ("rpm" | "tpm" | "concurrency")[] }) {
  const { shortCount } = useFigures();
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation();
  return fields.map((limit) => (
    <Field
      key={limit}
      label={t(`field.${limit}`)}
      note={noteOf(defaults[limit] ? shortCount(defaults[limit]) : null, t, common("optional"))}
      error={issueOf(issues, limit)}
    >
      <Input
        name={limit}
        inputMode="numeric"
        defaultValue={textOf(limit, limits[limit])}
        placeholder={defaults[limit] ? formatInteger(defaults[limit]) : t("field.unlimited")}
        className="tnum"
      />
    </Field>
  ));
}

export function BudgetField({ limits, defaults: { budget }, issues, textOf }: LimitFieldsProps) {
  const { shortMoney } = useFigures();
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation();
  const preset = budget ? `${shortMoney(budget.usd * 1e6)} ${t(`period.${budget.period}`)}` : null;
  return (
    <Field
      label={t("field.budget")}
      note={noteOf(preset, t, common("optional"))}
      hint={t("field.budgetHint")}
      error={issueOf(issues, "budgetUsd")}
    >
      <PeriodInput
        name="budgetUsd"
        periodName="budgetPeriod"
        sign="$"
        defaultValue={textOf("budgetUsd", limits.budget?.usd)}
        defaultPeriod={textOf("budgetPeriod", limits.budget?.period ?? budget?.period ?? "month")}
        placeholder={budget ? String(budget.usd) : t("field.unlimited")}
      />
    </Field>
  );
}

export function QuotaField({ limits, defaults: { quota }, issues, textOf }: LimitFieldsProps) {
  const { shortCount } = useFigures();
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation();
  const preset = quota ? `${shortCount(quota.tokens)} ${t(`period.${quota.period}`)}` : null;
  return (
    <Field
      label={t("field.quota")}
      note={noteOf(preset, t, common("optional"))}
      hint={t("field.quotaHint")}
      error={issueOf(issues, "quotaTokens")}
      className="sm:col-span-2"
    >
      <PeriodInput
        name="quotaTokens"
        periodName="quotaPeriod"
        defaultValue={textOf("quotaTokens", limits.quota?.tokens)}
        defaultPeriod={textOf("quotaPeriod", limits.quota?.period ?? quota?.period ?? "month")}
        placeholder={quota ? String(quota.tokens) : t("field.unlimited")}
      />
    </Field>
  );
}

interface PeriodInputProps {
  name: string;
  periodName: string;
  sign?: string;
  defaultValue: string;
  defaultPeriod: string;
  placeholder: string;
  id?: string;
}

/** An amount and the period that it is for. */
function PeriodInput({ name, periodName, sign, defaultValue, defaultPeriod, placeholder, ...props }: PeriodInputProps) {
  const { t } = useTranslation("keys");
  return (
    <div className="flex gap-2">
      <div className="relative min-w-0 flex-1">
        {sign ? <span className="absolute inset-y-0 left-2.5 my-auto h-5 text-muted-foreground">{sign}</span> : null}
        <Input
          name={name}
          inputMode="decimal"
          defaultValue={defaultValue}
          placeholder={placeholder}
          className={cn("tnum pointer-coarse:h-11", sign && "pl-6")}
          {...props}
        />
      </div>
      <NativeSelect
        name={periodName}
        defaultValue={defaultPeriod}
        aria-label={t("field.period")}
        className="w-auto shrink-0"
      >
        {periods.map((value) => (
          <option key={value} value={value}>
            {t(`per.${value}`)}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}
