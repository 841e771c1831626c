import { and, gte, isNotNull, sql } from "drizzle-orm";
import { getDb } from "../client";
import { requestLog } from "../log-schema";

export interface KeyRate {
  keyId: string;
  requests: number;
  tokens: number;
}

/**
 * What each key used of its limits in the last minute, as far as it is logged: reads a minute of rows by their time. What was
 * refused before an attempt does not count, as with the limits themselves.
 */
export async function keyRates(database: D1Database, now: number): Promise<KeyRate[]> {
  const rows = await getDb(database)
    .select({
      keyId: requestLog.keyId,
      requests: sql<number>`sum(${requestLog.attemptCount} > 0 or ${requestLog.cache} = 'hit')`,
      tokens: sql<number>`sum(${requestLog.promptTokens} + ${requestLog.completionTokens})`,
    })
    .from(requestLog)
    .where(and(gte(requestLog.createdAt, now - 60_000), isNotNull(requestLog.keyId)))
    .groupBy(requestLog.keyId);
  return rows.flatMap(({ keyId, ...rate }) => (keyId === null ? [] : [{ keyId, ...rate }]));
}
