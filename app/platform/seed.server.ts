import { sha256Hex } from "../lib/hash.ts";
import { newKeyValue, visiblePartsOf } from "../lib/issued-key.ts";

/**
 * On a database that has never been set up: the demo provider and a first API key, so that the first request works before
 * any real key is there. Answers the clear key, once; null where the database was set up before.
 */
export async function seedDatabase(database: D1Database): Promise<string | null> {
  if (await isUsed(database)) return null;
  const now = Date.now();
  const key = newKeyValue();
  const { prefix, lastFour } = visiblePartsOf(key);
  const pricing = JSON.stringify({ input: 0.15, output: 0.6 });
  const rows = [
    database.prepare("insert into settings (key, value) values ('seeded', 'true')"),
    database
      .prepare(
        "insert into providers (id, name, preset, adapter, base_url, enabled, priority, weight, headers, options, timeouts, created_at, updated_at) values ('demo', 'Demo', 'demo', 'demo', 'http://demo.internal/v1', 1, 100, 1, '{}', '{}', '{}', ?1, ?1)",
      )
      .bind(now),
    database
      .prepare(
        "insert into provider_models (provider_id, model_id, position, pricing, context_length, details) values ('demo', 'demo', 0, ?1, 128000, ?2), ('demo', 'demo-embed', 1, ?1, 8192, ?3)",
      )
      .bind(
        pricing,
        JSON.stringify({ capabilities: ["chat", "tools", "json"] }),
        JSON.stringify({ capabilities: ["embeddings"] }),
      ),
    database
      .prepare(
        "insert into api_keys (id, name, role, hash, prefix, last_four, models, providers, enabled, limits, created_at, updated_at) values ('first', 'First key', 'client', ?1, ?2, ?3, '[\"*\"]', '[\"*\"]', 1, '{}', ?4, ?4)",
      )
      .bind(await sha256Hex(key), prefix, lastFour, now),
  ];
  try {
    await database.batch(rows);
  } catch (error) {
    // Another process that started at the same time was first.
    if (await isUsed(database)) return null;
    throw error;
  }
  return key;
}

async function isUsed(database: D1Database): Promise<boolean> {
  const used = await database
    .prepare(
      "select (select count(*) from providers) + (select count(*) from api_keys) + (select count(*) from settings where key = 'seeded') as used",
    )
    .first<number>("used");
  return used !== 0;
}
