import { FlexRender, type Row } from "@tanstack/react-table";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useTimeZone } from "~/components/environment";
import { Money, useFigures } from "~/components/figures";
import { Tile } from "~/components/tile";
import { Badge } from "~/components/ui/badge";
import type { LogEntry } from "~/db/log-types";
import { cn } from "~/lib/class-names";
import { formatDuration } from "~/lib/format";
import { formatLogTime } from "~/lib/format-time";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { CachedBadge, CodeCell, useRowLink } from "./cells";
import { type ColumnId, isNumeric } from "./column-list";
import type { features } from "./columns";

/** Pixels, border included: what the virtual list counts with. */
export const rowHeight = { wide: 32, narrow: 59 };

export const gridClass = "lg:grid lg:grid-cols-(--log-columns) lg:items-center lg:gap-2.5";

interface RequestRowProps {
  row: Row<typeof features, LogEntry>;
  /** From 1, with the head as 1. */
  place: number;
  face: ProviderFace | undefined;
  /** Names the shown columns: another choice draws the row anew. */
  layout: string;
  /** What of a row is drawn. */
  room: "tables" | "cards" | "both";
  /** Its sheet is open. */
  open: boolean;
}

export const RequestRow = memo(
  function RequestRow({ row, place, face, room, open }: RequestRowProps) {
    const entry = row.original;
    return (
      <tr
        aria-rowindex={place}
        className={cn(
          gridClass,
          "relative block scroll-mt-24 scroll-mb-20 border-b lg:h-8 lg:px-4 lg:text-xs hover:bg-accent/60 has-focus-visible:bg-accent",
          entry.status >= 500 && "bg-bad-soft/35",
          open && "bg-brand-soft/60",
        )}
      >
        {(room === "cards" ? [] : row.getVisibleCells()).map((cell) => (
          <td
            key={cell.column.id}
            className={cn(
              "max-lg:hidden flex min-w-0 items-center gap-1.5",
              isNumeric(cell.column.id as ColumnId) && "tnum justify-end",
            )}
          >
            <FlexRender cell={cell} />
          </td>
        ))}
        {room === "tables" ? null : (
          <td className="block lg:hidden">
            <NarrowRow entry={entry} face={face} />
          </td>
        )}
      </tr>
    );
  },
  (before, after) =>
    before.row.original === after.row.original &&
    before.layout === after.layout &&
    before.room === after.room &&
    before.face === after.face &&
    before.open === after.open &&
    before.place === after.place,
);

/** Two lines, under 1024 px. */
function NarrowRow({ entry, face }: { entry: LogEntry; face: ProviderFace | undefined }) {
  const { formatCount } = useFigures();
  const { t } = useTranslation("requests");
  const timeZone = useTimeZone();
  return (
    <a {...useRowLink(entry)} className="flex h-[58px] items-center gap-3 px-4 lg:hidden">
      <CodeCell entry={entry} />
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
          <CachedBadge entry={entry} />
        </span>
        <span className="tnum block truncate text-xs text-muted-foreground">
          {formatLogTime(Date.parse(entry.createdAt), timeZone).slice(0, 8)} · {entry.keyName ?? entry.keyId ?? "–"} ·{" "}
          {t("tokens", { total: formatCount(entry.usage.promptTokens + entry.usage.completionTokens) })}
        </span>
      </span>
      <span className="text-right leading-[1.15rem]">
        <span className="tnum block font-medium">{formatDuration(entry.latencyMs)}</span>
        <span className="tnum block text-xs text-muted-foreground">
          <Money value={entry.costMicroUsd} />
        </span>
      </span>
    </a>
  );
}
