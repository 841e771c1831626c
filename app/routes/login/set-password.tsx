import { KeyRound } from "lucide-react";
import { Trans, useTranslation } from "react-i18next";
import { Snippet } from "~/components/snippet";
import type { Platform } from "~/platform/platform";

const commands: Record<Platform["host"], string | null> = {
  cloudflare: "npx wrangler pages secret put ADMIN_PASSWORD",
  node: "ADMIN_PASSWORD='a long password' npm start",
  dev: null,
};

/** For someone who lost the password: it is set outside of the dashboard. */
export function ResetHelp({ host }: { host: Platform["host"] }) {
  const { t } = useTranslation("login");
  const command = commands[host];
  return (
    <details className="mt-4 text-xs text-muted-foreground">
      <summary className="w-fit cursor-pointer list-none rounded font-medium text-brand-text hover:underline [&::-webkit-details-marker]:hidden">
        {t("reset")}
      </summary>
      <p className="mt-2">{t(`resetText.${host}`)}</p>
      {command ? <Snippet code={command} wrap className="mt-2" /> : null}
    </details>
  );
}

/** Takes the form's place while the deployment has no password. */
export function NoPassword({ host }: { host: Platform["host"] }) {
  const { t } = useTranslation("login");
  const code = <code className="font-mono text-xs" />;
  return (
    <div className="mt-6" role="status">
      <h2 className="flex items-center gap-2 text-base font-medium">
        <KeyRound className="size-4 text-muted-foreground" aria-hidden />
        {t("missing.title")}
      </h2>
      <p className="mt-1 text-sm text-muted-foreground">
        <Trans t={t} i18nKey="missing.text" components={{ code }} />
      </p>
      <Snippet code={commands[host] ?? "ADMIN_PASSWORD='a long password'"} wrap className="mt-3" />
    </div>
  );
}
