import type { UsageSeriesRow } from "~/db/usage-series.server";

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
] as const;

/** Text that a spreadsheet would run as a formula gets an apostrophe before it. */
function quoted(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** Raw numbers and ISO dates, one line for each part of time and group. */
export function usageCsv(rows: UsageSeriesRow[], names: Record<string, string>): string {
  const lines = rows.map((row) =>
    [
      new Date(row.start).toISOString(),
      quoted(row.group),
      quoted(names[row.group] ?? row.group),
      row.requests,
      row.errors,
      row.promptTokens,
      row.completionTokens,
      row.cachedTokens,
      row.costMicroUsd / 1e6,
    ].join(","),
  );
  return `${[columns.join(","), ...lines].join("\r\n")}\r\n`;
}
