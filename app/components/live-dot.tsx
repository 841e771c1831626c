import { useTranslation } from "react-i18next";
import { useTimeZone } from "~/components/environment";
import { Button } from "~/components/ui/button";
import { cn } from "~/lib/class-names";
import { formatClock } from "~/lib/format-time";

export type LiveState = { kind: "live" } | { kind: "reconnecting" } | { kind: "paused"; since: number };

interface LiveDotProps {
  state: LiveState;
  /** What is live, where "Live" alone does not say it. */
  live?: string;
  /** The dot alone, as long as nothing is to be done. */
  bare?: boolean;
  /** Makes the page live again where it gave up. */
  onResume?: () => void;
  className?: string;
}

/** Green: events come in. Amber: lost, trying again. Grey: paused since a time. */
export function LiveDot({ state, live, bare, onResume, className }: LiveDotProps) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const label =
    state.kind === "paused"
      ? t("live.paused", { time: formatClock(state.since, timeZone).slice(0, 5) })
      : state.kind === "live"
        ? (live ?? t("live.live"))
        : t("live.reconnecting");
  const tone = { live: "text-ok-text", reconnecting: "text-warn-text", paused: "text-idle-text" }[state.kind];
  const fill = { live: "bg-ok", reconnecting: "bg-warn", paused: "bg-idle" }[state.kind];
  const dot = (
    <span role="status" className={cn("inline-flex items-center gap-1.5 text-xs font-medium", tone, className)}>
      <span className="relative flex size-2">
        {state.kind === "live" ? (
          <span className={cn("absolute inset-0 animate-ping rounded-full opacity-40 motion-reduce:hidden", fill)} />
        ) : null}
        <span className={cn("relative size-2 rounded-full", fill)} />
      </span>
      <span className={cn(bare && "sr-only")}>{label}</span>
    </span>
  );
  if (state.kind !== "paused" || !onResume) return dot;
  return (
    <span className="inline-flex items-center gap-2">
      {dot}
      <Button variant="outline" size="sm" onClick={onResume}>
        {t("live.resume")}
      </Button>
    </span>
  );
}
