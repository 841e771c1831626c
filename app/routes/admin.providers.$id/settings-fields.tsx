import { useTranslation } from "react-i18next";
import { AdapterSelect } from "~/components/provider-form/adapter-select";
import { DisconnectField } from "~/components/provider-form/disconnect-field";
import { HeadersField } from "~/components/provider-form/headers-field";
import { ProbeFields } from "~/components/provider-form/probe-fields";
import { issueOf, readProviderForm } from "~/components/provider-form/provider-document";
import { TimeoutFields } from "~/components/provider-form/timeout-fields";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Textarea } from "~/components/ui/textarea";
import type { ProviderDetail } from "./detail-data.server";

interface SettingsFieldsProps {
  detail: ProviderDetail;
  /** What was typed before the page came anew; null as a rule. */
  before: FormData | null;
  issues: { path: string; message: string }[] | undefined;
}

export function SettingsFields({ detail, before, issues }: SettingsFieldsProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const { adapters } = detail;
  const provider: ProviderDetail["provider"] = {
    ...detail.provider,
    ...((before ? typedBefore(before, detail.provider.probe) : {}) as Partial<ProviderDetail["provider"]>),
  };
  const typed = before?.get("options");
  const saved =
    Object.keys(detail.provider.options).length === 0 ? "" : JSON.stringify(detail.provider.options, null, 2);
  const options = typeof typed === "string" ? typed : saved;
  return (
    <Card className="grid gap-4 p-5 sm:grid-cols-2">
      <Field label={t("field.name")} error={issueOf(issues, "name")}>
        <Input name="name" defaultValue={provider.name} required maxLength={200} />
      </Field>
      <Field label={t("field.adapter")} error={issueOf(issues, "adapter")}>
        <AdapterSelect adapters={adapters} defaultValue={provider.adapter} />
      </Field>
      <Field
        label={t("field.baseUrl")}
        hint={t("field.baseUrlHint")}
        error={issueOf(issues, "baseUrl")}
        className="sm:col-span-2"
      >
        <Input name="baseUrl" defaultValue={provider.baseUrl} spellCheck={false} className="font-mono text-xs" />
      </Field>
      <Field label={t("field.priority")} hint={t("field.priorityHint")} error={issueOf(issues, "priority")}>
        <Input
          name="priority"
          type="number"
          step={1}
          required
          defaultValue={String(provider.priority)}
          className="tnum"
        />
      </Field>
      <Field label={t("field.weight")} hint={t("weight.hint")} error={issueOf(issues, "weight")}>
        <Input
          name="weight"
          type="number"
          min={0}
          step={1}
          required
          defaultValue={String(provider.weight)}
          className="tnum"
        />
      </Field>
      <TimeoutFields timeouts={provider.timeouts} issues={issues} />
      <ProbeFields probe={provider.probe} issues={issues} />
      <DisconnectField disconnect={provider.disconnect} issues={issues} />
      <HeadersField headers={provider.headers} rows={3} issues={issues} />
      <Field
        label={t("field.options")}
        note={common("optional")}
        hint={t("field.optionsHint")}
        error={issueOf(issues, "options")}
        className="sm:col-span-2"
      >
        <Textarea
          name="options"
          rows={options ? 4 : 2}
          defaultValue={options}
          placeholder="{}"
          spellCheck={false}
          className="font-mono text-xs"
        />
      </Field>
    </Card>
  );
}

type Probe = ProviderDetail["provider"]["probe"];

/** What was typed; of the probe only what is complete. */
function typedBefore(form: FormData, stored: Probe) {
  const { probe, ...typed } = readProviderForm(form);
  return { ...typed, probe: probe === null || (probe && "kind" in probe) ? (probe as Probe) : stored };
}
