import { getDb } from "./client";
import { providerProbes } from "./state-schema";

export type ProbeRecord = typeof providerProbes.$inferSelect;

export const readProbes = (database: D1Database): Promise<ProbeRecord[]> =>
  getDb(database).select().from(providerProbes);

/** Notes that one begins; false where another began after `notSince`. One statement: only one wins. Unix ms. */
export async function claimProbe(
  database: D1Database,
  providerId: string,
  now: number,
  notSince: number,
): Promise<boolean> {
  const claimed = await database
    .prepare(
      `insert into provider_probes (provider_id, started_at) values (?1, ?2)
       on conflict (provider_id) do update set started_at = excluded.started_at
       where provider_probes.started_at <= ?3 returning 1`,
    )
    .bind(providerId, now, notSince)
    .first();
  return claimed !== null;
}

export async function saveProbe(
  database: D1Database,
  providerId: string,
  { ok, status, latencyMs, error }: { ok: boolean; status: number; latencyMs: number; error: string | null },
  credentialName: string | null,
): Promise<void> {
  await database
    .prepare(
      "update provider_probes set ok = ?2, status = ?3, latency_ms = ?4, error = ?5, credential_name = ?6 where provider_id = ?1",
    )
    .bind(providerId, Number(ok), status, latencyMs, error, credentialName)
    .run();
}
