import type { ApiKey } from "~/gateway/config/entities";
import type { Store } from "~/gateway/store";
import { sealerFor } from "~/lib/seal";
import { alertStore } from "./alerts.server";
import { answerStore } from "./answers.server";
import { healthStore } from "./health.server";
import { loadConfig } from "./load-config.server";
import { createLogBatch, logStore } from "./log/log-writer.server";
import { responseStore } from "./responses.server";
import { bumpRevision, readRevision } from "./revision";
import { videoStore } from "./videos.server";

export interface StoreEnv {
  encryptionKey: Uint8Array;
  previousEncryptionKeys: Uint8Array[];
  variables: Record<string, string | undefined>;
}

interface KeyRow {
  id: string;
  name: string;
  role: ApiKey["role"];
  models: string;
  providers: string;
  enabled: number;
  expires_at: number | null;
  limits: string;
  capture_bodies: number;
}

/** The gateway's store over D1 (or the SQLite file behind the same interface). Lives as long as the isolate. */
export function createStore({ database, env }: { database: D1Database; env: StoreEnv }): Store {
  const sealer = sealerFor(env);
  const findKey = database.prepare(
    `select id, name, role, models, providers, enabled, expires_at, limits, capture_bodies from api_keys
     where hash = ?1 or (previous_hash = ?1 and previous_expires_at > ?2) limit 1`,
  );
  const sums =
    "select coalesce(sum(cost_micro_usd), 0) as microUsd, coalesce(sum(prompt_tokens + completion_tokens), 0) as tokens from usage_hourly where hour >= ?1 and hour < ?2";
  const usedByAll = database.prepare(sums);
  const usedByKey = database.prepare(`${sums} and key_id = ?3`);
  const saveSignatures = database.prepare(
    `insert or replace into tool_signatures (key_id, tool_call_id, value, expires_at)
     select ?1, value ->> 'toolCallId', value ->> 'value', ?3 from json_each(?2)`,
  );
  const findSignatures = database.prepare(
    `select tool_call_id, value from tool_signatures
     where key_id = ?1 and tool_call_id in (select value from json_each(?2)) and expires_at > ?3`,
  );
  const saveRepair = database.prepare(
    `insert or ignore into parameter_repairs (provider_id, model, parameter, rename_to, reason, created_at)
     values (?1, ?2, ?3, ?4, ?5, ?6)`,
  );

  return {
    ...responseStore(database, sealer),
    ...videoStore(database),
    ...healthStore(database),
    ...alertStore(database),
    ...answerStore(database),
    ...logStore(database),
    revision: () => readRevision(database),
    loadConfig: () => loadConfig(database, env.variables, sealer),

    async findKey(hash, now) {
      const row = await findKey.bind(hash, now).first<KeyRow>();
      if (!row) return null;
      return {
        id: row.id,
        name: row.name,
        role: row.role,
        models: JSON.parse(row.models),
        providers: JSON.parse(row.providers),
        enabled: row.enabled === 1,
        expiresAt: row.expires_at,
        limits: JSON.parse(row.limits),
        captureBodies: row.capture_bodies === 1,
      };
    },

    async used(keyId, from, until) {
      const end = until ?? Number.MAX_SAFE_INTEGER;
      const statement = keyId === null ? usedByAll.bind(from, end) : usedByKey.bind(from, end, keyId);
      return (await statement.first<{ microUsd: number; tokens: number }>()) ?? { microUsd: 0, tokens: 0 };
    },
    newLogBatch: () => createLogBatch(database),

    async saveSignatures(keyId, rows, expiresAt) {
      await saveSignatures.bind(keyId, JSON.stringify(rows), expiresAt).run();
    },

    async findSignatures(keyId, toolCallIds, now) {
      const { results } = await findSignatures
        .bind(keyId, JSON.stringify(toolCallIds), now)
        .all<{ tool_call_id: string; value: string }>();
      return new Map(results.map((row) => [row.tool_call_id, JSON.parse(row.value)]));
    },

    async saveRepair({ providerId, model, parameter, renameTo, reason }, now) {
      await database.batch([
        saveRepair.bind(providerId, model, parameter, renameTo, reason, now),
        bumpRevision(database),
      ]);
    },
  };
}
