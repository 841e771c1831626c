import { z } from "zod";
import { type AlertSettings, alertEvents } from "~/gateway/alerts/alert-schema";
import type { Limits } from "~/gateway/limits/limit-schema";
import { periods } from "~/gateway/limits/periods";

// The fields of the sections "Rate limits" and "Alerts". Empty means no limit.

const positive = z.int().min(1).max(Number.MAX_SAFE_INTEGER).optional();
const usd = z.number().min(0.000001).max(1e9).optional();
const period = z.enum(periods).default("month");

export type LimitScope = "defaults" | "gateway";

/** Fields of one scope: `defaultsRpm`, `gatewayBudget`, ... */
const limitFields = <S extends LimitScope>(scope: S) =>
  ({
    [`${scope}Rpm`]: positive,
    [`${scope}Tpm`]: positive,
    [`${scope}Concurrency`]: positive,
    [`${scope}Budget`]: usd,
    [`${scope}BudgetPeriod`]: period,
    [`${scope}Quota`]: positive,
    [`${scope}QuotaPeriod`]: period,
  }) as {
    [K in `${S}Rpm` | `${S}Tpm` | `${S}Concurrency` | `${S}Quota`]: typeof positive;
  } & { [K in `${S}Budget`]: typeof usd } & { [K in `${S}BudgetPeriod` | `${S}QuotaPeriod`]: typeof period };

export const limitFormFields = {
  ...limitFields("defaults"),
  ...limitFields("gateway"),
  webhook: z.string().trim().optional(),
  secret: z.string().trim().optional(),
  events: z.array(z.enum(alertEvents)).default([]),
  /** Percent. */
  errorRate: z.number().min(1).max(100).default(10),
};

const limitForm = z.object(limitFormFields);
type LimitForm = z.output<typeof limitForm>;

function scopeToForm(scope: LimitScope, { rpm, tpm, concurrency, budget, quota }: Limits) {
  return {
    [`${scope}Rpm`]: rpm ?? undefined,
    [`${scope}Tpm`]: tpm ?? undefined,
    [`${scope}Concurrency`]: concurrency ?? undefined,
    [`${scope}Budget`]: budget?.usd,
    [`${scope}BudgetPeriod`]: budget?.period ?? "month",
    [`${scope}Quota`]: quota?.tokens,
    [`${scope}QuotaPeriod`]: quota?.period ?? "month",
  };
}

export const limitsToForm = (limits: Record<LimitScope, Limits>, alerts: AlertSettings): LimitForm =>
  ({
    ...scopeToForm("defaults", limits.defaults),
    ...scopeToForm("gateway", limits.gateway),
    webhook: alerts.webhook ?? undefined,
    secret: alerts.secret ?? undefined,
    events: alerts.events,
    errorRate: Math.round(alerts.errorRate * 100),
  }) as LimitForm;

function scopeToPatch(form: LimitForm, scope: LimitScope): Limits {
  const [usdAmount, tokens] = [form[`${scope}Budget`], form[`${scope}Quota`]];
  return {
    rpm: form[`${scope}Rpm`],
    tpm: form[`${scope}Tpm`],
    concurrency: form[`${scope}Concurrency`],
    budget: usdAmount === undefined ? undefined : { usd: usdAmount, period: form[`${scope}BudgetPeriod`] },
    quota: tokens === undefined ? undefined : { tokens, period: form[`${scope}QuotaPeriod`] },
  };
}

/** The patch for `limits` and `alerts` of the document's settings. */
export const limitsToPatch = (form: LimitForm) => ({
  limits: { defaults: scopeToPatch(form, "defaults"), gateway: scopeToPatch(form, "gateway") },
  alerts: {
    webhook: form.webhook || null,
    secret: form.secret || null,
    events: form.events,
    errorRate: form.errorRate / 100,
  },
});

/** `limits.gateway.budget.usd` -> `gatewayBudget`, `alerts.webhook` -> `webhook`; null for anything else. */
export function limitFieldOfPath(path: string): keyof LimitForm | null {
  const [section, first = "", second = ""] = path.split(".");
  const name =
    section === "limits"
      ? `${first}${second[0]?.toUpperCase() ?? ""}${second.slice(1)}`
      : section === "alerts"
        ? first
        : "";
  return Object.keys(limitFormFields).find((field): field is keyof LimitForm => field === name) ?? null;
}
