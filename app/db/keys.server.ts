import { asc, eq } from "drizzle-orm";
import { getDb } from "./client";
import { apiKeys } from "./schema";

export type KeyRecord = typeof apiKeys.$inferSelect;

export const readKeys = (database: D1Database): Promise<KeyRecord[]> =>
  getDb(database).select().from(apiKeys).orderBy(asc(apiKeys.createdAt), asc(apiKeys.id));

/** Says that the key was used at `now`, ms. */
export async function touchKey(database: D1Database, id: string, now: number): Promise<void> {
  await database
    .prepare("update api_keys set last_used_at = max(coalesce(last_used_at, 0), ?2) where id = ?1")
    .bind(id, now)
    .run();
}

export async function readKey(database: D1Database, id: string): Promise<KeyRecord | null> {
  const [row] = await getDb(database).select().from(apiKeys).where(eq(apiKeys.id, id));
  return row ?? null;
}
