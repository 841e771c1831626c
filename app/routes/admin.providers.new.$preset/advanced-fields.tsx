import { ChevronRight } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { AdapterSelect } from "~/components/provider-form/adapter-select";
import { DisconnectField } from "~/components/provider-form/disconnect-field";
import { HeadersField } from "~/components/provider-form/headers-field";
import { issueOf, readLines } from "~/components/provider-form/provider-document";
import { TimeoutFields } from "~/components/provider-form/timeout-fields";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Textarea } from "~/components/ui/textarea";
import { formatShare } from "~/lib/format";
import type { Draft } from "./draft.server";

interface AdvancedFieldsProps {
  draft: Draft;
  models: string[];
  onModels: (models: string[]) => void;
  issues: { path: string; message: string }[] | undefined;
}

const fields = ["id", "baseUrl", "adapter", "weight", "timeouts", "headers", "models"];

/** Filled in by the preset and closed at first; opens by itself where something in it was refused. */
export function AdvancedFields({ draft, models, onModels, issues }: AdvancedFieldsProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const refused = fields.some((field) => issueOf(issues, field));
  return (
    <Card>
      <details open={refused || draft.face === null} className="group">
        <summary className="flex h-11 cursor-default list-none items-center gap-2 px-5 text-sm font-medium [&::-webkit-details-marker]:hidden">
          <ChevronRight className="size-4 text-muted-foreground group-open:rotate-90" aria-hidden />
          {t("new.advanced")}
          {draft.face ? (
            <span className="truncate font-normal text-muted-foreground">{t("new.advancedHint")}</span>
          ) : null}
        </summary>
        <div className="grid gap-4 px-5 pb-5 sm:grid-cols-2">
          {draft.face ? (
            <Field
              label={t("field.baseUrl")}
              hint={t("field.baseUrlHint")}
              error={issueOf(issues, "baseUrl")}
              className="sm:col-span-2"
            >
              <Input name="baseUrl" defaultValue={draft.baseUrl} spellCheck={false} className="font-mono text-xs" />
            </Field>
          ) : null}
          <Field label={t("field.id")} hint={t("field.idHint")} error={issueOf(issues, "id")}>
            <Input
              name="id"
              defaultValue={draft.id}
              placeholder={t("field.idFromName")}
              maxLength={128}
              spellCheck={false}
              autoCapitalize="off"
              className="font-mono text-xs"
            />
          </Field>
          <Field label={t("field.adapter")} error={issueOf(issues, "adapter")}>
            <AdapterSelect adapters={draft.adapters} defaultValue={draft.adapter} />
          </Field>
          <WeightField draft={draft} error={issueOf(issues, "weight")} />
          <Field label={t("field.keyFromEnv")} note={common("optional")} hint={t("field.keyFromEnvHint")}>
            <Input
              name="credentialEnv"
              placeholder={draft.envVar ?? "PROVIDER_API_KEY"}
              spellCheck={false}
              className="font-mono text-xs"
            />
          </Field>
          <TimeoutFields timeouts={draft.timeouts} issues={issues} />
          <DisconnectField disconnect={draft.disconnect} issues={issues} />
          <HeadersField headers={draft.headers} rows={2} issues={issues} />
          <Field
            label={t("field.models")}
            hint={t("field.modelsHint")}
            error={issueOf(issues, "models")}
            className="sm:col-span-2"
          >
            <ModelLines models={models} onModels={onModels} />
          </Field>
        </div>
      </details>
    </Card>
  );
}

/** With the share of its priority that comes of it, as both are chosen. */
function WeightField({ draft, error }: { draft: Draft; error: string | undefined }) {
  const { t } = useTranslation("providers");
  const field = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState({ weight: draft.weight, priority: draft.priority });
  useEffect(() => {
    const form = field.current?.form;
    const read = () => {
      const sent = new FormData(form ?? undefined);
      setChosen({ weight: Number(sent.get("weight")), priority: Number(sent.get("priority")) });
    };
    form?.addEventListener("input", read);
    return () => form?.removeEventListener("input", read);
  }, []);
  const place = draft.tiers.findIndex(({ priority }) => priority === chosen.priority);
  const total = (draft.tiers[place]?.weight ?? 0) + chosen.weight;
  const share = total > 0 ? chosen.weight / total : 1;
  const number = place === -1 ? draft.tiers.length + 1 : place + 1;
  return (
    <Field
      label={t("field.weight")}
      hint={chosen.weight > 0 ? t("weight.result", { share: formatShare(share), number }) : t("weight.hint")}
      error={error}
    >
      <Input
        ref={field}
        name="weight"
        type="number"
        min={0}
        max={1_000_000}
        defaultValue={draft.weight}
        className="tnum"
      />
    </Field>
  );
}

/** Uncontrolled while it is typed in; `key` takes over what the checkboxes of the test choose. */
function ModelLines({
  models,
  onModels,
  ...props
}: {
  models: string[];
  onModels: (models: string[]) => void;
  id?: string;
}) {
  return (
    <Textarea
      key={models.join("\n")}
      name="models"
      rows={Math.min(8, Math.max(3, models.length))}
      defaultValue={models.join("\n")}
      onBlur={(event) => onModels(readLines(event.target.value))}
      spellCheck={false}
      className="resize-y font-mono text-xs leading-5"
      {...props}
    />
  );
}
