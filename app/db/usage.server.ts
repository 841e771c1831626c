import type { KeySpend, KeyUsage, ModelSpend, Overview, ProviderUptime, UsageAnswer, UsageQuery } from "./usage-types";

export async function queryUsage(database: D1Database, query: UsageQuery): Promise<UsageAnswer> {
  throw new Error(`queryUsage is being written: ${[database, query].length}`);
}

export async function overview(
  database: D1Database,
  range: { from: number; to: number; buckets: number },
): Promise<Overview> {
  throw new Error(`overview is being written: ${[database, range].length}`);
}

export async function spendByModel(database: D1Database, range: { from: number; to: number }): Promise<ModelSpend[]> {
  throw new Error(`spendByModel is being written: ${[database, range].length}`);
}

export async function providerUptime(
  database: D1Database,
  range: { from: number; to: number },
): Promise<ProviderUptime[]> {
  throw new Error(`providerUptime is being written: ${[database, range].length}`);
}

export async function keyUsage(database: D1Database, keyId: string, now: number): Promise<KeyUsage> {
  throw new Error(`keyUsage is being written: ${[database, keyId, now].length}`);
}

export async function usageByKey(database: D1Database, range: { from: number; to: number }): Promise<KeySpend[]> {
  throw new Error(`usageByKey is being written: ${[database, range].length}`);
}
