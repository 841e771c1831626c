import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { NativeSelect } from "~/components/ui/native-select";
import type { ProbeConfig } from "~/gateway/config/config";
import { issueOf } from "./provider-document";

interface ProbeFieldsProps {
  probe: ProbeConfig | null | undefined;
  issues: { path: string; message: string }[] | undefined;
}

/** Whether, how and how often the provider is asked without a client's request. */
export function ProbeFields({ probe, issues }: ProbeFieldsProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const [kind, setKind] = useState<string>(probe?.enabled ? probe.kind : "off");
  return (
    <>
      <Field label={t("probe.title")} hint={t("probe.hint")} error={issueOf(issues, "probe.kind")}>
        <NativeSelect
          className="w-full"
          name="probe.kind"
          value={kind}
          onChange={(event) => setKind(event.target.value)}
        >
          {(["off", "models", "token"] as const).map((each) => (
            <option key={each} value={each}>
              {t(`probe.kind.${each}`)}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field
        label={t("probe.interval")}
        hint={t("probe.intervalHint")}
        error={issueOf(issues, "probe.intervalSeconds")}
        className={kind === "off" ? "hidden" : undefined}
      >
        <Input
          name="probe.intervalSeconds"
          type="number"
          min={10}
          max={86_400}
          step={1}
          defaultValue={probe?.intervalSeconds ?? 300}
          className="tnum"
        />
      </Field>
      <Field
        label={t("probe.model")}
        note={common("optional")}
        hint={t("probe.modelHint")}
        error={issueOf(issues, "probe.model")}
        className={kind === "token" ? "sm:col-span-2" : "hidden"}
      >
        <Input name="probe.model" defaultValue={probe?.model ?? ""} spellCheck={false} className="font-mono text-xs" />
      </Field>
    </>
  );
}
