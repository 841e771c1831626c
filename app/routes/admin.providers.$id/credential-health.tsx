import { CircleCheck, CircleMinus, OctagonX } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { CredentialState } from "~/admin/types";
import { useNow } from "~/components/environment";
import { cn } from "~/lib/class-names";
import { formatCountdown } from "~/lib/format-time";

/** Its state in a word; while it rests, for how long still. */
export function CredentialHealth({ credential }: { credential: CredentialState }) {
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
