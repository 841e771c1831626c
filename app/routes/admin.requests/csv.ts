import type { LogEntry } from "~/db/log/log-types";
import { quotedCell } from "~/lib/csv";

const columns: [string, (row: LogEntry) => string | number | boolean | null][] = [
  ["requestId", (row) => row.requestId],
  ["createdAt", (row) => row.createdAt],
  ["endpoint", (row) => row.endpoint],
  ["status", (row) => row.status],
  ["outcome", (row) => row.outcome],
  ["errorCode", (row) => row.errorCode],
  ["errorMessage", (row) => row.errorMessage],
  ["keyId", (row) => row.keyId],
  ["keyName", (row) => row.keyName],
  ["requestedModel", (row) => row.requestedModel],
  ["model", (row) => row.model],
  ["providerId", (row) => row.providerId],
  ["stream", (row) => row.stream],
  ["attemptCount", (row) => row.attemptCount],
  ["promptTokens", (row) => row.usage.promptTokens],
  ["completionTokens", (row) => row.usage.completionTokens],
  ["cachedTokens", (row) => row.usage.cachedTokens],
  ["costUsd", (row) => row.costUsd],
  ["latencyMs", (row) => row.latencyMs],
  ["firstTokenMs", (row) => row.firstTokenMs],
  ["cache", (row) => row.cache],
];

export const csvHead = columns.map(([name]) => name).join(",");

/** Unknown values are empty cells. */
export function csvLine(row: LogEntry): string {
  return columns
    .map(([, read]) => {
      const value = read(row);
      return value === null ? "" : typeof value === "string" ? quotedCell(value) : String(value);
    })
    .join(",");
}
