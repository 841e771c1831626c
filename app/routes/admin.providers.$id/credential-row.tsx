import {
  CircleCheck,
  CircleMinus,
  KeyRound,
  MoreHorizontal,
  OctagonX,
  Pause,
  Pencil,
  Play,
  Trash2,
  Zap,
} from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useFetcher } from "react-router";
import type { CredentialState } from "~/admin/types";
import { ConfirmByName } from "~/components/confirm-by-name";
import { useNow } from "~/components/environment";
import { Money } from "~/components/figures";
import { toast } from "~/components/toast";
import { Button } from "~/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "~/components/ui/dropdown-menu";
import { TableCell, TableRow } from "~/components/ui/table";
import { useAnswer, useReason } from "~/components/use-answer";
import { When } from "~/components/when";
import type { CredentialUsage } from "~/db/credential-usage.server";
import { cn } from "~/lib/class-names";
import { formatInteger } from "~/lib/format";
import { formatCountdown } from "~/lib/format-time";
import type { writeProvider } from "./actions.server";
import { CredentialTest } from "./credential-test";
import { RateLimit } from "./rate-limit";
import { RenameDialog } from "./rename-dialog";
import { ReplaceDialog } from "./replace-dialog";
import { useDialogAddress } from "./use-dialog-address";

interface CredentialRowProps {
  credential: CredentialState;
  /** Of the last 24 hours; undefined where it was not used. */
  usage: CredentialUsage | undefined;
  providerId: string;
  /** Names that the provider lists, without patterns. */
  models: string[];
}

export function CredentialRow({ credential, usage, providerId, models }: CredentialRowProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const [deleting, setDeleting] = useState(false);
  const reason = useReason();
  const { to, dialog, of } = useDialogAddress();
  const fetcher = useFetcher<typeof writeProvider>();
  const remover = useFetcher<typeof writeProvider>();
  const action = `/admin/providers/${encodeURIComponent(providerId)}`;
  const mark = (intent: "credentials.rest" | "credentials.endCooldown") =>
    void fetcher.submit({ intent, name: credential.name }, { method: "post", action });
  useAnswer(fetcher, (answer) => {
    if (!answer.ok)
      toast.error(t("credentials.notChanged", { name: credential.name }), { description: reason(answer) });
  });
  return (
    <TableRow>
      <TableCell className="leading-[1.05rem]">
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
      </TableCell>
      <TableCell>
        <Health credential={credential} />
      </TableCell>
      <TableCell>
        <RateLimit rateLimit={credential.rateLimit} />
      </TableCell>
      <TableCell className="tnum text-right">{formatInteger(usage?.requests ?? 0)}</TableCell>
      <TableCell className="tnum text-right">
        <Money value={usage?.costMicroUsd ?? 0} />
      </TableCell>
      <TableCell
        className={cn(
          "max-w-0 truncate text-xs",
          credential.lastError && credential.state !== "ok" ? "text-warn-text" : "text-muted-foreground",
        )}
        title={credential.lastError ?? undefined}
      >
        {credential.lastError ?? "–"}
        {credential.rejections > 1 ? ` · ${t("credentials.rejections", { count: credential.rejections })}` : null}
      </TableCell>
      <TableCell className="text-right">
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" size="icon-xs" aria-label={t("menu.label", { name: credential.name })}>
              <MoreHorizontal />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent>
            <DropdownMenuItem asChild>
              <Link to={to("test", credential.name)} preventScrollReset>
                <Zap />
                {t("menu.test")}
              </Link>
            </DropdownMenuItem>
            <DropdownMenuItem disabled={credential.state === "ok"} onSelect={() => mark("credentials.endCooldown")}>
              <Play />
              {t(credential.state === "cooling" ? "credentials.endCooldown" : "credentials.switchOn")}
            </DropdownMenuItem>
            {credential.state === "ok" ? (
              <DropdownMenuItem onSelect={() => mark("credentials.rest")}>
                <Pause />
                {t("credentials.rest")}
              </DropdownMenuItem>
            ) : null}
            <DropdownMenuItem asChild>
              <Link to={to("rename", credential.name)} preventScrollReset>
                <Pencil />
                {t("credentials.rename")}
              </Link>
            </DropdownMenuItem>
            {credential.env ? null : (
              <DropdownMenuItem asChild>
                <Link to={to("replace", credential.name)} preventScrollReset>
                  <KeyRound />
                  {t("credentials.replace")}
                </Link>
              </DropdownMenuItem>
            )}
            <DropdownMenuSeparator />
            <DropdownMenuItem destructive onSelect={() => setDeleting(true)}>
              <Trash2 />
              {common("delete")}
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
        {of === credential.name ? (
          <div className="text-left">
            {dialog === "rename" ? <RenameDialog name={credential.name} providerId={providerId} /> : null}
            {dialog === "replace" ? <ReplaceDialog name={credential.name} providerId={providerId} /> : null}
            {dialog === "test" ? (
              <CredentialTest name={credential.name} providerId={providerId} models={models} />
            ) : null}
          </div>
        ) : null}
        <ConfirmByName
          open={deleting}
          onOpenChange={setDeleting}
          title={t("credentials.deleteTitle", { name: credential.name })}
          description={t("credentials.deleteText")}
          name={credential.name}
          confirmLabel={t("credentials.deleteConfirm")}
          fetcher={remover}
          action={action}
          fields={{ intent: "credentials.remove", name: credential.name }}
        />
      </TableCell>
    </TableRow>
  );
}

function Health({ credential }: { credential: CredentialState }) {
  const { t } = useTranslation("providers");
  const now = useNow();
  const restMs = credential.cooldownUntil ? Date.parse(credential.cooldownUntil) - now : 0;
  if (credential.state === "cooling" && restMs > 0) {
    return (
      <span className="inline-flex items-center gap-2 align-middle text-xs font-medium text-warn-text">
        <CooldownRing restMs={restMs} />
        <span className="tnum">{t("credentials.cooling", { time: formatCountdown(restMs) })}</span>
      </span>
    );
  }
  const state = credential.state === "cooling" ? "ok" : credential.state;
  const Icon = { ok: CircleCheck, rejected: OctagonX, off: CircleMinus }[state];
  const tone = { ok: "text-ok-text", rejected: "text-bad-text", off: "text-idle-text" }[state];
  return (
    <span className={cn("inline-flex items-center gap-1.5 align-middle text-xs font-medium", tone)}>
      <Icon className="size-3.5" aria-hidden />
      {t(`credentials.state.${state}`)}
    </span>
  );
}

/** Full at a minute or more; the figure beside it says how long exactly. */
function CooldownRing({ restMs }: { restMs: number }) {
  const around = 2 * Math.PI * 8;
  return (
    <svg viewBox="0 0 20 20" className="size-[18px] -rotate-90" aria-hidden="true">
      <circle cx="10" cy="10" r="8" fill="none" stroke="var(--border)" strokeWidth="3" />
      <circle
        cx="10"
        cy="10"
        r="8"
        fill="none"
        stroke="var(--warn)"
        strokeWidth="3"
        strokeLinecap="round"
        strokeDasharray={around}
        strokeDashoffset={around * (1 - Math.min(1, restMs / 60_000))}
      />
    </svg>
  );
}
