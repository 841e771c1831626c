import type { StatisticsRow } from "~/gateway/routing/statistics";
import type { BreakerRow, HealthChanges, HealthNews, Store } from "~/gateway/store";

// What isolates learn of providers, shared through the database. Sums are added up, breakers say when they last changed;
// readers ask for what was written after what they have seen, by the database's own clock.

const databaseNow = "cast(unixepoch('subsec') * 1000 as integer)";
/** Transactions may become visible a little out of order; reading a row twice is harmless. */
const overlapMs = 2_000;

const sums = ["attempts", "failures", "latency_ms", "first_tokens", "first_token_ms", "tokens", "token_ms"];

/** Statements for the transaction that the log rows are written in. */
export function healthWriter(database: D1Database): (health: HealthChanges | null) => D1PreparedStatement[] {
  const upsertStatistics = database.prepare(
    `insert into model_statistics (provider_id, model, bucket, ${sums.join(", ")}, updated_at)
     select value ->> 0, value ->> 1, value ->> 2, ${sums.map((_, index) => `value ->> ${index + 3}`).join(", ")}, ${databaseNow}
     from json_each(?1) where true
     on conflict (provider_id, model, bucket) do update set
     ${sums.map((column) => `${column} = ${column} + excluded.${column}`).join(", ")}, updated_at = excluded.updated_at`,
  );
  // Of two isolates that saw it open the longer pause holds; a later closing ends it.
  const upsertBreakers = database.prepare(
    `insert into breakers (provider_id, model, credential_id, open_until, trips, changed_at, updated_at)
     select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, ${databaseNow}
     from json_each(?1) where true
     on conflict (provider_id, model, credential_id) do update set
     open_until = case when excluded.trips = 0 then 0 else max(open_until, excluded.open_until) end,
     trips = case when excluded.trips = 0 then 0 else max(trips, excluded.trips) end,
     changed_at = excluded.changed_at, updated_at = excluded.updated_at
     where excluded.changed_at >= changed_at`,
  );
  // Isolates say the same of one account: the newest answer counts.
  const updateRates = database.prepare(
    `update credentials set rate_used = said.value ->> 1, rate_at = said.value ->> 2 from json_each(?1) as said
     where credentials.id = said.value ->> 0 and coalesce(credentials.rate_at, 0) < said.value ->> 2`,
  );
  return (health) => {
    if (health === null) return [];
    const statements: D1PreparedStatement[] = [];
    if (health.statistics.length > 0) {
      const rows = health.statistics.map((row) => [
        row.providerId,
        row.model,
        row.bucket,
        row.attempts,
        row.failures,
        Math.round(row.latencyMs),
        row.firstTokens,
        Math.round(row.firstTokenMs),
        row.tokens,
        Math.round(row.tokenMs),
      ]);
      statements.push(upsertStatistics.bind(JSON.stringify(rows)));
    }
    if (health.breakers.length > 0) {
      const rows = health.breakers.map((row) => [
        row.providerId,
        row.model,
        row.credentialId,
        row.openUntil,
        row.trips,
        row.changedAt,
      ]);
      statements.push(upsertBreakers.bind(JSON.stringify(rows)));
    }
    if (health.rates.length > 0)
      statements.push(
        updateRates.bind(JSON.stringify(health.rates.map(({ credentialId, used, at }) => [credentialId, used, at]))),
      );
    return statements;
  };
}

type Updated<T> = T & { updatedAt: number };

export function healthStore(database: D1Database): Pick<Store, "markCredential" | "healthNews"> {
  const mark = database.prepare(
    `update credentials set state = ?2, rejections = ?3, cooldown_until = ?4, last_error = ?5, marked_at = ${databaseNow}
     where id = ?1`,
  );
  const readStatistics = database.prepare(
    `select provider_id as providerId, model, bucket, attempts, failures, latency_ms as latencyMs, first_tokens as firstTokens,
       first_token_ms as firstTokenMs, tokens, token_ms as tokenMs, updated_at as updatedAt
     from model_statistics where updated_at > ?1 and bucket >= ?2 order by updated_at`,
  );
  const readBreakers = database.prepare(
    `select provider_id as providerId, model, credential_id as credentialId, open_until as openUntil, trips,
       changed_at as changedAt, updated_at as updatedAt
     from breakers where updated_at > ?1`,
  );
  const readMarks = database.prepare(
    `select id as credentialId, state, rejections, cooldown_until as cooldownUntil, last_error as lastError,
       marked_at as updatedAt
     from credentials where marked_at > ?1`,
  );

  return {
    async markCredential({ credentialId, state, rejections, cooldownUntil, lastError }) {
      await mark.bind(credentialId, state, rejections, cooldownUntil, lastError).run();
    },

    async healthNews(cursor, from): Promise<HealthNews> {
      const after = cursor - overlapMs;
      const [statistics, breakers, credentials] = (await database.batch([
        readStatistics.bind(after, from),
        readBreakers.bind(after),
        readMarks.bind(after),
      ])) as [
        D1Result<Updated<StatisticsRow>>,
        D1Result<Updated<BreakerRow>>,
        D1Result<Updated<HealthNews["credentials"][number]>>,
      ];
      let newest = cursor;
      for (const { updatedAt } of [...statistics.results, ...breakers.results, ...credentials.results])
        newest = Math.max(newest, updatedAt);
      return {
        statistics: statistics.results.map(({ updatedAt, ...row }) => ({ row, at: updatedAt })),
        breakers: breakers.results,
        credentials: credentials.results,
        cursor: newest,
      };
    },
  };
}
