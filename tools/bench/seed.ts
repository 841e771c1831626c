import { sha256Hex } from "../../app/lib/hash.ts";

export const benchKey = "sk-gw-bench-0000000000000000000000000000";

const providers = [
  ["mock", "openai", "/v1"],
  ["to-anthropic", "anthropic", "/v1"],
  ["to-gemini", "gemini", "/v1beta"],
] as const;

/** With UNLIMITED a key has none: what the limits cost, and their headers, is then left out. */
const limits = process.env.UNLIMITED ? {} : { rpm: 1_000_000_000, budget: { usd: 1_000_000, period: "month" } };

/**
 * A provider of each format that takes any model, with prices: `mock` (OpenAI's), `to-anthropic` and `to-gemini` after it;
 * one API key with limits that never bite.
 */
export async function seedBench(database: D1Database, upstream: string): Promise<void> {
  const now = Date.now();
  await database.batch([
    ...providers.flatMap(([id, adapter, path], priority) => [
      database
        .prepare(
          "insert into providers (id, name, adapter, base_url, enabled, priority, weight, headers, options, timeouts, created_at, updated_at) values (?1, ?1, ?2, ?3, 1, ?4, 1, '{}', '{}', '{}', ?5, ?5)",
        )
        .bind(id, adapter, `${upstream}${path}`, priority, now),
      database
        .prepare("insert into provider_models (provider_id, model_id, position, pricing) values (?1, '*', 0, ?2)")
        .bind(id, JSON.stringify({ input: 1, output: 2 })),
      database
        .prepare(
          "insert into credentials (id, provider_id, name, position, env, hint, created_at) values (?1, ?1, 'a', 0, 'UPSTREAM_KEY', '', ?2)",
        )
        .bind(id, now),
    ]),
    database
      .prepare(
        "insert into api_keys (id, name, role, hash, prefix, last_four, models, providers, enabled, limits, created_at, updated_at) values ('bench', 'Bench', 'client', ?1, 'sk-gw-benc', '0000', '[\"*\"]', '[\"*\"]', 1, ?2, ?3, ?3)",
      )
      .bind(await sha256Hex(benchKey), JSON.stringify(limits), now),
    database.prepare("insert into settings (key, value) values ('seeded', 'true')"),
  ]);
}
