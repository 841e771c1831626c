import { ArrowRight, DatabaseZap } from "lucide-react";
import { createContext, useContext } from "react";
import { useTranslation } from "react-i18next";
import { AttemptPips } from "~/components/attempt-pips";
import { LatencyBar } from "~/components/latency-bar";
import { Tile } from "~/components/tile";
import { Badge } from "~/components/ui/badge";
import type { useFollow } from "~/components/use-follow";
import type { LogEntry } from "~/db/log-types";
import { cn } from "~/lib/class-names";
import { formatDuration } from "~/lib/format";
import { formatAbsolute, formatLogTime } from "~/lib/format-time";
import { statusTone } from "~/lib/status-tone";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { outcomeTone } from "./outcome";

/** What the cells need of the list around them. */
export const ListContext = createContext<{
  faces: Record<string, ProviderFace>;
  /** Of the address, which a row's sheet keeps. */
  search: string;
  /** What a click on a row's link does. */
  follow: ReturnType<typeof useFollow>;
  /** Asked for once, not by every row. */
  language: string;
  timeZone: string;
  attemptsInWords: (count: number) => string;
}>({
  faces: {},
  search: "",
  follow: () => {},
  language: "en",
  timeZone: "UTC",
  attemptsInWords: String,
});

/** Where a row leads. */
export function useRowLink(entry: LogEntry) {
  const { search, follow } = useContext(ListContext);
  return { href: `/admin/requests/${encodeURIComponent(entry.requestId)}${search}`, onClick: follow };
}

export function TimeCell({ entry }: { entry: LogEntry }) {
  const { language, timeZone } = useContext(ListContext);
  const at = Date.parse(entry.createdAt);
  return (
    <a
      {...useRowLink(entry)}
      data-row-link={entry.requestId}
      title={formatAbsolute(at, language, timeZone)}
      className="tnum font-mono text-[11.5px] text-muted-foreground after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
    >
      {formatLogTime(at, timeZone)}
    </a>
  );
}

export function CodeCell({ entry }: { entry: LogEntry }) {
  return (
    <Badge
      variant={entry.outcome === "cancelled" ? "idle" : statusTone(entry.status)}
      className="h-[18px] w-9 justify-center font-mono"
    >
      {entry.status}
    </Badge>
  );
}

/** The same for every row. */
const arrow = <ArrowRight className="size-3 shrink-0 text-faint" aria-hidden />;

/** What was asked for and, where it differs, what served: a route or an alias is blue. */
export function ModelCell({ entry }: { entry: LogEntry }) {
  const { requestedModel, model } = entry;
  if (!requestedModel || !model || requestedModel === model) {
    return <code className="truncate font-mono text-[11.5px]">{model ?? requestedModel ?? entry.endpoint}</code>;
  }
  return (
    <>
      <Badge variant="brand" className="h-[18px] max-w-[50%] font-mono font-normal">
        <span className="truncate">{requestedModel}</span>
      </Badge>
      {arrow}
      <code className="truncate font-mono text-[11.5px]">{model}</code>
    </>
  );
}

export function CachedBadge({ entry }: { entry: LogEntry }) {
  return entry.cache === "hit" ? <Cached entry={entry} /> : null;
}

function Cached({ entry }: { entry: LogEntry }) {
  const { t } = useTranslation("requests");
  return (
    <Badge variant="ok" className="h-[18px]">
      <DatabaseZap />
      {t(entry.cacheKind === "semantic" ? "cachedKind.semantic" : "cachedKind.exact")}
    </Badge>
  );
}

export function ProviderCell({ entry }: { entry: LogEntry }) {
  const { faces } = useContext(ListContext);
  if (entry.cache === "hit") return <CachedBadge entry={entry} />;
  // A provider that failed is named as well: the code and the attempts say that it did not answer.
  const id = entry.providerId;
  const face = id ? faces[id] : undefined;
  if (!face) return <span className="truncate text-muted-foreground">{id ?? "–"}</span>;
  return (
    <>
      <Tile mark={face.mark} hue={face.hue} size={16} />
      <span className="truncate">{face.name}</span>
    </>
  );
}

export function LatencyCell({ entry }: { entry: LogEntry }) {
  return (
    <>
      <LatencyBar
        latencyMs={entry.latencyMs}
        firstTokenMs={entry.firstTokenMs}
        look={entry.outcome !== "success" ? "failed" : entry.cache === "hit" ? "cached" : "answered"}
        className="min-w-0 flex-1"
      />
      <span
        className={cn("tnum w-[54px] shrink-0 text-right", entry.latencyMs > 20_000 && "font-medium text-warn-text")}
      >
        {formatDuration(entry.latencyMs)}
      </span>
    </>
  );
}

export function AttemptsCell({ entry: { attemptCount, outcome } }: { entry: LogEntry }) {
  const { attemptsInWords } = useContext(ListContext);
  if (attemptCount === 0) return <span className="text-muted-foreground">–</span>;
  return <AttemptPips count={attemptCount} outcome={outcomeTone[outcome]} label={attemptsInWords(attemptCount)} />;
}
