import type { UsageSeriesRow } from "~/db/usage/usage-series.server";
import { quotedCell } from "~/lib/csv";
import { nameOf } from "./group-label";

const columns = [
  "start",
  "group",
  "name",
  "requests",
  "errors",
  "promptTokens",
  "completionTokens",
  "cachedTokens",
  "costUsd",
  "savedUsd",
] as const;

/** Raw numbers and ISO dates, one line for each part of time and group. */
export function usageCsv(rows: UsageSeriesRow[], names: Record<string, string>): string {
  const lines = rows.map((row) =>
    [
      new Date(row.start).toISOString(),
      quotedCell(row.group),
      quotedCell(nameOf(names, row.group)),
      row.requests,
      row.errors,
      row.promptTokens,
      row.completionTokens,
      row.cachedTokens,
      row.costMicroUsd / 1e6,
      row.savedMicroUsd / 1e6,
    ].join(","),
  );
  return `${[columns.join(","), ...lines].join("\r\n")}\r\n`;
}
