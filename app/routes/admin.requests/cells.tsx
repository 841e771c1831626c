import { DatabaseZap } from "lucide-react";
import type { ReactNode } from "react";
import { AttemptPips } from "~/components/attempt-pips";
import type { useFollow } from "~/components/hooks/use-follow";
import { LatencyBar } from "~/components/latency-bar";
import { Tile } from "~/components/tile";
import { badgeClass } from "~/components/ui/badge";
import type { LogEntry } from "~/db/log/log-types";
import { formatDuration, formatInteger } from "~/lib/format";
import { formatAbsolute, formatLogTime } from "~/lib/format-time";
import { statusTone } from "~/lib/status-tone";
import type { ProviderFace } from "~/routes/provider-faces.server";
import type { ColumnId } from "./column-list";
import { outcomeTone } from "./outcome";

// What stands in a row of the log. A list of them is drawn for every press on a filter: these are functions, not components,
// which would be six hundred more for React to keep, and what is the same for all rows is asked for once.

/** What the cells need of the list around them. */
export interface ListOfRows {
  faces: Record<string, ProviderFace>;
  /** Of the address, which a row's sheet keeps. */
  search: string;
  /** What a click on a row's link does. */
  follow: ReturnType<typeof useFollow>;
  language: string;
  timeZone: string;
  formatMoney: (microUsd: number | null) => string;
  attemptsInWords: (count: number) => string;
  /** How an answer came from the cache. */
  cachedInWords: { exact: string; semantic: string };
}

/** Where a row leads. */
export const rowLink = (entry: LogEntry, { search, follow }: ListOfRows) => ({
  href: `/admin/requests/${encodeURIComponent(entry.requestId)}${search}`,
  onClick: follow,
});

const quiet = "text-muted-foreground";
const routeBadge = badgeClass("brand", "h-[18px] max-w-[50%] font-mono font-normal");
const cachedClass = badgeClass("ok", "h-[18px]");
const codeBadge = (tone: "ok" | "warn" | "bad" | "idle") => badgeClass(tone, "h-[18px] w-9 justify-center font-mono");
const codeClass = { ok: codeBadge("ok"), warn: codeBadge("warn"), bad: codeBadge("bad"), idle: codeBadge("idle") };
const arrow = <span className="log-arrow" aria-hidden />;
const nothing = <span className={quiet}>–</span>;

export const codeCell = ({ outcome, status }: LogEntry) => (
  <span className={codeClass[outcome === "cancelled" ? "idle" : statusTone(status)]}>{status}</span>
);

/** Says so where the answer came from the cache. */
export const cachedBadge = (entry: LogEntry, { cachedInWords }: ListOfRows) =>
  entry.cache === "hit" ? (
    <span className={cachedClass}>
      <DatabaseZap />
      {entry.cacheKind === "semantic" ? cachedInWords.semantic : cachedInWords.exact}
    </span>
  ) : null;

export const cells: Record<ColumnId, (entry: LogEntry, list: ListOfRows) => ReactNode> = {
  time(entry, list) {
    const at = Date.parse(entry.createdAt);
    return (
      <a
        {...rowLink(entry, list)}
        data-row-link={entry.requestId}
        title={formatAbsolute(at, list.language, list.timeZone)}
        className="log-link"
      >
        {formatLogTime(at, list.timeZone)}
      </a>
    );
  },
  code: codeCell,
  endpoint: ({ endpoint }) => <span className="log-quiet">{endpoint}</span>,
  /** What was asked for and, where it differs, what served: a route or an alias is blue. */
  model({ requestedModel, model, endpoint }) {
    if (!requestedModel || !model || requestedModel === model)
      return <code className="log-name">{model ?? requestedModel ?? endpoint}</code>;
    return (
      <>
        <span className={routeBadge}>
          <span className="truncate">{requestedModel}</span>
        </span>
        {arrow}
        <code className="log-name">{model}</code>
      </>
    );
  },
  provider(entry, list) {
    if (entry.cache === "hit") return cachedBadge(entry, list);
    // A provider that failed is named as well: the code and the attempts say that it did not answer.
    const id = entry.providerId;
    const face = id ? list.faces[id] : undefined;
    if (!face) return <span className="log-quiet">{id ?? "–"}</span>;
    return (
      <>
        <Tile mark={face.mark} hue={face.hue} size={16} />
        <span className="truncate">{face.name}</span>
      </>
    );
  },
  key: ({ keyName, keyId }) => <span className="log-quiet">{keyName ?? keyId ?? "–"}</span>,
  in: ({ usage }) => formatInteger(usage.promptTokens || null),
  out: ({ usage }) => (usage.completionTokens ? formatInteger(usage.completionTokens) : nothing),
  cost: ({ costMicroUsd }, { formatMoney }) => (
    <span className={costMicroUsd ? undefined : quiet}>{formatMoney(costMicroUsd)}</span>
  ),
  firstToken: ({ firstTokenMs }) => (firstTokenMs ? formatDuration(firstTokenMs) : nothing),
  latency: ({ latencyMs, firstTokenMs, outcome, cache }) => (
    <>
      <LatencyBar
        latencyMs={latencyMs}
        firstTokenMs={firstTokenMs}
        look={outcome !== "success" ? "failed" : cache === "hit" ? "cached" : "answered"}
        className="min-w-0 flex-1"
      />
      <span
        className={
          latencyMs > 20_000
            ? "tnum w-[54px] shrink-0 text-right font-medium text-warn-text"
            : "tnum w-[54px] shrink-0 text-right"
        }
      >
        {formatDuration(latencyMs)}
      </span>
    </>
  ),
  attempts: ({ attemptCount, outcome }, { attemptsInWords }) =>
    attemptCount === 0 ? (
      nothing
    ) : (
      <AttemptPips count={attemptCount} outcome={outcomeTone[outcome]} label={attemptsInWords(attemptCount)} />
    ),
};
