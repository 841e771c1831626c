import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Form } from "react-router";
import type { SentAlert } from "~/admin/alerts.server";
import { FormNotices } from "~/components/checked-form/form-notices";
import { useKeptForm } from "~/components/checked-form/kept-form";
import { Overtaken } from "~/components/checked-form/overtaken";
import { isUnanswered, type Refusal } from "~/components/checked-form/refusal";
import { showFault } from "~/components/checked-form/show-fault";
import { AlertsSection } from "./alerts-section";
import type { CacheState } from "./cache-data.server";
import { CacheSection } from "./cache-section";
import { CorsSection } from "./cors-section";
import { LimitsSection } from "./limits-section";
import { PrivacySection } from "./privacy-section";
import { RetriesSection } from "./retries-section";
import { RoutingSection } from "./routing-section";
import { type SettingsForm, settingsFormSchema } from "./settings-form";

export const settingsFormId = "settings";

interface GatewayFormProps {
  cache: CacheState;
  values: SettingsForm;
  lastResult: SubmissionResult<string[]> | null;
  /** Somebody else saved since the form was filled. */
  overtaken: boolean;
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
  overtaken,
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
    shouldDirtyConsider: (name) => name !== "intent" && name !== "base" && !name.startsWith("weight-"),
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  });
  useEffect(() => onChangedChange(form.dirty), [form.dirty, onChangedChange]);
  useEffect(() => () => onChangedChange(false), [onChangedChange]);
  useEffect(() => {
    if (lastResult !== null || unanswered !== null) forget();
    if (overtaken || unanswered !== null || lastResult?.status === "error") showFault(settingsFormId);
  }, [lastResult, unanswered, overtaken]);
  const { onSubmit, ...props } = getFormProps(form);
  // As they were when the form was filled: the page behind it may be read again meanwhile.
  const [base] = useState(() => String(restored?.get("base") ?? JSON.stringify(values)));
  const errors = overtaken
    ? []
    : unanswered !== null && isUnanswered(unanswered.code)
      ? [t(`common:save.${unanswered.code}`)]
      : (form.errors ?? []);
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
      <input type="hidden" name="base" value={base} />
      {overtaken ? <Overtaken form={settingsFormId} to="/admin/settings" /> : null}
      <FormNotices form={{ errors, restored: restored !== null && form.dirty }} />
      <RoutingSection fields={fields} />
      <RetriesSection fields={fields} />
      <CacheSection fields={fields} cache={cache} />
      <PrivacySection fields={fields} />
      <LimitsSection fields={fields} />
      <AlertsSection
        fields={fields}
        canTest={values.webhook !== undefined && !fields.webhook.dirty && !fields.secret.dirty}
        test={alertTest}
        sent={sentAlerts}
      />
      <CorsSection fields={fields} />
    </Form>
  );
}
