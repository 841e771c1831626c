import { useState } from "react";
import { useTranslation } from "react-i18next";
import { issueOf } from "~/components/provider-form/provider-document";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Segmented } from "~/components/ui/toggle-group";
import type { Limits } from "~/gateway/limit-schema";

interface LimitFieldsProps {
  limits: Limits;
  issues: { path: string; message: string }[] | undefined;
}

export function LimitFields({ limits, issues }: LimitFieldsProps) {
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation();
  const [period, setPeriod] = useState(limits.budget?.period ?? "month");
  return (
    <>
      {(["rpm", "tpm", "concurrency"] as const).map((limit) => (
        <Field
          key={limit}
          label={t(`field.${limit}`)}
          note={common("optional")}
          error={issueOf(issues, `limits.${limit}`)}
        >
          <Input
            name={limit}
            inputMode="numeric"
            defaultValue={limits[limit] ?? ""}
            placeholder={t("field.unlimited")}
            className="tnum"
          />
        </Field>
      ))}
      <Field
        label={t("field.budget")}
        note={common("optional")}
        hint={t("field.budgetHint")}
        error={issueOf(issues, "limits.budget")}
      >
        <BudgetInput defaultValue={limits.budget?.usd} placeholder={t("field.unlimited")}>
          <input type="hidden" name="budgetPeriod" value={period} />
          <Segmented
            size="sm"
            label={t("field.period")}
            value={period}
            onValueChange={setPeriod}
            items={(["day", "month", "total"] as const).map((value) => ({ value, label: t(`period.${value}`) }))}
            className="shrink-0"
          />
        </BudgetInput>
      </Field>
    </>
  );
}

interface BudgetInputProps {
  defaultValue: number | undefined;
  placeholder: string;
  children: React.ReactNode;
  id?: string;
}

function BudgetInput({ defaultValue, placeholder, children, ...props }: BudgetInputProps) {
  return (
    <div className="flex gap-2">
      <div className="relative min-w-0 flex-1">
        <span className="absolute left-2.5 top-1.5 text-muted-foreground">$</span>
        <Input
          name="budgetUsd"
          inputMode="decimal"
          defaultValue={defaultValue ?? ""}
          placeholder={placeholder}
          className="tnum pl-6"
          {...props}
        />
      </div>
      {children}
    </div>
  );
}
