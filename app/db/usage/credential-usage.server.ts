// How a provider's credentials were used: for its page.

export interface CredentialUsage {
  credentialName: string;
  requests: number;
  costMicroUsd: number;
  /** ISO 8601. */
  lastUsedAt: string;
}

/** So many calls are read at the most: a day of a busy provider has more, and a page must not wait for them. */
const mostCalls = 5_000;

/** Calls since `from` (Unix ms), by credential; the cost of a request belongs to the call that answered it. */
export async function credentialUsage(
  database: D1Database,
  providerId: string,
  from: number,
): Promise<{ usage: CredentialUsage[]; partial: boolean }> {
  const { results } = await database
    .prepare(
      `select credential as credentialName, count(*) as requests, max(created_at) as lastUsedAt, sum(cost) as costMicroUsd
       from (
         select * from (
           select only_attempt ->> 0 as credential, created_at, coalesce(cost_micro_usd, 0) as cost from request_log
           where provider_id = ?1 and created_at >= ?2 and only_attempt is not null order by created_at desc limit ?3
         ) union all select * from (
           select call.credential_name, call.created_at, case when call.status < 400 then coalesce(log.cost_micro_usd, 0) else 0 end
           from request_attempts as call left join request_log as log on log.request_id = call.request_id
           where call.provider_id = ?1 and call.created_at >= ?2 order by call.created_at desc limit ?3
         ) order by created_at desc limit ?3
       )
       where credential is not null
       group by 1`,
    )
    .bind(providerId, from, mostCalls)
    .all<{ credentialName: string; requests: number; costMicroUsd: number; lastUsedAt: number }>();
  const usage = results.map((row) => ({ ...row, lastUsedAt: new Date(row.lastUsedAt).toISOString() }));
  return { usage, partial: usage.reduce((sum, row) => sum + row.requests, 0) >= mostCalls };
}

/** Requests that a provider served since `from` (Unix ms, in whole hours), by model. */
export async function servedByModel(
  database: D1Database,
  providerId: string,
  from: number,
): Promise<Record<string, number>> {
  const { results } = await database
    .prepare(
      "select model, sum(requests) as requests from usage_hourly where hour >= ?2 and provider_id = ?1 group by model",
    )
    .bind(providerId, Math.floor(from / 3_600_000) * 3_600_000)
    .all<{ model: string; requests: number }>();
  return Object.fromEntries(results.map(({ model, requests }) => [model, requests]));
}
