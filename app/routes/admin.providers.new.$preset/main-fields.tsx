import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CredentialField } from "~/components/credentials/credential-field";
import { issueOf } from "~/components/provider-form/provider-document";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { SegmentedField } from "~/components/ui/segmented-field";
import type { Draft } from "./draft.server";

interface MainFieldsProps {
  draft: Draft;
  credentials: string;
  onCredentials: (text: string) => void;
  onPaste: () => void;
  issues: { path: string; message: string }[] | undefined;
}

/** All that a preset still needs: keys, and a name and place that are filled in already. */
export function MainFields({ draft, credentials, onCredentials, onPaste, issues }: MainFieldsProps) {
  const { t } = useTranslation("providers");
  return (
    <>
      <CredentialField
        autoFocus
        label={draft.face ? t("new.keysFrom", { name: draft.presetName.en }) : t("new.keys")}
        value={credentials}
        onChange={onCredentials}
        onPaste={onPaste}
        error={issueOf(issues, "credentials")}
        help={
          draft.keyUrl ? (
            <a href={draft.keyUrl} target="_blank" rel="noreferrer" className="text-brand-text hover:underline">
              {t("new.whereKey")}
            </a>
          ) : draft.needsKey ? null : (
            <span className="text-muted-foreground">{t("new.keyOptional")}</span>
          )
        }
      />
      {draft.options.length > 0 ? (
        <div className="grid gap-4 sm:grid-cols-2">
          {draft.options.map((option) => (
            <Field
              key={option.name}
              label={<code className="font-mono text-xs">{option.name}</code>}
              error={issueOf(issues, `options.${option.name}`)}
            >
              <Input
                name={`option.${option.name}`}
                defaultValue={option.value}
                spellCheck={false}
                className="font-mono text-xs"
              />
            </Field>
          ))}
        </div>
      ) : null}
      {draft.face ? null : (
        <Field label={t("field.baseUrl")} hint={t("field.baseUrlHint")} error={issueOf(issues, "baseUrl")}>
          <Input
            name="baseUrl"
            type="url"
            required
            defaultValue={draft.baseUrl}
            placeholder="https://api.example.com/v1"
            spellCheck={false}
            className="font-mono text-xs"
          />
        </Field>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("field.name")} error={issueOf(issues, "name")}>
          <Input name="name" defaultValue={draft.name} maxLength={200} required={!draft.face} />
        </Field>
        <PriorityField draft={draft} error={issueOf(issues, "priority")} />
      </div>
    </>
  );
}

/** Tiers in use by their numbers, and a new last one; the configured value is sent. */
function PriorityField({ draft, error }: { draft: Draft; error: string | undefined }) {
  const { t } = useTranslation("providers");
  const [priority, setPriority] = useState(String(draft.priority));
  const next = String((draft.tiers.at(-1)?.priority ?? -1) + 1);
  const items = [
    ...draft.tiers.map((tier, index) => ({ value: String(tier.priority), label: index + 1 })),
    { value: next, label: draft.tiers.length === 0 ? 1 : t("field.newTier") },
  ];
  return (
    <Field label={t("field.priority")} hint={t("field.priorityHint")} error={error}>
      <div>
        {items.length <= 5 ? (
          <SegmentedField
            name="priority"
            label={t("field.priority")}
            value={priority}
            onValueChange={setPriority}
            items={items}
          />
        ) : (
          <Input
            type="number"
            name="priority"
            aria-label={t("field.priority")}
            value={priority}
            onChange={(event) => setPriority(event.target.value)}
            className="tnum"
          />
        )}
      </div>
    </Field>
  );
}
