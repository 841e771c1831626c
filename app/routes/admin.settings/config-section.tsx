import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Form, useNavigation } from "react-router";
import { FormNotices } from "~/components/checked-form/form-notices";
import type { Refusal } from "~/components/checked-form/refusal";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { Button } from "~/components/ui/button";
import { Input } from "~/components/ui/input";
import { Textarea } from "~/components/ui/textarea";
import type { SettingsResult } from "./action.server";
import { ChangeList } from "./change-list";
import { importSchema } from "./import-schema";
import { Row, Section } from "./section";

/** Export, and import that shows every change before anything is written. */
interface ConfigSectionProps {
  result: SettingsResult | undefined;
  /** Why the last import got no answer. */
  unanswered: Refusal | null;
}

export function ConfigSection({ result, unanswered }: ConfigSectionProps) {
  const { t } = useTranslation(["settings", "common"]);
  const navigation = useNavigation();
  const intent = navigation.formData?.get("intent");
  const problem = result?.intent === "import" ? result : null;
  const preview = result?.intent === "preview" ? result : null;
  const applied = result?.intent === "apply" ? result : null;
  return (
    <Section id="config" title={t("config.title")} text={t("config.text")}>
      <Row label={t("config.export")} text={t("config.exportText")}>
        <Button asChild variant="outline">
          <a href="/admin/settings/export" download>
            <Download aria-hidden />
            {t("config.download")}
          </a>
        </Button>
      </Row>
      {/* A new form after each answer: a file field cannot be cleared otherwise. */}
      <ImportForm key={applied ? "applied" : "open"} problem={problem} unanswered={unanswered} intent={intent} />
      <div aria-live="polite">
        {problem ? <ImportProblem problem={problem} /> : null}
        {applied ? (
          <p className="border-t bg-ok-soft px-5 py-3 text-sm text-ok-text">
            {t("config.applied", { count: applied.changes.length })}
          </p>
        ) : null}
        {preview ? <Preview preview={preview} busy={intent === "apply"} /> : null}
      </div>
    </Section>
  );
}

interface ImportFormProps {
  problem: Extract<SettingsResult, { intent: "import" }> | null;
  unanswered: Refusal | null;
  /** What is on its way. */
  intent: FormDataEntryValue | null | undefined;
}

function ImportForm({ problem, unanswered, intent }: ImportFormProps) {
  const { t } = useTranslation("settings");
  const form = useCheckedForm({
    id: "config-import",
    schema: importSchema,
    fetcher: { state: intent === "preview" ? "submitting" : "idle", data: unanswered ?? undefined },
    intent: "preview",
  });
  const error = form.errorOf("text");
  const describedBy = error ? "config-import-error" : problem ? "config-import-problem" : undefined;
  const text = form.textOf("text", problem?.text);
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
        accept="application/json,.json"
        aria-label={t("config.file")}
        aria-invalid={error && text === "" ? true : undefined}
        aria-describedby={describedBy}
        className="h-auto max-w-md py-1 file:mr-3 file:rounded file:border-0 file:bg-muted file:px-2.5 file:py-1 file:text-xs file:font-medium file:text-foreground"
      />
      <details open={text !== ""}>
        <summary className="w-fit rounded text-xs font-medium text-brand-text">{t("config.paste")}</summary>
        <Textarea
          name="text"
          rows={6}
          spellCheck={false}
          defaultValue={text}
          aria-label={t("config.paste")}
          aria-invalid={error || problem ? true : undefined}
          aria-describedby={describedBy}
          className="mt-2 font-mono text-xs"
        />
      </details>
      {error ? (
        <p id="config-import-error" className="text-xs text-bad-text">
          {error}
        </p>
      ) : null}
      <Button type="submit" variant="outline" busy={form.busy}>
        {t("config.preview")}
      </Button>
    </Form>
  );
}

function ImportProblem({ problem }: { problem: Extract<SettingsResult, { intent: "import" }> }) {
  const { t } = useTranslation("settings");
  return (
    <div id="config-import-problem" role="alert" className="border-t bg-bad-soft px-5 py-3 text-sm text-bad-text">
      <p className="font-medium">{t(`config.problem.${problem.problem}`)}</p>
      {problem.issues.length > 0 ? (
        <ul className="mt-1 max-h-60 space-y-0.5 overflow-y-auto text-xs">
          {problem.issues.map((issue) => (
            <li key={issue.path + issue.message} className="break-words">
              {issue.path ? <code className="mr-2 font-mono">{issue.path}</code> : null}
              {issue.message}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Preview({ preview, busy }: { preview: Extract<SettingsResult, { intent: "preview" }>; busy: boolean }) {
  const { t } = useTranslation("settings");
  const count = preview.changes.length;
  if (count === 0) return <p className="border-t px-5 py-3 text-sm text-muted-foreground">{t("config.same")}</p>;
  const deletes = preview.changes.filter((change) => change.action === "delete").length;
  return (
    <Form method="post" preventScrollReset className="border-t">
      <input type="hidden" name="intent" value="apply" />
      <input type="hidden" name="text" value={preview.text} />
      <ChangeList changes={preview.changes} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t px-5 py-3">
        <p className="min-w-0 flex-1 basis-60 text-xs text-muted-foreground">
          {deletes > 0 ? t("config.deletes", { count: deletes }) : t("config.allOrNothing")}
        </p>
        <Button type="submit" variant={deletes > 0 ? "destructive" : "default"} busy={busy}>
          {t("config.apply", { count })}
        </Button>
      </div>
    </Form>
  );
}
