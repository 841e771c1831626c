import { useTranslation } from "react-i18next";
import type { CredentialState } from "~/admin/types";
import { Money } from "~/components/figures";
import { TableCell, TableRow } from "~/components/ui/table";
import { When } from "~/components/when";
import type { CredentialUsage } from "~/db/usage/credential-usage.server";
import { cn } from "~/lib/class-names";
import { formatInteger } from "~/lib/format";
import { CredentialHealth } from "./credential-health";
import { CredentialMenu } from "./credential-menu";
import { RateLimit } from "./rate-limit";

interface CredentialRowProps {
  credential: CredentialState;
  /** Of the last 24 hours; undefined where it was not used. */
  usage: CredentialUsage | undefined;
  providerId: string;
}

export function CredentialRow({ credential, usage, providerId }: CredentialRowProps) {
  return (
    <TableRow>
      <TableCell className="leading-[1.05rem]">
        <CredentialName credential={credential} usage={usage} />
      </TableCell>
      <TableCell>
        <CredentialHealth credential={credential} />
      </TableCell>
      <TableCell>
        <RateLimit rateLimit={credential.rateLimit} />
      </TableCell>
      <TableCell className="tnum text-right">{formatInteger(usage?.requests ?? 0)}</TableCell>
      <TableCell className="tnum text-right">
        <Money value={usage?.costMicroUsd ?? 0} />
      </TableCell>
      <TableCell className="max-w-0">
        <LastError credential={credential} />
      </TableCell>
      <TableCell className="text-right">
        <CredentialMenu credential={credential} providerId={providerId} />
      </TableCell>
    </TableRow>
  );
}

/** The row on a phone. */
export function CredentialItem({ credential, usage, providerId }: CredentialRowProps) {
  const { t } = useTranslation("providers");
  return (
    <li className="px-4 py-3">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1 leading-[1.05rem]">
          <CredentialName credential={credential} usage={usage} />
        </div>
        <CredentialHealth credential={credential} />
        <CredentialMenu credential={credential} providerId={providerId} />
      </div>
      <dl className="mt-2 grid grid-cols-[1fr_auto_auto] gap-x-5 text-2xs text-muted-foreground [&_dd]:tnum [&_dd]:text-sm [&_dd]:text-foreground">
        <div>
          <dt>{t("credentials.column.rateLimit")}</dt>
          <dd>
            <RateLimit rateLimit={credential.rateLimit} />
          </dd>
        </div>
        <div className="text-right">
          <dt>{t("credentials.column.requests")}</dt>
          <dd>{formatInteger(usage?.requests ?? 0)}</dd>
        </div>
        <div className="text-right">
          <dt>{t("credentials.column.spend")}</dt>
          <dd>
            <Money value={usage?.costMicroUsd ?? 0} />
          </dd>
        </div>
      </dl>
      {credential.lastError ? (
        <div className="mt-1.5">
          <LastError credential={credential} />
        </div>
      ) : null}
    </li>
  );
}

function CredentialName({ credential, usage }: Pick<CredentialRowProps, "credential" | "usage">) {
  const { t } = useTranslation("providers");
  return (
    <>
      <code className="font-mono text-xs">
        {credential.env ? `$${credential.env}` : credential.hint || credential.name}
      </code>
      <div className="text-2xs text-muted-foreground">
        {credential.env ? t("credentials.fromEnv") : credential.name}
        {usage ? (
          <>
            {", "}
            {t("credentials.used")} <When time={usage.lastUsedAt} />
          </>
        ) : null}
      </div>
    </>
  );
}

function LastError({ credential }: Pick<CredentialRowProps, "credential">) {
  const { t } = useTranslation("providers");
  return (
    <div
      className={cn(
        "truncate text-xs",
        credential.lastError && credential.state !== "ok" ? "text-warn-text" : "text-muted-foreground",
      )}
      title={credential.lastError ?? undefined}
    >
      {credential.lastError ?? "–"}
      {credential.rejections > 1 ? ` · ${t("credentials.rejections", { count: credential.rejections })}` : null}
    </div>
  );
}
