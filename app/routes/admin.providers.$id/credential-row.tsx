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
} from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import type { CredentialState } from "~/admin/types";
import { ConfirmByName } from "~/components/confirm-by-name";
import { useNow } from "~/components/environment";
import { Money } from "~/components/figures";
import { Button } from "~/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "~/components/ui/dropdown-menu";
import { TableCell, TableRow } from "~/components/ui/table";
import { When } from "~/components/when";
import type { CredentialUsage } from "~/db/credential-usage.server";
import { cn } from "~/lib/class-names";
import { formatInteger } from "~/lib/format";
import { formatCountdown } from "~/lib/format-time";
import type { writeProvider } from "./actions.server";
import { RenameDialog } from "./rename-dialog";
import { ReplaceDialog } from "./replace-dialog";

interface CredentialRowProps {
  credential: CredentialState;
  /** Of the last 24 hours; undefined where it was not used. */
  usage: CredentialUsage | undefined;
  providerId: string;
}

export function CredentialRow({ credential, usage, providerId }: CredentialRowProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const [open, setOpen] = useState<"rename" | "replace" | "delete" | null>(null);
  const fetcher = useFetcher<typeof writeProvider>();
  const action = `/admin/providers/${encodeURIComponent(providerId)}`;
  useEffect(() => {
    if (fetcher.state === "idle" && fetcher.data?.ok) setOpen(null);
  }, [fetcher.state, fetcher.data]);
  const error = fetcher.data && !fetcher.data.ok ? fetcher.data.message : undefined;
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
            <DropdownMenuItem
              disabled={credential.state === "ok"}
              onSelect={() =>
                void fetcher.submit(
                  { intent: "credentials.endCooldown", name: credential.name },
                  { method: "post", action },
                )
              }
            >
              <Play />
              {t(credential.state === "cooling" ? "credentials.endCooldown" : "credentials.switchOn")}
            </DropdownMenuItem>
            {credential.state === "ok" ? (
              <DropdownMenuItem
                onSelect={() =>
                  void fetcher.submit({ intent: "credentials.rest", name: credential.name }, { method: "post", action })
                }
              >
                <Pause />
                {t("credentials.rest")}
              </DropdownMenuItem>
            ) : null}
            <DropdownMenuItem onSelect={() => setOpen("rename")}>
              <Pencil />
              {t("credentials.rename")}
            </DropdownMenuItem>
            {credential.env ? null : (
              <DropdownMenuItem onSelect={() => setOpen("replace")}>
                <KeyRound />
                {t("credentials.replace")}
              </DropdownMenuItem>
            )}
            <DropdownMenuSeparator />
            <DropdownMenuItem destructive onSelect={() => setOpen("delete")}>
              <Trash2 />
              {common("delete")}
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
        <RenameDialog
          open={open === "rename"}
          onOpenChange={(next) => setOpen(next ? "rename" : null)}
          name={credential.name}
          fetcher={fetcher}
          action={action}
          error={error}
        />
        <ReplaceDialog
          open={open === "replace"}
          onOpenChange={(next) => setOpen(next ? "replace" : null)}
          name={credential.name}
          fetcher={fetcher}
          action={action}
          error={error}
        />
        <ConfirmByName
          open={open === "delete"}
          onOpenChange={(next) => setOpen(next ? "delete" : null)}
          title={t("credentials.deleteTitle", { name: credential.name })}
          description={t("credentials.deleteText")}
          name={credential.name}
          confirmLabel={t("credentials.deleteConfirm")}
          fetcher={fetcher}
          action={action}
          fields={{ intent: "credentials.remove", name: credential.name }}
          error={error}
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
