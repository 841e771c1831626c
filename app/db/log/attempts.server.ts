// Upstream calls, read as one list: most stand in the row of their request (`only_attempt`, log-schema.ts), the others in a table.

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

/** Both kinds under the same names. `where` is SQL over columns that both tables have, with what follows it; of numbered values. */
const bothKinds = (where: string) =>
  `select * from (
     select request_id as requestId, attempt_index as "index", created_at as createdAt, provider_id as providerId,
       credential_name as credentialName, model, status, error_code as errorCode, error_message as errorMessage,
       started_ms as startedMs, first_byte_ms as firstByteMs, latency_ms as latencyMs, reason
     from request_attempts where ${where})
   union all
   select * from (
     select request_id, 0, created_at, provider_id, only_attempt ->> 0, model, 200, null, null, only_attempt ->> 1,
       only_attempt ->> 2, only_attempt ->> 3, only_attempt ->> 4
     from request_log where only_attempt is not null and ${where})`;

const ofRequest = `select "index", providerId, credentialName, model, status, errorCode, errorMessage, startedMs, firstByteMs,
  latencyMs, reason from (${bothKinds("request_id = ?1")}) order by "index"`;

/** The attempts of a request, in their order; rows are `AttemptRow`. */
export const attemptsOf = (database: D1Database, requestId: string): D1PreparedStatement =>
  database.prepare(ofRequest).bind(requestId);

const ofProvider = `select requestId, "index", createdAt, credentialName, model, status, errorCode, errorMessage, firstByteMs, latencyMs
  from (${bothKinds("provider_id = ?1 and created_at < ?2 order by created_at desc limit ?3")})
  order by createdAt desc, "index" desc limit ?3`;

/** Newest first; `before` (Unix ms) goes on after the last one of a page. */
export async function recentAttempts(
  database: D1Database,
  providerId: string,
  { limit, before }: { limit: number; before?: number },
): Promise<ProviderAttempt[]> {
  const { results } = await database
    .prepare(ofProvider)
    .bind(providerId, before ?? Number.MAX_SAFE_INTEGER, limit)
    .all<Omit<ProviderAttempt, "createdAt"> & { createdAt: number }>();
  return results.map((row) => ({ ...row, createdAt: new Date(row.createdAt).toISOString() }));
}
