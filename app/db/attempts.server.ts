import { and, desc, eq, lt } from "drizzle-orm";
import { getDb } from "./client";
import { requestAttempts } from "./log-schema";

/** One upstream call as a provider's page lists it. */
export interface ProviderAttempt {
  requestId: string;
  index: number;
  /** ISO 8601. */
  createdAt: string;
  credentialName: string | null;
  model: string;
  status: number | null;
  errorCode: string | null;
  errorMessage: string | null;
  firstByteMs: number | null;
  latencyMs: number;
}

/** Newest first; `before` (Unix ms) goes on after the last one of a page. */
export async function recentAttempts(
  database: D1Database,
  providerId: string,
  { limit, before }: { limit: number; before?: number },
): Promise<ProviderAttempt[]> {
  const rows = await getDb(database)
    .select()
    .from(requestAttempts)
    .where(
      and(
        eq(requestAttempts.providerId, providerId),
        before === undefined ? undefined : lt(requestAttempts.createdAt, before),
      ),
    )
    .orderBy(desc(requestAttempts.createdAt), desc(requestAttempts.index))
    .limit(limit);
  return rows.map(({ reason: _reason, startedMs: _startedMs, providerId: _providerId, ...row }) => ({
    ...row,
    createdAt: new Date(row.createdAt).toISOString(),
  }));
}
