import { ArrowRight, DatabaseZap } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams } from "react-router";
import { AttemptPips } from "~/components/attempt-pips";
import { useTimeZone } from "~/components/environment";
import { Money } from "~/components/figures";
import { LatencyBar } from "~/components/latency-bar";
import { Tile } from "~/components/tile";
import { Badge } from "~/components/ui/badge";
import type { LogEntry } from "~/db/log-types";
import { cn } from "~/lib/class-names";
import { formatDuration, formatInteger } from "~/lib/format";
import { formatAbsolute, formatLogTime } from "~/lib/format-time";
import { statusTone } from "~/lib/status-tone";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { outcomeTone } from "./outcome";

export const requestGrid =
  "lg:grid lg:grid-cols-[92px_40px_minmax(150px,1.5fr)_112px_92px_44px_42px_64px_minmax(124px,1fr)_60px] lg:items-center lg:gap-2.5";

interface RequestRowProps {
  entry: LogEntry;
  face: ProviderFace | undefined;
  longestMs: number;
}

export const RequestRow = memo(function RequestRow({ entry, face, longestMs }: RequestRowProps) {
  const { t, i18n } = useTranslation("requests");
  const { search } = useLocation();
  const { id } = useParams();
  const timeZone = useTimeZone();
  const at = Date.parse(entry.createdAt);
  const failed = entry.outcome !== "success";
  const code = (
    <Badge
      variant={entry.outcome === "cancelled" ? "idle" : statusTone(entry.status)}
      className="h-[18px] w-9 justify-center font-mono"
    >
      {entry.status}
    </Badge>
  );
  const cached =
    entry.cache === "hit" ? (
      <Badge variant="ok" className="h-[18px]">
        <DatabaseZap />
        {t(entry.cacheKind === "semantic" ? "cachedKind.semantic" : "cachedKind.exact")}
      </Badge>
    ) : null;
  const provider = face ? (
    <>
      <Tile mark={face.mark} hue={face.hue} size={16} />
      <span className="truncate">{face.name}</span>
    </>
  ) : (
    <span className="truncate text-muted-foreground">{entry.providerId ?? "–"}</span>
  );
  return (
    <tr
      className={cn(
        requestGrid,
        "relative block border-b [contain-intrinsic-size:auto_32px] lg:h-8 lg:px-4 lg:text-xs [content-visibility:auto] hover:bg-accent/60 has-focus-visible:bg-accent",
        entry.status >= 500 && "bg-bad-soft/35",
        id === entry.requestId && "bg-brand-soft/60",
      )}
    >
      <td className="max-lg:hidden">
        <Link
          to={{ pathname: `/admin/requests/${encodeURIComponent(entry.requestId)}`, search }}
          preventScrollReset
          data-row-link={entry.requestId}
          title={formatAbsolute(at, i18n.language, timeZone)}
          className="tnum font-mono text-[11.5px] text-muted-foreground after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
        >
          {formatLogTime(at, timeZone)}
        </Link>
      </td>
      <td className="max-lg:hidden">{code}</td>
      <td className="max-lg:hidden flex min-w-0 items-center gap-1.5">
        <ModelName entry={entry} />
      </td>
      <td className="max-lg:hidden flex min-w-0 items-center gap-1.5">{cached ?? provider}</td>
      <td className="max-lg:hidden truncate text-muted-foreground">{entry.keyName ?? entry.keyId ?? "–"}</td>
      <td className="max-lg:hidden tnum text-right">{formatInteger(entry.usage.promptTokens || null)}</td>
      <td className={cn("max-lg:hidden tnum text-right", !entry.usage.completionTokens && "text-muted-foreground")}>
        {formatInteger(entry.usage.completionTokens || null)}
      </td>
      <td className={cn("max-lg:hidden tnum text-right", !entry.costMicroUsd && "text-muted-foreground")}>
        <Money value={entry.costMicroUsd} />
      </td>
      <td className="max-lg:hidden flex items-center gap-2">
        <LatencyBar
          latencyMs={entry.latencyMs}
          firstTokenMs={entry.firstTokenMs}
          longestMs={longestMs}
          failed={failed}
          className="min-w-0 flex-1"
        />
        <span
          className={cn("tnum w-[54px] shrink-0 text-right", entry.latencyMs > 20_000 && "font-medium text-warn-text")}
        >
          {formatDuration(entry.latencyMs)}
        </span>
      </td>
      <td className="max-lg:hidden flex items-center justify-end">
        {entry.attemptCount > 0 ? <AttemptPips count={entry.attemptCount} outcome={outcomeTone[entry.outcome]} /> : "–"}
      </td>
      <td className="block lg:hidden">
        <Link
          to={{ pathname: `/admin/requests/${encodeURIComponent(entry.requestId)}`, search }}
          preventScrollReset
          className="flex h-[58px] items-center gap-3 px-4 lg:hidden"
        >
          {code}
          <span className="min-w-0 flex-1 leading-[1.15rem]">
            <span className="flex items-center gap-1.5">
              <code className="truncate font-mono text-[0.8rem]">
                {entry.model ?? entry.requestedModel ?? entry.endpoint}
              </code>
              {face ? <Tile mark={face.mark} hue={face.hue} size={16} /> : null}
              {entry.attemptCount > 1 ? (
                <Badge variant="warn" className="h-4 px-1">
                  {t("tries", { count: entry.attemptCount })}
                </Badge>
              ) : null}
              {cached}
            </span>
            <span className="tnum block truncate text-xs text-muted-foreground">
              {formatLogTime(at, timeZone).slice(0, 8)} · {entry.keyName ?? entry.keyId ?? "–"} ·{" "}
              {t("tokens", { count: entry.usage.promptTokens + entry.usage.completionTokens })}
            </span>
          </span>
          <span className="text-right leading-[1.15rem]">
            <span className="tnum block font-medium">{formatDuration(entry.latencyMs)}</span>
            <span className="tnum block text-xs text-muted-foreground">
              <Money value={entry.costMicroUsd} />
            </span>
          </span>
        </Link>
      </td>
    </tr>
  );
});

/** What was asked for and, where it differs, what served: a route or an alias is blue. */
function ModelName({ entry }: { entry: LogEntry }) {
  const { requestedModel, model } = entry;
  if (!requestedModel || !model || requestedModel === model) {
    return <code className="truncate font-mono text-[11.5px]">{model ?? requestedModel ?? entry.endpoint}</code>;
  }
  return (
    <>
      <Badge variant="brand" className="h-[18px] max-w-[50%] font-mono font-normal">
        <span className="truncate">{requestedModel}</span>
      </Badge>
      <ArrowRight className="size-3 shrink-0 text-faint" aria-hidden />
      <code className="truncate font-mono text-[11.5px]">{model}</code>
    </>
  );
}
