import { Trans, useTranslation } from "react-i18next";
import { redirect } from "react-router";
import { keepNothing } from "~/auth/require-admin.server";
import { isSignedIn, signInState } from "~/auth/session.server";
import { useEnvironment } from "~/components/environment";
import { ProductMark } from "~/components/product-mark";
import { platformContext } from "~/context";
import { safeNext } from "~/lib/safe-next";
import { version } from "~/lib/version";
import { languageNames } from "~/locales/language";
import { useLanguage } from "~/locales/use-language";
import { keepInput } from "~/routes/keep-input";
import type { Route } from "./+types/route";
import { FramedNotice } from "./framed";
import { Lanes } from "./lanes";
import { NoPassword } from "./set-password";
import { signInByForm } from "./sign-in.server";
import { SignInForm } from "./sign-in-form";

export const middleware: Route.MiddlewareFunction[] = [keepNothing];

export async function loader({ request, url, context }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  if (await isSignedIn(platform, request)) throw redirect(safeNext(url.searchParams.get("next")));
  const { pausedUntil, configured } = await signInState(platform);
  return { configured, pausedUntil, hostKind: platform.host, version };
}

export const action = (args: Route.ActionArgs) => signInByForm(args);
export const clientAction = ({ serverAction }: Route.ClientActionArgs) => keepInput(() => serverAction());

/** `Retry-After` while signing in is paused. */
export const headers = ({ actionHeaders }: Route.HeadersArgs) => actionHeaders;

export default function Login({ loaderData }: Route.ComponentProps) {
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
          <FramedNotice />
          {loaderData.configured ? (
            <SignInForm pausedUntil={loaderData.pausedUntil} hostKind={loaderData.hostKind} />
          ) : (
            <NoPassword host={loaderData.hostKind} />
          )}
        </div>
      </main>
      <Foot version={loaderData.version} />
    </div>
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
