import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Form } from "react-router";
import { FormNotices } from "~/components/checked-form/form-notices";
import type { Refusal } from "~/components/checked-form/refusal";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { SecretField } from "~/components/secret-field";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Textarea } from "~/components/ui/textarea";
import { isSealedText, longestPassphrase } from "~/lib/sealed-document";
import type { SettingsResult } from "./action.server";
import { importSchema } from "./import-schema";

type Problem = Extract<SettingsResult, { intent: "import" }>;

interface ImportFormProps {
  problem: Problem | null;
  unanswered: Refusal | null;
  /** What is on its way. */
  intent: FormDataEntryValue | null | undefined;
}

/** Whether the passphrase's field is the one to look at. */
export const asksPassphrase = ({ problem }: Problem): boolean => problem === "sealed" || problem === "passphrase";

export function ImportForm({ problem, unanswered, intent }: ImportFormProps) {
  const { t } = useTranslation("settings");
  const form = useCheckedForm({
    id: "config-import",
    schema: importSchema,
    fetcher: { state: intent === "preview" ? "submitting" : "idle", data: unanswered ?? undefined },
    intent: "preview",
  });
  const passphrase = useRef<HTMLInputElement>(null);
  const asked = problem !== null && asksPassphrase(problem);
  useEffect(() => {
    if (asked) passphrase.current?.focus();
  }, [asked, problem]);
  // The file goes before the text. Null: there is none.
  const [sealedFile, setSealedFile] = useState<boolean | null>(null);
  const [sealedText, setSealedText] = useState<boolean | null>(null);
  const readFile = async (file: File | undefined) => setSealedFile(file ? isSealedText(await file.text()) : null);
  const sealed = sealedFile ?? sealedText ?? asked;

  const error = form.errorOf("text");
  const elsewhere = problem !== null && !asked;
  const describedBy = error ? "config-import-error" : elsewhere ? "config-import-problem" : undefined;
  // A file that is still chosen need not be shown.
  const text = sealedFile ? "" : form.textOf("text", problem?.text);
  return (
    <Form
      {...form.props}
      method="post"
      encType="multipart/form-data"
      preventScrollReset
      className="space-y-3 border-t px-5 py-3.5"
    >
      <div>
        <h3 className="font-medium">{t("config.import")}</h3>
        <p className="mt-0.5 text-xs text-muted-foreground">{t("config.importText")}</p>
      </div>
      <FormNotices form={form} />
      <input type="hidden" name="intent" value="preview" />
      <Input
        type="file"
        name="file"
        onChange={(event) => void readFile(event.target.files?.[0])}
        accept="application/json,.json"
        aria-label={t("config.file")}
        aria-invalid={error && text === "" ? true : undefined}
        aria-describedby={describedBy}
        className="h-auto max-w-md py-1 file:mr-3 file:rounded file:border-0 file:bg-muted file:px-2.5 file:py-1 file:text-xs file:font-medium file:text-foreground"
      />
      <details open={text !== ""}>
        <summary className="w-fit rounded text-xs pointer-coarse:py-3.5 font-medium text-brand-text">
          {t("config.paste")}
        </summary>
        <Textarea
          name="text"
          rows={6}
          spellCheck={false}
          defaultValue={text}
          onChange={(event) =>
            setSealedText(event.target.value.trim() === "" ? null : isSealedText(event.target.value))
          }
          aria-label={t("config.paste")}
          aria-invalid={error || elsewhere ? true : undefined}
          aria-describedby={describedBy}
          className="mt-2 font-mono text-xs"
        />
      </details>
      {error ? (
        <p id="config-import-error" className="text-xs text-bad-text">
          {error}
        </p>
      ) : null}
      {sealed ? (
        <Field
          label={t("config.passphrase")}
          hint={t("config.passphraseFor")}
          error={asked ? <span role="alert">{t(`config.problem.${problem.problem}`)}</span> : undefined}
          className="max-w-md"
        >
          <SecretField
            ref={passphrase}
            name="passphrase"
            autoComplete="off"
            autoFocus={asked}
            maxLength={longestPassphrase}
          />
        </Field>
      ) : null}
      <Button type="submit" variant="outline" busy={form.busy}>
        {t("config.preview")}
      </Button>
    </Form>
  );
}
