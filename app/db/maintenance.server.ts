const dayMs = 86_400_000;
const sliceRows = 500;
/** Kept signatures beyond so many go, the oldest first, also before their time. */
const mostSignatures = 200_000;
/** The same for kept responses. */
const mostResponses = 50_000;
/** Kept answers beyond so many, or so many bytes, go too. */
const mostAnswers = 100_000;
const mostAnswerBytes = 256 * 1024 * 1024;
/** A call deletes at most so many slices: an external timer may call again. */
const mostSlices = 40;

export interface Purged {
  /** Log rows with their attempts. */
  requests: number;
  logBatches: number;
  signInAttempts: number;
  auditRows: number;
  rollups: number;
  /** There is more to purge: call again. */
  more: boolean;
}

/**
 * Deletes what is past its time, oldest first and in slices, so that no statement holds the database for long.
 * Hourly usage stays for good: budgets in total are counted from it.
 */
export async function purge(database: D1Database, now: number, logRetentionDays: number): Promise<Purged> {
  let requests = 0;
  let more = true;
  const oldest = database
    .prepare(
      `delete from request_log where request_id in
         (select request_id from request_log where created_at < ?1 order by created_at, request_id limit ${sliceRows}) returning 1`,
    )
    .bind(now - logRetentionDays * dayMs);
  for (let slice = 0; slice < mostSlices && more; slice++) {
    // The rows given back are counted: `changes` may include the attempts that a foreign key took along.
    const { results } = await oldest.run();
    requests += results.length;
    more = results.length === sliceRows;
    // Lets requests through: on an SQLite file a statement holds the event loop.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  const results = await database.batch([
    database.prepare("delete from log_batches where created_at < ?1").bind(now - dayMs),
    database
      .prepare("delete from sign_in_attempts where window_start < ?1 and coalesce(paused_until, 0) < ?2")
      .bind(now - dayMs, now),
    database.prepare("delete from audit_log where created_at < ?1").bind(now - 365 * dayMs),
    database.prepare("delete from tool_signatures where expires_at < ?1").bind(now),
    database.prepare(
      `delete from tool_signatures where rowid in
         (select rowid from tool_signatures order by expires_at desc limit -1 offset ${mostSignatures})`,
    ),
    database.prepare("delete from traffic_5m where bucket < ?1").bind(now - 90 * dayMs),
    database.prepare("delete from traffic_1h where bucket < ?1").bind(now - 90 * dayMs),
    database.prepare("delete from provider_usage_30m where bucket < ?1").bind(now - 90 * dayMs),
    database.prepare("delete from model_statistics where bucket < ?1").bind(now - dayMs),
    database.prepare("delete from breakers where updated_at < ?1 and open_until < ?2").bind(now - dayMs, now),
    // A budget in total is told of once: its row stays.
    database.prepare("delete from alerts where created_at < ?1 and event not like 'budget%'").bind(now - 90 * dayMs),
    database.prepare("delete from kept_responses where expires_at < ?1").bind(now),
    database.prepare(
      `delete from kept_responses where rowid in
         (select rowid from kept_responses order by expires_at desc limit -1 offset ${mostResponses})`,
    ),
    database.prepare("delete from videos where expires_at < ?1").bind(now),
    database.prepare("delete from request_bodies where created_at < ?1").bind(now - logRetentionDays * dayMs),
    database.prepare("delete from cached_answers where expires_at < ?1").bind(now),
    database.prepare(
      `delete from cached_answers where id in (select id from (
         select id, row_number() over newest as place, sum(bytes) over newest as total from cached_answers
         window newest as (order by created_at desc, id))
       where place > ${mostAnswers} or total > ${mostAnswerBytes})`,
    ),
  ]);
  const [logBatches = 0, signInAttempts = 0, auditRows = 0, , , traffic = 0, hours = 0, providers = 0] = results.map(
    (result) => result.meta.changes,
  );
  return { requests, logBatches, signInAttempts, auditRows, rollups: traffic + hours + providers, more };
}
