import { and, count, gte, isNotNull, sql } from "drizzle-orm";
import { getDb } from "../client";
import { requestLog } from "../log-schema";

export interface KeyRate {
  keyId: string;
  requests: number;
  tokens: number;
}

/** What each key used in the last minute, as far as it is logged: reads a minute of rows by their time. */
export async function keyRates(database: D1Database, now: number): Promise<KeyRate[]> {
  const rows = await getDb(database)
    .select({
      keyId: requestLog.keyId,
      requests: count(),
      tokens: sql<number>`sum(${requestLog.promptTokens} + ${requestLog.completionTokens})`,
    })
    .from(requestLog)
    .where(and(gte(requestLog.createdAt, now - 60_000), isNotNull(requestLog.keyId)))
    .groupBy(requestLog.keyId);
  return rows.flatMap(({ keyId, ...rate }) => (keyId === null ? [] : [{ keyId, ...rate }]));
}
