import type { ErrorGroup, LogDetail, LogFacets, LogFilter, LogPage } from "./log-types";

export async function listLogs(database: D1Database, filter: LogFilter): Promise<LogPage> {
  throw new Error(`listLogs is being written: ${[database, filter].length}`);
}

export async function getLog(database: D1Database, requestId: string): Promise<LogDetail | null> {
  throw new Error(`getLog is being written: ${[database, requestId].length}`);
}

export async function logFacets(database: D1Database, filter: LogFilter): Promise<LogFacets> {
  throw new Error(`logFacets is being written: ${[database, filter].length}`);
}

export async function groupedErrors(
  database: D1Database,
  range: { from: number; to: number; limit: number },
): Promise<ErrorGroup[]> {
  throw new Error(`groupedErrors is being written: ${[database, range].length}`);
}
