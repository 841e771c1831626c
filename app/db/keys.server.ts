import { asc, eq } from "drizzle-orm";
import { getDb } from "./client";
import { apiKeys } from "./schema";

export type KeyRecord = typeof apiKeys.$inferSelect;

export const readKeys = (database: D1Database): Promise<KeyRecord[]> =>
  getDb(database).select().from(apiKeys).orderBy(asc(apiKeys.createdAt), asc(apiKeys.id));

export async function readKey(database: D1Database, id: string): Promise<KeyRecord | null> {
  const [row] = await getDb(database).select().from(apiKeys).where(eq(apiKeys.id, id));
  return row ?? null;
}
