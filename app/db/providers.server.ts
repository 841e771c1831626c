import { asc, eq } from "drizzle-orm";
import { getDb } from "./client";
import { credentials, providerModels, providers } from "./schema";

export type ProviderRecord = typeof providers.$inferSelect;
export type CredentialRecord = typeof credentials.$inferSelect;
export type ModelRecord = typeof providerModels.$inferSelect;

export interface StoredProvider {
  provider: ProviderRecord;
  credentials: CredentialRecord[];
  models: ModelRecord[];
}

/** All stored providers in the order in which they were made, or the one with this id. */
export async function readProviders(database: D1Database, id?: string): Promise<StoredProvider[]> {
  const db = getDb(database);
  const [providerRows, credentialRows, modelRows] = await db.batch([
    db
      .select()
      .from(providers)
      .where(id === undefined ? undefined : eq(providers.id, id))
      .orderBy(asc(providers.createdAt), asc(providers.id)),
    db
      .select()
      .from(credentials)
      .where(id === undefined ? undefined : eq(credentials.providerId, id))
      .orderBy(asc(credentials.position), asc(credentials.name)),
    db
      .select()
      .from(providerModels)
      .where(id === undefined ? undefined : eq(providerModels.providerId, id))
      .orderBy(asc(providerModels.position)),
  ]);
  const stored = new Map(
    providerRows.map((provider): [string, StoredProvider] => [provider.id, { provider, credentials: [], models: [] }]),
  );
  for (const row of credentialRows) stored.get(row.providerId)?.credentials.push(row);
  for (const row of modelRows) stored.get(row.providerId)?.models.push(row);
  return [...stored.values()];
}

/** What decides whether an environment variable's provider stands beside the stored ones. */
export async function readProviderNames(database: D1Database) {
  const db = getDb(database);
  const [providerRows, credentialRows] = await db.batch([
    db.select({ id: providers.id, preset: providers.preset }).from(providers),
    db.select({ env: credentials.env }).from(credentials),
  ]);
  return { providers: providerRows, credentialVariables: credentialRows.map((row) => row.env) };
}
