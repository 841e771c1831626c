import { sha256Hex } from "../../app/lib/hash.ts";

export const benchKey = "sk-gw-bench-0000000000000000000000000000";

/** One OpenAI-compatible provider that takes any model, with prices, and one API key with limits that never bite. */
export async function seedBench(database: D1Database, upstream: string): Promise<void> {
  const now = Date.now();
  await database.batch([
    database
      .prepare(
        "insert into providers (id, name, adapter, base_url, enabled, priority, weight, headers, options, timeouts, created_at, updated_at) values ('mock', 'Mock', 'openai', ?1, 1, 0, 1, '{}', '{}', '{}', ?2, ?2)",
      )
      .bind(`${upstream}/v1`, now),
    database
      .prepare("insert into provider_models (provider_id, model_id, position, pricing) values ('mock', '*', 0, ?1)")
      .bind(JSON.stringify({ input: 1, output: 2 })),
    database
      .prepare(
        "insert into credentials (id, provider_id, name, position, env, hint, created_at) values ('c1', 'mock', 'a', 0, 'UPSTREAM_KEY', '', ?1)",
      )
      .bind(now),
    database
      .prepare(
        "insert into api_keys (id, name, role, hash, prefix, last_four, models, providers, enabled, limits, created_at, updated_at) values ('bench', 'Bench', 'client', ?1, 'sk-gw-benc', '0000', '[\"*\"]', '[\"*\"]', 1, ?2, ?3, ?3)",
      )
      .bind(
        await sha256Hex(benchKey),
        JSON.stringify({ rpm: 1_000_000_000, budget: { usd: 1_000_000, period: "month" } }),
        now,
      ),
    database.prepare("insert into settings (key, value) values ('seeded', 'true')"),
  ]);
}
