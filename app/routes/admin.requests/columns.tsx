import { columnVisibilityFeature, createColumnHelper, tableFeatures } from "@tanstack/react-table";
import { Money } from "~/components/figures";
import type { LogEntry } from "~/db/log-types";
import { cn } from "~/lib/class-names";
import { formatDuration, formatInteger } from "~/lib/format";
import { AttemptsCell, CodeCell, LatencyCell, ModelCell, ProviderCell, TimeCell } from "./cells";
import type { ColumnId } from "./column-list";

export const features = tableFeatures({ columnVisibilityFeature });
const helper = createColumnHelper<typeof features, LogEntry>();

const muted = (value: unknown) => (value ? undefined : "text-muted-foreground");

const column = (id: ColumnId, cell: (entry: LogEntry) => React.ReactNode) =>
  helper.display({ id, cell: ({ row }) => cell(row.original) });

/** In the order of `columnIds`. */
export const columns = helper.columns([
  column("time", (entry) => <TimeCell entry={entry} />),
  column("code", (entry) => <CodeCell entry={entry} />),
  column("endpoint", (entry) => <span className="truncate text-muted-foreground">{entry.endpoint}</span>),
  column("model", (entry) => <ModelCell entry={entry} />),
  column("provider", (entry) => <ProviderCell entry={entry} />),
  column("key", (entry) => (
    <span className="truncate text-muted-foreground">{entry.keyName ?? entry.keyId ?? "–"}</span>
  )),
  column("in", ({ usage }) => formatInteger(usage.promptTokens || null)),
  column("out", ({ usage }) => (
    <span className={muted(usage.completionTokens)}>{formatInteger(usage.completionTokens || null)}</span>
  )),
  column("cost", ({ costMicroUsd }) => <Money value={costMicroUsd} className={cn(muted(costMicroUsd))} />),
  column("firstToken", ({ firstTokenMs }) => (
    <span className={muted(firstTokenMs)}>{formatDuration(firstTokenMs)}</span>
  )),
  column("latency", (entry) => <LatencyCell entry={entry} />),
  column("attempts", (entry) => <AttemptsCell entry={entry} />),
]);
