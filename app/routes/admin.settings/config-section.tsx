import { useTranslation } from "react-i18next";
import { Form, useNavigation } from "react-router";
import type { Refusal } from "~/components/checked-form/refusal";
import { Button } from "~/components/ui/button";
import type { SettingsResult } from "./action.server";
import { ChangeList } from "./change-list";
import { ExportRow } from "./export-row";
import { asksPassphrase, ImportForm } from "./import-form";
import { Section } from "./section";

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
      <ExportRow posted={result?.intent === "export" ? result.answer : null} />
      {/* A new form after each answer: a file field cannot be cleared otherwise. */}
      <ImportForm key={applied ? "applied" : "open"} problem={problem} unanswered={unanswered} intent={intent} />
      <div aria-live="polite">
        {problem && !asksPassphrase(problem) ? <ImportProblem problem={problem} /> : null}
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
      {preview.unlock === null ? null : <input type="hidden" name="unlock" value={preview.unlock} />}
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
