import { LockKeyhole } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FetcherWithComponents, useFetcher } from "react-router";
import { FormNotices } from "~/components/checked-form/form-notices";
import type { Refusal } from "~/components/checked-form/refusal";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { useAnswer } from "~/components/hooks/use-answer";
import { SecretField } from "~/components/secret-field";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { longestPassphrase } from "~/lib/sealed-document";
import type { SettingsResult } from "./action.server";
import type { ExportResult, SealedFile } from "./export-action.server";
import { exportSchema } from "./export-schema";

type Answer = ExportResult["answer"];
type Fetcher = FetcherWithComponents<SettingsResult | Refusal>;

/** What of the page's answers is this form's own, or that there was none. */
function answerOf(result: SettingsResult | Refusal | undefined): Answer | null {
  if (result === undefined) return null;
  if ("ok" in result) return result;
  return result.intent === "export" ? result.answer : null;
}

/** The export with its secrets, closed with a passphrase. `posted`: what the page was answered without scripts. */
export function SealedExport({ posted }: { posted: Answer | null }) {
  const fetcher: Fetcher = useFetcher<SettingsResult | Refusal>();
  const [round, setRound] = useState(0);
  useAnswer(fetcher, (answer) => answerOf(answer)?.ok && setRound((previous) => previous + 1));
  const answer = answerOf(fetcher.data) ?? posted;
  return (
    <>
      {/* A new form after each file: a passphrase does not stay on the screen. */}
      <ExportForm key={round} fetcher={fetcher} answer={answer} />
      <div aria-live="polite" className="mt-3 empty:hidden">
        {answer?.ok ? <Exported key={answer.text} file={answer} /> : null}
      </div>
    </>
  );
}

function ExportForm({ fetcher, answer }: { fetcher: Fetcher; answer: Answer | null }) {
  const { t } = useTranslation("settings");
  const form = useCheckedForm({
    id: "sealed-export",
    schema: exportSchema,
    fetcher: { state: fetcher.state, data: answer ?? undefined },
    intent: "export",
  });
  const field = { autoComplete: "new-password", maxLength: longestPassphrase };
  return (
    <fetcher.Form {...form.props} method="post" className="space-y-3">
      <p className="max-w-[62ch] text-xs text-muted-foreground">{t("config.sealedText")}</p>
      {/* A passphrase is typed again after a login. */}
      <FormNotices form={{ errors: form.errors, restored: false }} />
      <input type="hidden" name="intent" value="export" />
      <div className="grid max-w-[620px] gap-3 sm:grid-cols-2">
        <Field label={t("config.passphrase")} hint={t("config.passphraseRule")} error={form.errorOf("passphrase")}>
          <SecretField name="passphrase" {...field} />
        </Field>
        <Field label={t("config.repeat")} error={form.errorOf("repeat")}>
          <SecretField name="repeat" {...field} />
        </Field>
      </div>
      <Button type="submit" variant="outline" busy={form.busy}>
        <LockKeyhole aria-hidden />
        {t("config.download")}
      </Button>
    </fetcher.Form>
  );
}

/** Hands the file to the browser at once; without scripts the link does. */
function Exported({ file }: { file: SealedFile }) {
  const { t } = useTranslation("settings");
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    const anchor = link.current;
    if (!anchor) return;
    // Browsers refuse a `data:` address of some megabytes.
    const address = URL.createObjectURL(new Blob([file.text], { type: "application/json" }));
    anchor.href = address;
    anchor.click();
    anchor.focus({ preventScroll: true });
    return () => URL.revokeObjectURL(address);
  }, [file.text]);
  return (
    <div className="space-y-2 text-sm">
      <p className="text-ok-text">
        {t("config.sealedDone")}{" "}
        <a
          ref={link}
          href={`data:application/json;charset=utf-8,${encodeURIComponent(file.text)}`}
          download={file.name}
          className="rounded font-medium text-brand-text underline underline-offset-2"
        >
          {t("config.sealedAgain")}
        </a>
      </p>
      {file.leftOut.length > 0 ? (
        <div className="text-warn-text">
          <p>{t("config.leftOut", { count: file.leftOut.length })}</p>
          <ul className="mt-1 max-h-40 overflow-y-auto font-mono text-xs">
            {file.leftOut.map((name) => (
              <li key={name} className="break-all">
                {name}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
