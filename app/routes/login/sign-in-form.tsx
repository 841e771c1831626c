import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Form, useActionData, useNavigation } from "react-router";
import { isUnanswered } from "~/components/checked-form/refusal";
import { useSentForm } from "~/components/checked-form/use-sent-form";
import { useNow } from "~/components/environment";
import { SecretField } from "~/components/secret-field";
import { Button } from "~/components/ui/button";
import { Label } from "~/components/ui/label";
import type { Platform } from "~/platform/platform";
import { Problem, type SignInProblem } from "./problem";
import { ResetHelp } from "./set-password";
import type { SignInRefusal } from "./sign-in-refusal";

const formId = "sign-in";

interface SignInFormProps {
  /** Unix ms; null as a rule. */
  pausedUntil: number | null;
  hostKind: Platform["host"];
}

export function SignInForm({ pausedUntil, hostKind }: SignInFormProps) {
  const { t } = useTranslation("login");
  const now = useNow();
  const { state } = useNavigation();
  const form = useSentForm({ id: formId, fields: ["password"], fetcher: { state, data: useActionData() } });
  const { failure, busy } = form;
  const problem = problemOf(failure) ?? (pausedUntil === null ? null : { kind: "paused" as const, until: pausedUntil });
  useEffect(() => {
    // The form has put the cursor back into the field.
    const field = failure && document.getElementById("password");
    if (field instanceof HTMLInputElement) field.select();
  }, [failure]);
  const paused = problem?.kind === "paused" && now < problem.until;
  return (
    <Form {...form.props} method="post" className="mt-6" replace>
      <Label htmlFor="password">{t("password")}</Label>
      <div className="mt-1.5">
        <SecretField
          id="password"
          name="password"
          autoComplete="current-password"
          autoFocus
          required
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? "problem" : undefined}
          className="h-10"
        />
      </div>
      {problem ? <Problem id="problem" problem={problem} host={hostKind} /> : null}
      <Button type="submit" size="lg" className="mt-4 w-full" busy={busy} disabled={paused}>
        {t(busy ? "signingIn" : "signIn")}
      </Button>
      {problem ? <ResetHelp host={hostKind} /> : <p className="mt-4 text-xs text-muted-foreground">{t("session")}</p>}
    </Form>
  );
}

function problemOf(refusal: SignInRefusal | null): SignInProblem | null {
  if (refusal === null) return null;
  if (isUnanswered(refusal.code)) return { kind: "unanswered", code: refusal.code };
  if (refusal.pausedUntil !== undefined) return { kind: "paused", until: refusal.pausedUntil };
  return refusal.attemptsLeft === undefined ? { kind: "empty" } : { kind: "wrong", attemptsLeft: refusal.attemptsLeft };
}
