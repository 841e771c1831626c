import { useEffect, useRef } from "react";
import { Trans, useTranslation } from "react-i18next";
import { data, Form, redirect, useNavigation } from "react-router";
import { isSignedIn, signIn, signInState } from "~/auth/session.server";
import { useEnvironment, useNow } from "~/components/environment";
import { ProductMark } from "~/components/product-mark";
import { SecretField } from "~/components/secret-field";
import { Button } from "~/components/ui/button";
import { Label } from "~/components/ui/label";
import { platformContext } from "~/context";
import { safeNext } from "~/lib/safe-next";
import { version } from "~/lib/version";
import { languageNames } from "~/locales/language";
import { useLanguage } from "~/locales/use-language";
import type { WriteFailure } from "~/routes/attempt-write.server";
import { keepInput } from "~/routes/keep-input";
import type { Route } from "./+types/route";
import { Lanes } from "./lanes";
import { Problem, type SignInProblem } from "./problem";
import { NoPassword, ResetHelp } from "./set-password";

export async function loader({ request, url, context }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  if (await isSignedIn(platform, request)) throw redirect(safeNext(url.searchParams.get("next")));
  const { pausedUntil, configured } = await signInState(platform);
  return { configured, pausedUntil, hostKind: platform.host, version };
}

export async function action({ request, url, context }: Route.ActionArgs) {
  const password = String((await request.formData()).get("password") ?? "");
  if (password === "") return data<SignInProblem>({ kind: "empty" }, 400);
  const result = await signIn(context.get(platformContext), request, password);
  if (result.ok && result.cookie !== null) {
    throw redirect(safeNext(url.searchParams.get("next")), { headers: { "Set-Cookie": result.cookie } });
  }
  if (result.pausedUntil !== null) {
    const retryAfter = Math.ceil(Math.max(0, result.pausedUntil - Date.now()) / 1000);
    return data<SignInProblem>(
      { kind: "paused", until: result.pausedUntil },
      { status: 429, headers: { "Retry-After": String(retryAfter) } },
    );
  }
  return data<SignInProblem>({ kind: "wrong", attemptsLeft: result.attemptsLeft }, 401);
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => keepInput(() => serverAction());

/** `Retry-After` while signing in is paused. */
export const headers = ({ actionHeaders }: Route.HeadersArgs) => actionHeaders;

export default function Login({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("login");
  const { host } = useEnvironment();
  return (
    <div className="relative flex min-h-dvh flex-col overflow-hidden bg-background">
      <title>{t("pageTitle")}</title>
      <Lanes />
      <main className="relative flex flex-1 items-center justify-center p-4">
        <div className="w-full max-w-[372px] rounded-xl border bg-card p-5 shadow-pop md:p-7">
          <ProductMark className="size-9" />
          <h1 className="mt-5 text-xl font-semibold tracking-[-0.02em]">{t("title")}</h1>
          <p className="mt-1 text-sm text-muted-foreground">
            <Trans
              t={t}
              i18nKey="forHost"
              values={{ host }}
              components={{ code: <code className="break-all font-mono text-xs" /> }}
            />
          </p>
          {loaderData.configured ? (
            <SignInForm
              problem={
                problemOf(actionData) ??
                (loaderData.pausedUntil ? { kind: "paused", until: loaderData.pausedUntil } : null)
              }
              hostKind={loaderData.hostKind}
            />
          ) : (
            <NoPassword host={loaderData.hostKind} />
          )}
        </div>
      </main>
      <Foot version={loaderData.version} />
    </div>
  );
}

/** A password that could not be sent is a problem like others. */
const problemOf = (answer: SignInProblem | WriteFailure | undefined): SignInProblem | undefined =>
  answer && "ok" in answer ? { kind: "unanswered" } : answer;

interface SignInFormProps {
  problem: SignInProblem | null;
  hostKind: Route.ComponentProps["loaderData"]["hostKind"];
}

function SignInForm({ problem, hostKind }: SignInFormProps) {
  const { t } = useTranslation("login");
  const now = useNow();
  const busy = useNavigation().state !== "idle";
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const field = problem && problem.kind !== "paused" ? form.current?.querySelector("input") : null;
    field?.focus();
    field?.select();
  }, [problem]);
  const paused = problem?.kind === "paused" && now < problem.until;
  return (
    <Form method="post" ref={form} className="mt-6" replace>
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

function Foot({ version }: { version: string }) {
  const { t } = useTranslation("login");
  const [language, chooseLanguage] = useLanguage();
  const other = language === "en" ? "zh-CN" : "en";
  return (
    <footer className="relative flex h-12 items-center justify-center gap-4 text-xs text-muted-foreground">
      <span className="tnum">v{version}</span>
      <a href="/api/openapi.json" className="hover:text-foreground">
        {t("footer.documentation")}
      </a>
      <button type="button" lang={other} onClick={() => void chooseLanguage(other)} className="hover:text-foreground">
        {languageNames[other]}
      </button>
    </footer>
  );
}
