import type { Row } from "@tanstack/react-table";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Money, useFigures } from "~/components/figures";
import { Tile } from "~/components/tile";
import { Badge } from "~/components/ui/badge";
import type { LogEntry } from "~/db/log/log-types";
import { cn } from "~/lib/class-names";
import { formatDuration } from "~/lib/format";
import { formatLogTime } from "~/lib/format-time";
import { cachedBadge, cells, codeCell, type ListOfRows, rowLink } from "./cells";
import { type ColumnId, isNumeric } from "./column-list";
import type { features } from "./columns";

/** Pixels, border included: what the virtual list counts with. */
export const rowHeight = { wide: 32, narrow: 59 };

export const gridClass = "lg:grid lg:grid-cols-(--log-columns) lg:items-center lg:gap-2.5";

const textCell = "log-cell";
const numericCell = "log-cell log-figure";

interface RequestRowProps {
  row: Row<typeof features, LogEntry>;
  /** From 1, with the head as 1. */
  place: number;
  list: ListOfRows;
  /** Names the shown columns: another choice draws the row anew. */
  layout: string;
  /** What of a row is drawn. */
  room: "tables" | "cards" | "both";
  /** Its sheet is open. */
  open: boolean;
}

export const RequestRow = memo(
  function RequestRow({ row, place, list, room, open }: RequestRowProps) {
    const entry = row.original;
    return (
      <tr aria-rowindex={place} className={cn("log-row", entry.status >= 500 && "failed", open && "open")}>
        {(room === "cards" ? [] : row.getVisibleCells()).map((cell) => (
          <td key={cell.column.id} className={isNumeric(cell.column.id as ColumnId) ? numericCell : textCell}>
            {cells[cell.column.id as ColumnId](entry, list)}
          </td>
        ))}
        {room === "tables" ? null : (
          <td className="block lg:hidden">
            <NarrowRow entry={entry} list={list} />
          </td>
        )}
      </tr>
    );
  },
  (before, after) =>
    before.row.original === after.row.original &&
    before.layout === after.layout &&
    before.room === after.room &&
    before.list === after.list &&
    before.open === after.open &&
    before.place === after.place,
);

/** Two lines, under 1024 px. */
function NarrowRow({ entry, list }: { entry: LogEntry; list: ListOfRows }) {
  const { formatCount } = useFigures();
  const { t } = useTranslation("requests");
  const face = entry.providerId ? list.faces[entry.providerId] : undefined;
  return (
    <a {...rowLink(entry, list)} className="flex h-[58px] items-center gap-3 px-4 lg:hidden">
      {codeCell(entry)}
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
          {cachedBadge(entry, list)}
        </span>
        <span className="tnum block truncate text-xs text-muted-foreground">
          {formatLogTime(Date.parse(entry.createdAt), list.timeZone).slice(0, 8)} ·{" "}
          {entry.keyName ?? entry.keyId ?? "–"} ·{" "}
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
